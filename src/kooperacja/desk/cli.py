"""`createsuperuser`, the first administrator of an installation, and `account close`.

They lie here and not in `accounts`, because the trail and memberships stand above accounts.
"""

import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.desk.actions import add_first_administrator, close_account
from kooperacja.directory.kinds import InstitutionKind, Level
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command
from kooperacja.foundation.errors import RuleBroken


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help=_("e-mail address, by which the account signs in"))
    parser.add_argument("--name", required=True, help=_("first name and surname"))
    parser.add_argument("--institution", required=True, help=_("name or import key of the institution"))
    parser.add_argument("--kind", choices=InstitutionKind.values, help=_("kind of the institution, if it is new"))
    parser.add_argument("--level", choices=Level.values, default=Level.COMMUNE.value, help=_("for whom it works"))


def _run(options: Namespace) -> None:
    membership = add_first_administrator(
        actor=Actor.system("createsuperuser"),
        institution=options.institution,
        kind=options.kind or "",
        level=options.level,
        email=options.email,
        full_name=options.name,
        password=_password(),
    )
    told = {"email": options.email, "institution": membership.institution.short_name}
    sys.stdout.write(_("%(email)s administers %(institution)s. Sign in and add the workers.") % told + "\n")


def _password() -> str:
    """Typed twice at a terminal; from a pipe it is the first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass(_("Password: "))
    if getpass(_("The same password again: ")) != password:
        raise RuleBroken("password.differs", _("The two passwords differ. Nothing was saved."))
    return password


def _close_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", help=_("e-mail address, by which the account signs in"))


def _close(options: Namespace) -> None:
    close_account(actor=Actor.system("account close"), email=options.email)
    sys.stdout.write(_("The account is closed. Nobody signs in with it any more.") + "\n")


COMMANDS = (
    Command("createsuperuser", gettext_lazy("Make the first administrator of an installation"), _arguments, _run),
    Command("account close", gettext_lazy("Close an account in all institutions"), _close_arguments, _close),
)
