"""Whom the demonstration invites to sign in: the people of the walk first, then one for each role."""

from kooperacja.config.demo.county import PLACES, POSTS, email, role_accounts
from kooperacja.config.demo.people import PASSWORD

# The school pedagogue asks, the social worker answers, the police officer must see nothing of it.
WALK = ("piotr", "anna", "jan")


def accounts() -> list[tuple[str, str, str]]:
    """Name with post and institution; e-mail address; password, the same for all."""
    keys = dict.fromkeys((*WALK, *role_accounts().values()))
    return [(_who(key), email(key), PASSWORD) for key in keys]


def _who(key: str) -> str:
    post = POSTS[key]
    return f"{post.name}, {post.title}, {PLACES[post.place].short_name}"
