"""`act`: what programs do beside the moves of workflows, from the command line, through the same endpoints."""

import inspect
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import Any, get_type_hints

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from kooperacja.agreements import api as agreements
from kooperacja.cases import api as cases
from kooperacja.config import words
from kooperacja.config.moves import HELP, add_fields, add_who, print_told, read_fields, run_of
from kooperacja.consents import api as consents
from kooperacja.desk.api import workers
from kooperacja.diagnosis import api as diagnosis
from kooperacja.disclosures import api as disclosures
from kooperacja.documents import api as documents
from kooperacja.foundation.commands import Command
from kooperacja.foundation.errors import RuleBroken
from kooperacja.handover import api as handover
from kooperacja.inquiries import api as inquiries
from kooperacja.mailing import api as mailing
from kooperacja.meetings import api as meetings
from kooperacja.participation import api as participation
from kooperacja.people import api as people
from kooperacja.plans import api as plans
from kooperacja.search import api as search
from kooperacja.sharing.api import emergencies, locks, readers, windows
from kooperacja.tasks import api as tasks
from kooperacja.teams import api as teams

Act = tuple[Callable[..., Any], str]
ACTS: Mapping[str, Act] = {
    "agreement.sign": (agreements.sign_agreement, ""),
    "agreement.withdraw": (agreements.withdraw_from_agreement, ""),
    "basis.end": (windows.end_basis, HELP),
    "basis.record": (windows.record_basis, HELP),
    "basis.what-if": (windows.try_withdrawal, HELP),
    "case.appoint": (cases.appoint_worker, HELP),
    "case.join": (cases.join_member, HELP),
    "case.recall": (cases.recall_worker, HELP),
    "consent.approve-text": (consents.approve_text, ""),
    "consent.give": (consents.give_consent, HELP),
    "consent.scan": (consents.attach_scan, HELP),
    "consent.withdraw": (consents.withdraw_consent, HELP),
    "consent.write-text": (consents.write_text, ""),
    "conflict.declare": (locks.declare_own_conflict, HELP),
    "detail.add": (people.add_detail, HELP),
    "detail.correct": (people.correct_detail, HELP),
    "detail.end": (people.end_detail, HELP),
    "detail.reveal": (people.reveal_detail, HELP),
    "diagnosis.begin": (diagnosis.begin_diagnosis, HELP),
    "diagnosis.rate": (diagnosis.rate_area, HELP),
    "questionnaire.define": (diagnosis.define_questionnaire, ""),
    "disclosure.corrected": (disclosures.take_correction, HELP),
    "disclosure.defer": (disclosures.defer_disclosure, HELP),
    "disclosure.draft": (disclosures.save_draft, HELP),
    "disclosure.make": (disclosures.disclose, HELP),
    "emergency.end": (emergencies.end_emergency, ""),
    "emergency.open": (emergencies.break_glass, ""),
    "emergency.review": (emergencies.review_emergency, ""),
    "file.attach": (documents.attach_file, HELP),
    "file.withdraw": (documents.withdraw_file, HELP),
    "files.hand-over": (handover.hand_files_over, HELP),
    "files.take": (handover.take_unattended_files, HELP),
    "inquiry.file": (inquiries.attach_to_answer, HELP),
    "inquiry.again": (inquiries.ask_for_access_again, HELP),
    "inquiry.access": (inquiries.ask_for_access, HELP),
    "inquiry.information": (inquiries.ask_for_information, HELP),
    "inquiry.put_off": (inquiries.put_off, HELP),
    "lock.lift": (locks.lift_kept_lock, ""),
    "lock.set": (locks.set_lock, HELP),
    "mail.pace": (mailing.choose_mail_pace, ""),
    "meeting.add": (meetings.add_point, HELP),
    "meeting.add_case": (meetings.add_case, HELP),
    "meeting.answer": (meetings.answer_meeting, HELP),
    "meeting.change": (meetings.change_meeting, HELP),
    "meeting.decide": (meetings.write_decision, HELP),
    "meeting.done": (meetings.finish_task, HELP),
    "meeting.plan": (meetings.plan_meeting, HELP),
    "meeting.present": (meetings.mark_present, HELP),
    "meeting.recuse": (meetings.recuse, HELP),
    "meeting.reply": (meetings.read_reply, HELP),
    "meeting.write": (meetings.write_minutes, HELP),
    "naming.decide": (disclosures.decide_names, ""),
    "notice.defer": (consents.defer_notice, HELP),
    "notice.give": (consents.give_notice, HELP),
    "participation.answer": (participation.record_participation, HELP),
    "person.reveal-pesel": (people.reveal_pesel, HELP),
    "plan.action": (plans.add_action, HELP),
    "plan.decision": (plans.approve_plan, HELP),
    "plan.goal": (plans.add_goal, HELP),
    "plan.goal-change": (plans.change_goal, HELP),
    "plan.make": (plans.make_plan, HELP),
    "plan.remark": (plans.add_remark, HELP),
    "plan.scan": (plans.attach_signed_plan, HELP),
    "plan.sign": (plans.sign_plan, HELP),
    "reader.place": (readers.place_reader, ""),
    "reader.recall": (readers.recall_reader, ""),
    "search": (search.search_all, HELP),
    "substitution.arrange": (handover.arrange_substitution, ""),
    "substitution.end": (handover.end_substitution, ""),
    "task.help": (tasks.help_with, HELP),
    "task.note": (tasks.add_note, HELP),
    "team.act": (teams.add_act, ""),
    "team.act-remove": (teams.remove_act, ""),
    "team.conflict": (teams.declare_conflict, ""),
    "team.conflict-end": (teams.end_conflict, ""),
    "team.found": (teams.found_team, ""),
    "team.seat": (teams.open_seat, ""),
    "team.seat-end": (teams.end_seat, ""),
    "team.statement": (teams.confirm_statement, ""),
    "team.statement-paper": (teams.record_team_statement, ""),
    "team.substitute": (teams.name_substitute, ""),
    "team.worker": (teams.name_worker, ""),
    "variant.define": (teams.define_variant, ""),
    "window.close": (windows.close_window, HELP),
    "window.open": (windows.open_window, HELP),
    "worker.authorise": (workers.authorise_worker, ""),
    "worker.inbox": (workers.set_inbox_duty, ""),
    "worker.leave": (workers.end_membership, ""),
    "worker.revoke": (workers.revoke_authorisations, ""),
    "worker.statement": (workers.record_statement, ""),
    "workshop.hold": (diagnosis.hold_workshop, HELP),
    "workshop.plan": (diagnosis.plan_workshop, HELP),
}
NO_KEYS = frozenset({"request", "response", "given", "file"})


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("act", choices=ACTS, metavar="ACT", help=", ".join(ACTS))
    told = _("reference of the case or agreement, then numbers, as they stand in the address of the endpoint")
    parser.add_argument("keys", nargs="*", metavar="KEY", help=told)
    parser.set_defaults(command="act", kind="")
    parser.add_argument("--file", type=Path, metavar="PATH", help=_("the file, where the act takes one"))
    add_who(parser)
    add_fields(parser)


def _act(options: Namespace) -> None:
    handler, purpose = ACTS[options.act]
    hints = get_type_hints(handler)
    keys = _keys(handler, hints, options.keys)
    if "given" in hints:
        keys["given"] = read_fields(hints["given"], options.field)
    if "file" in hints:
        keys["file"] = _file(options.file)
    edge = {"request": run_of(options, purpose), "response": HttpResponse()}
    answer = handler(**{name: one for name, one in edge.items() if name in hints}, **keys)
    told = getattr(answer, "value", answer)
    if told is not None:
        print_told(told)
    else:
        sys.stdout.write(_("Done.") + "\n")


def _file(path: Path | None) -> SimpleUploadedFile:
    """What the programming interface gets as an upload; its size and kind are judged there."""
    if path is None or not path.is_file():
        raise RuleBroken("act.file", _("This act takes a file that is there: --file PATH"))
    return SimpleUploadedFile(path.name, path.read_bytes())


def _keys(handler: Callable[..., Any], hints: Mapping[str, Any], given: Sequence[str]) -> dict[str, Any]:
    """What stands in the address, in its order; a number that is none leads nowhere."""
    names = [name for name in inspect.signature(handler).parameters if name not in NO_KEYS]
    fits = len(names) == len(given) and all(
        hints[name] is str or one.isdecimal() for name, one in zip(names, given, strict=False)
    )
    if not fits:
        raise RuleBroken("act.keys", _("This act asks for: %(names)s") % {"names": ", ".join(names)})
    return {name: hints[name](one) for name, one in zip(names, given, strict=True)}


COMMANDS = (Command("act", words.gettext_noop("Do what is no move of a workflow, as a person"), _arguments, _act),)
