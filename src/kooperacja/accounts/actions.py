"""Opening and closing accounts, and the keys of programs. An account opens nothing by itself.

The trail stands above this package and names its accounts, so whoever calls these records the act.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kooperacja.accounts import keys
from kooperacja.accounts.keys import MOST_DAYS, USUAL_DAYS, Scope
from kooperacja.accounts.models import AccessToken, User
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken

# Without letters that are misread when somebody copies a password from a screen by hand.
READABLE = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, GROUP_LENGTH = 4, 4

MOST_TOKENS = 20
# The last use is exact to ten minutes: not every read of a program must become a write.
USE_NOTED_EVERY = timedelta(minutes=10)


def one_time_password() -> str:
    """Sixteen characters in four groups, 79 bits: read once, replaced at the first sign-in."""
    groups = ("".join(secrets.choice(READABLE) for _place in range(GROUP_LENGTH)) for _group in range(GROUPS))
    return "-".join(groups)


@transaction.atomic
def open_account(*, actor: Actor, email: str, full_name: str) -> tuple[User, str]:
    """The account of this address, and a password to be shown once. Somebody who works in two
    institutions keeps one account: then the password is empty, for it stays his own.
    """
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return _usable(known), ""
    password = one_time_password()
    user = User.objects.create_user(_checked(email), password, full_name=full_name)
    user.must_change_password = True
    user.save(update_fields=["must_change_password"])
    return user, password


@transaction.atomic
def open_first_account(*, actor: Actor, email: str, full_name: str, password: str) -> User:
    """The account of the first administrator, who chose the password himself."""
    if User.objects.filter(email__iexact=email).exists():
        raise RuleBroken("account.known", _("An account with this e-mail address exists already."), field="email")
    try:
        validate_password(password, User(email=email, full_name=full_name))
    except ValidationError as weak:
        raise RuleBroken("password.weak", " ".join(weak.messages), field="password") from weak
    return User.objects.create_user(_checked(email), password, full_name=full_name)


@transaction.atomic
def open_demo_accounts(people: Mapping[str, str], password: str) -> dict[str, User]:
    """Accounts of invented people, by e-mail address. All have one password, which is shown to
    everybody, so it is hashed once and real installations refuse it.
    """
    if not (settings.DEMO or settings.TESTING):
        raise RuntimeError("accounts with a common password are for the demonstration and for tests only")
    common = make_password(password)
    rows = [User(email=_checked(email), full_name=name, password=common) for email, name in people.items()]
    return {user.email: user for user in User.objects.bulk_create(rows)}


@transaction.atomic
def close_account(*, actor: Actor, user: User) -> bool:
    """Nobody signs in with it any more, and its open sessions end at their next request; whether
    it was open. The account stays, since the trail names it.
    """
    if user.pk == actor.user_id:
        raise RuleBroken("account.own", _("You cannot close your own account. Ask another administrator."))
    closed = User.objects.filter(pk=user.pk, is_active=True).update(is_active=False)
    user.is_active = False
    return bool(closed)


# ---- Keys of programs


@transaction.atomic
def issue_token(*, actor: Actor, name: str, scope: str, days: int = USUAL_DAYS) -> tuple[AccessToken, str]:
    """A key that acts as the actor's membership, and its secret, which is shown once."""
    name = " ".join(name.split())
    _may_issue(actor, name, scope, days)
    secret, at = keys.new_secret(), now()
    token = AccessToken.objects.create(
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        name=name,
        scope=scope,
        digest=keys.digest(secret),
        shown=secret[: keys.SHOWN],
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Actor, token: AccessToken) -> bool:
    """The key opens nothing from its next request; whether it still did."""
    revoked = AccessToken.objects.filter(pk=token.pk, user_id=actor.user_id, revoked_at=None).update(revoked_at=now())
    return bool(revoked)


def note_use(*, token: AccessToken) -> None:
    at = now()
    if token.last_used_at and token.last_used_at > at - USE_NOTED_EVERY:
        return
    earlier = Q(last_used_at=None) | Q(last_used_at__lt=at)
    AccessToken.objects.filter(earlier, pk=token.pk).update(last_used_at=at)


def _may_issue(actor: Actor, name: str, scope: str, days: int) -> None:
    if actor.via == "api":
        raise RuleBroken("token.by_token", _("A key is made by a person who is signed in, not with another key."))
    if not name:
        raise RuleBroken("token.name", _("Write which program will use the key."), field="name")
    if scope not in Scope.values:
        raise RuleBroken("token.scope", _("Say what the program may do."), field="scope")
    if not 1 <= days <= MOST_DAYS:
        sentence = _("A key is valid for at least one day and at most %(days)s days.") % {"days": MOST_DAYS}
        raise RuleBroken("token.days", sentence, field="days")
    live = AccessToken.objects.filter(user_id=actor.user_id, revoked_at=None, expires_at__gt=now())
    if live.count() >= MOST_TOKENS:
        sentence = _("You have %(number)s keys already. Revoke those that no program uses.") % {"number": MOST_TOKENS}
        raise RuleBroken("token.too_many", sentence)


def _checked(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise RuleBroken("email.wrong", " ".join(wrong.messages), field="email") from wrong
    return email


def _usable(user: User) -> User:
    if not user.is_active:
        raise RuleBroken("account.closed", _("The account with this e-mail address was closed."), field="email")
    return user
