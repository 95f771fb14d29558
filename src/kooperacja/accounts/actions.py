"""Opening and closing accounts. An account opens nothing by itself.

The trail stands above this package and names its accounts, so whoever calls these records the act.
"""

import secrets
from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.accounts.models import User
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken

# Without letters that are misread when somebody copies a password from a screen by hand.
READABLE = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, GROUP_LENGTH = 4, 4


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
