"""What forms about teams offer: agreements of the leading institution, workers of a seat's institution."""

from kooperacja.agreements.models import Agreement, AgreementState
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.teams.models import Team

# A paper that has ended, or that never will hold, is no ground for a team that begins.
OVER = (AgreementState.DISCARDED, AgreementState.TERMINATED, AgreementState.RENEWED)


def agreements_of(actor: Actor, team: Team | None = None) -> list[tuple[str, str]]:
    """Agreements that name the reader's institution, by title; that of the team stays among them."""
    named = Agreement.objects.filter(parties__institution_id=actor.institution_id, amends=None).order_by("folded", "pk")
    rows = named.exclude(state__in=OVER).distinct()
    told = {row.ref: ", ".join(filter(None, (row.title, row.number))) for row in rows}
    if team is not None and team.agreement is not None:
        told.setdefault(team.agreement.ref, team.agreement.title)
    return list(told.items())


def colleagues(institution_id: int) -> list[tuple[int, str]]:
    """The workers of an institution, each once: account, name and post."""
    told: dict[int, str] = {}
    for row in workers(institution_id):
        told.setdefault(row.user_id, f"{row.user.full_name} – {row.title}")
    return list(told.items())
