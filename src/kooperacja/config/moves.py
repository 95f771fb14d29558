"""`move`, `show` and `list`: what programs do over the network, from the command line.

The options come from the workflow tables and from the shapes of the programming interface. Whoever
acts is a real person with a live membership: a command opens nothing that this person's page would not.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from gettext import gettext as _
from typing import Any, get_origin

from django.http import HttpResponse
from pydantic import ValidationError

from kooperacja.agreements import api as agreements
from kooperacja.agreements.labels import Purpose
from kooperacja.agreements.moves import AGREEMENT_MOVES
from kooperacja.cases import api as cases
from kooperacja.cases.moves import CASE_MOVES
from kooperacja.config import words
from kooperacja.desk.api import workers
from kooperacja.diagnosis import api as diagnosis
from kooperacja.diagnosis.moves import DIAGNOSIS_MOVES, WORKSHOP_MOVES
from kooperacja.directory import api as directory
from kooperacja.directory.queries import actor_called
from kooperacja.disclosures import api as disclosures
from kooperacja.disclosures.moves import DISCLOSURE_MOVES
from kooperacja.documents import api as documents
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.commands import Command
from kooperacja.foundation.endpoints import MOST_ROWS, Given, PageIn, Told
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.moves import Moves
from kooperacja.foundation.routes import Route
from kooperacja.handover import api as handover
from kooperacja.inquiries import api as inquiries
from kooperacja.inquiries.moves import INQUIRY_MOVES
from kooperacja.meetings import api as meetings
from kooperacja.meetings.moves import MEETING_MOVES
from kooperacja.people import api as people
from kooperacja.plans import api as plans
from kooperacja.plans.moves import PLAN_MOVES
from kooperacja.referrals import api as referrals
from kooperacja.referrals.moves import REFERRAL_MOVES
from kooperacja.sharing.api import emergencies, locks, readers, windows
from kooperacja.tasks import api as tasks
from kooperacja.tasks.moves import TASK_MOVES
from kooperacja.teams import api as teams
from kooperacja.teams.moves import TEAM_MOVES

HELP = Purpose.JOINT_HELP.value


def _of_case(rows: Callable[..., Told]) -> Callable[..., Told]:
    """What a case holds has no version of its own, so nothing is marked in the answer; nor has a leaflet."""
    return lambda run, _response, ref: rows(run, ref)


TABLES: Mapping[str, Moves] = {
    table.flow.name: table
    for table in (
        *(AGREEMENT_MOVES, CASE_MOVES, DISCLOSURE_MOVES, INQUIRY_MOVES, MEETING_MOVES, PLAN_MOVES),
        *(DIAGNOSIS_MOVES, REFERRAL_MOVES, TASK_MOVES, TEAM_MOVES, WORKSHOP_MOVES),
    )
}
SHOWN: Mapping[str, tuple[Callable[..., Told], str]] = {
    "agreement": (agreements.show_agreement, ""),
    "bases": (windows.list_bases, HELP),
    "case": (cases.show_case, HELP),
    "diagnoses": (_of_case(diagnosis.diagnosis_of_case), HELP),
    "diagnosis": (diagnosis.show_diagnosis, HELP),
    "disclosure": (disclosures.show_disclosure, HELP),
    "emergency": (emergencies.show_emergency, HELP),
    "file": (documents.show_file, HELP),
    "files": (_of_case(documents.list_files), HELP),
    "inquiry": (inquiries.show_inquiry, HELP),
    "institution": (directory.show_institution, ""),
    "leaflet": (_of_case(referrals.show_leaflet), ""),
    "locks": (locks.list_locks, HELP),
    "meeting": (meetings.show_meeting, HELP),
    "matrix": (_of_case(disclosures.show_matrix), HELP),
    "person": (people.show_person, HELP),
    "plan": (plans.show_plan, HELP),
    "plans": (_of_case(plans.plan_of_case), HELP),
    "referral": (referrals.show_referral, HELP),
    "task": (tasks.show_task, HELP),
    "team": (teams.show_team, ""),
    "told": (_of_case(disclosures.who_got_it), HELP),
    "variant": (_of_case(teams.show_variant), ""),
    "windows": (windows.list_windows, HELP),
    "workshop": (diagnosis.show_workshop, HELP),
    "worker": (workers.show_worker, ""),
}


def _whole(rows: Callable[..., Told]) -> Callable[..., Told]:
    """A list of some few rows, which has no pages."""
    return lambda run, _wanted, _page: rows(run)


def _marked(rows: Callable[..., Told]) -> Callable[..., Told]:
    """A list of some few rows that may say something of itself in the head of its answer."""
    return lambda run, _wanted, _page: rows(run, HttpResponse())


def _unfiltered(rows: Callable[..., Told]) -> Callable[..., Told]:
    """A list that takes no filters."""
    return lambda run, _wanted, page: rows(run, page)


LISTED: Mapping[str, tuple[Callable[..., Told], type[Given], str]] = {
    "agreement": (agreements.list_agreements, agreements.AgreementsWanted, ""),
    "case": (cases.list_cases, cases.CasesWanted, HELP),
    "disclosure": (disclosures.list_disclosures, disclosures.RegisterWanted, HELP),
    "emergency": (_unfiltered(emergencies.list_emergencies), Given, ""),
    "handover": (lambda run, whose, _page: handover.list_files_of_worker(run, whose), handover.WhoseIn, HELP),
    "inquiry": (inquiries.list_inquiries, inquiries.InquiriesWanted, HELP),
    "institution": (directory.list_institutions, directory.InstitutionsWanted, ""),
    "lock": (_unfiltered(locks.list_kept_locks), Given, ""),
    "meeting": (meetings.list_meetings, meetings.MeetingsWanted, HELP),
    "naming": (_whole(disclosures.list_naming_decisions), Given, ""),
    "received": (_unfiltered(readers.list_received), Given, ""),
    "referral": (referrals.list_referrals, referrals.ReferralsWanted, HELP),
    "substitution": (_marked(handover.list_substitutions), Given, ""),
    "task": (tasks.list_tasks, tasks.TasksWanted, HELP),
    "team": (teams.list_teams, teams.TeamsWanted, ""),
    "unattended": (_marked(handover.list_unattended_files), Given, HELP),
    "variant": (_whole(teams.list_variants), Given, ""),
    "waiting": (_unfiltered(emergencies.list_waiting), Given, ""),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a command in the place of a request: who reads, why, and by which command."""

    actor: Actor
    purpose: str
    route: Route
    headers: Mapping[str, str] = field(default_factory=dict)


def run_of(options: Namespace, purpose: str, *, action: str = "read") -> Any:
    """The trail calls a read by the name of the command."""
    route = Route("", HttpResponse, options.command, options.kind, purpose, action=action)
    return Run(actor_called(options.email, options.membership), purpose, route)


def add_who(parser: ArgumentParser) -> None:
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help=_("who acts"))
    parser.add_argument("--membership", type=int, help=_("number of the membership, if the person has several"))


def add_fields(parser: ArgumentParser) -> None:
    told = _("what is asked, for example text=…; may be given several times")
    parser.add_argument("--field", action="append", default=[], metavar="NAME=VALUE", help=told)


def _move_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=TABLES)
    parser.add_argument("ref", help=_("reference, as it stands in the address of the page"))
    moves = sorted({name for table in TABLES.values() for name in table.acts})
    parser.add_argument("move", choices=moves, metavar="MOVE", help=", ".join(moves))
    add_who(parser)
    add_fields(parser)


def _move(options: Namespace) -> None:
    table = TABLES[options.kind]
    if options.move not in table.acts:
        raise RuleBroken("move.unknown", _("There is no such move of this kind."))
    given = read_fields(table.asks(options.move), options.field)
    table.make(actor_called(options.email, options.membership), options.ref, options.move, given)
    sys.stdout.write(_("Done.") + "\n")


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=SHOWN)
    parser.set_defaults(command="show")
    parser.add_argument("ref", help=_("reference, as it stands in the address of the page"))
    add_who(parser)


def _show(options: Namespace) -> None:
    show, purpose = SHOWN[options.kind]
    print_told(
        show(run_of(options, purpose), HttpResponse(), int(options.ref) if options.ref.isdecimal() else options.ref)
    )


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=LISTED)
    parser.set_defaults(command="list")
    add_who(parser)
    add_fields(parser)


def _list(options: Namespace) -> None:
    rows, shape, purpose = LISTED[options.kind]
    wanted = read_fields(shape, options.field)
    print_told(rows(run_of(options, purpose), wanted, PageIn(limit=MOST_ROWS)))


def print_told(told: Told) -> None:
    sys.stdout.write(told.model_dump_json(indent=2) + "\n")


def read_fields(shape: type[Given], given: Sequence[str]) -> Given:
    """`name=value`, as often as wanted; what does not fit is named, never repeated."""
    fields: dict[str, Any] = {}
    for name, _is, value in (one.partition("=") for one in given):
        fields[name] = [*fields.get(name, []), value] if _is_list(shape, name) else value
    read = shape.model_validate if any(map(partial(_is_list, shape), fields)) else shape.model_validate_strings
    try:
        return read(fields)
    except ValidationError as wrong:
        names = sorted({str(one["loc"][0]) for one in wrong.errors()})
        sentence = _("These fields are missing or wrong: %(names)s") % {"names": ", ".join(names)}
        raise RuleBroken("fields.shape", sentence) from None


def _is_list(shape: type[Given], name: str) -> bool:
    """A list is given by naming its field several times. Pydantic reads no list from strings alone."""
    return name in shape.model_fields and get_origin(shape.model_fields[name].annotation) is list


COMMANDS = (
    Command("move", words.gettext_noop("Make a move of a workflow as a person"), _move_arguments, _move),
    Command("show", words.gettext_noop("Print one row as a person sees it, as JSON"), _show_arguments, _show),
    Command("list", words.gettext_noop("Print a list as a person sees it, as JSON"), _list_arguments, _list),
)
