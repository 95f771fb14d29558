"""Files of institutions and of areas, and the keys of programs, from the command line."""

import sys
from argparse import ArgumentParser, Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.accounts.keys import USUAL_DAYS, Scope
from kooperacja.directory import actions, imports, queries
from kooperacja.directory.areas import REGISTER, registered
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command
from kooperacja.foundation.importing import file_arguments, tell, tell_count, with_bar
from kooperacja.foundation.tables import read


def _import_institutions(options: Namespace) -> None:
    rows = with_bar(imports.rows_of(options.file), _("Institutions"))
    actor = Actor.system("import institutions")
    tell_count(actions.import_institutions(actor=actor, rows=rows, dry_run=options.dry_run), dry_run=options.dry_run)


def _import_teryt(options: Namespace) -> None:
    areas = registered(read(options.file, REGISTER))
    if not options.dry_run:
        actions.load_teryt(areas)
    tell(_("Areas: %(count)s.") % {"count": len(areas)})


# ---- Keys of programs


def _as_somebody(parser: ArgumentParser) -> None:
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help=_("whose key it is"))
    parser.add_argument("--membership", type=int, help=_("number of the membership, if the person has several"))


def _issue_arguments(parser: ArgumentParser) -> None:
    _as_somebody(parser)
    parser.add_argument("--name", required=True, help=_("which program will use it"))
    parser.add_argument("--scope", choices=Scope.values, default=Scope.READ.value, help=_("what the program may do"))
    parser.add_argument("--days", type=int, default=USUAL_DAYS, help=_("for how many days it is valid"))


def _issue(options: Namespace) -> None:
    actor = queries.actor_called(options.email, options.membership)
    issued = actions.issue_key(actor=actor, name=options.name, scope=options.scope, days=options.days)
    sys.stderr.write(_("The key is shown only now:") + "\n")
    sys.stdout.write(issued.secret + "\n")


def _list(options: Namespace) -> None:
    for row in queries.keys_of(queries.actor_called(options.email, options.membership)):
        until = str(row.ended) or f"{row.expires_at:%Y-%m-%d}"
        sys.stdout.write("\t".join((str(row.pk), row.shown, row.scope, until, row.name)) + "\n")


def _revoke_arguments(parser: ArgumentParser) -> None:
    _as_somebody(parser)
    parser.add_argument("number", type=int, help=_("number of the key, as the list shows it"))


def _revoke(options: Namespace) -> None:
    actor = queries.actor_called(options.email, options.membership)
    actions.revoke_key(actor=actor, token=queries.get_key(actor, options.number))
    sys.stdout.write(_("The key opens nothing any more.") + "\n")


COMMANDS = (
    Command("import institutions", gettext_lazy("Read a file of institutions"), file_arguments, _import_institutions),
    Command("import teryt", gettext_lazy("Read the TERC register of areas"), file_arguments, _import_teryt),
    Command("token issue", gettext_lazy("Make a key with which a program acts for a person"), _issue_arguments, _issue),
    Command("token list", gettext_lazy("List the keys of a person"), _as_somebody, _list),
    Command("token revoke", gettext_lazy("Revoke a key"), _revoke_arguments, _revoke),
)
