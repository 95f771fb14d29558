"""Where an upper package joins a lower one: the whole list, so that a new joint is a visible line."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from tests.house.test_floors import HEIGHT
from tests.house.tree import SOURCE, packages

# hooks.py and its list -> what is called, in this order.
HOOKS: dict[str, list[str]] = {
    "cases.hooks.INFORM": ["kooperacja.consents.queries.told.was_told"],
    "cases.hooks.ASSESS": ["kooperacja.participation.queries.takes_part"],
    "cases.hooks.PLAN": ["kooperacja.diagnosis.queries.rows.may_plan"],
    "cases.hooks.BEGIN": ["kooperacja.plans.queries.rows.may_begin"],
    "cases.hooks.PROPOSE_CLOSING": [],
    "cases.hooks.CLOSE": ["kooperacja.plans.queries.rows.may_close"],
    "cases.hooks.ARCHIVE": [],
    "cases.hooks.TRANSFER": ["kooperacja.referrals.queries.transfer.accepted_by_another_centre"],
    "access.hooks.AT_THE_END": ["kooperacja.desk.shell.count_inbox"],
    "agreements.hooks.AT_THE_END": [],
    "mailing.hooks.PAGES": [
        "kooperacja.agreements.queries.papers.page_of_agreement",
        "kooperacja.teams.queries.mine.page_of_team",
        "kooperacja.cases.queries.case.page_of_case",
        "kooperacja.disclosures.queries.rows.page_of_disclosure",
        "kooperacja.inquiries.queries.rows.page_of_inquiry",
        "kooperacja.tasks.queries.rows.page_of_task",
        "kooperacja.plans.queries.rows.page_of_plan",
        "kooperacja.blue_cards.queries.rows.page_of_card",
        "kooperacja.meetings.queries.rows.page_of_meeting",
        "kooperacja.referrals.queries.sides.page_of_referral",
        "kooperacja.handover.queries.pages.page_of_handover",
    ],
    "mailing.hooks.OUTBOXES": ["kooperacja.meetings.actions.posting.MeetingPost"],
    "notices.hooks.CLOSED": [
        "kooperacja.teams.queries.mine.closed_teams",
        "kooperacja.cases.queries.case.closed_cases",
        "kooperacja.disclosures.queries.rows.closed_disclosures",
        "kooperacja.inquiries.queries.rows.closed_inquiries",
        "kooperacja.tasks.queries.rows.closed_tasks",
        "kooperacja.plans.queries.rows.closed_plans",
        "kooperacja.blue_cards.queries.rows.closed_cards",
        "kooperacja.meetings.queries.rows.closed_meetings",
        "kooperacja.referrals.queries.sides.closed_referrals",
    ],
    "disclosures.hooks.WRITTEN": [
        "kooperacja.inquiries.queries.told.told_of_inquiries",
        "kooperacja.tasks.queries.told.told_of_tasks",
        "kooperacja.referrals.queries.told.told_of_referrals",
    ],
    "disclosures.hooks.TO_OFFICER": ["kooperacja.blue_cards.queries.rows.for_the_officer"],
    "teams.hooks.STATED": ["kooperacja.blue_cards.actions.leaving.let_chair_in"],
    "teams.hooks.LEFT": ["kooperacja.blue_cards.actions.leaving.leave_cards"],
    "documents.hooks.DOSSIER": ["kooperacja.cases.files.dossier_of_case"],
    "documents.hooks.IN_USE": [],
    "people.hooks.CORRECTED": ["kooperacja.disclosures.actions.correcting.follow_correction"],
    "disclosures.hooks.HANDED_OVER": ["kooperacja.inquiries.actions.answering.answer_by_disclosure"],
    "sharing.hooks.OPENED": ["kooperacja.disclosures.actions.entering.enter_window"],
    "teams.hooks.BOXES": ["kooperacja.meetings.queries.of_team.boxes_of_team"],
    "keys.hooks.RESEAL": ["kooperacja.documents.actions.reseal", "kooperacja.people.actions.pesel.reseal"],
    "keys.hooks.SEALED": [
        "kooperacja.documents.queries.sealed_files",
        "kooperacja.people.queries.people.sealed_numbers",
    ],
}
# Settings that name a callable of an upper package by a string; a test of the settings cannot see a wrong one.
NAMED = {
    "KOOPERACJA_SHELL": "kooperacja.desk.shell.shell_for",
    "KOOPERACJA_SAVED_VIEWS": "kooperacja.desk.shell.saved_view_tabs",
}


def hooks() -> dict[str, list[Callable[..., Any]]]:
    found = {}
    for package in packages():
        if (SOURCE / package / "hooks.py").exists():
            names = vars(import_module(f"kooperacja.{package}.hooks"))
            found |= {f"{package}.hooks.{name}": value for name, value in names.items() if isinstance(value, list)}
    return found


def dotted(call: Callable[..., Any]) -> str:
    return f"{call.__module__}.{call.__qualname__}"


def test_the_list_of_hooks_is_the_one_that_was_looked_at() -> None:
    assert {name: [dotted(call) for call in calls] for name, calls in hooks().items()} == HOOKS


def test_only_packages_above_join() -> None:
    for name, calls in hooks().items():
        for call in calls:
            assert HEIGHT[call.__module__.split(".")[1]] > HEIGHT[name.split(".")[0]], dotted(call)


def test_the_settings_name_what_is_there() -> None:
    from django.conf import settings
    from django.utils.module_loading import import_string

    ours = {
        name: value for name in dir(settings) if name.startswith("KOOPERACJA_") for value in [getattr(settings, name)]
    }
    assert ours == NAMED
    assert all(callable(import_string(path)) for path in NAMED.values())
