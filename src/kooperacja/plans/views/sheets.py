"""The plan on paper (T10) and as a spreadsheet."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.access.reading import reading
from kooperacja.directory.queries import institution_names
from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.plans.queries.page import GoalRow, PlanPage, plan_page
from kooperacja.tasks.queries.listing import TaskRow
from kooperacja.ui.formats import date_text


def pdf_of_plan(request: ActorRequest, ref: str) -> HttpResponse:
    """Only what its maker may read (I22): a goal that is closed to him is not on the paper."""
    with reading(request):
        page = plan_page(request.actor, ref, request.purpose)
    name = institution_names([page.case.owner_id]).get(page.case.owner_id, "")
    told = {"parts": _parts(page), "place": "", "footer": page.case.number}
    return pdf_response(
        "indywidualny-plan-pracy", pdf("documents", "letter", told, title=_("Work plan"), institution=name)
    )


def xlsx_of_plan(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = plan_page(request.actor, ref, request.purpose)
    head = [
        _("Goal"),
        pgettext("task", "Action"),
        _("Institution"),
        _("Deadline"),
        _("State"),
        _("By what one sees that it is done"),
    ]
    pairs = [(goal.title, row) for goal in page.goals for row in goal.tasks] + [("", row) for row in page.closed]
    rows: list[list[Cell]] = [
        [goal, row.title, row.taker, row.due_on, str(row.state.label), row.indicator] for goal, row in pairs
    ]
    return xlsx_response("indywidualny-plan-pracy", workbook(_("Work plan"), head, rows))


def _parts(page: PlanPage) -> list[dict[str, Any]]:
    facts = [
        [_("Case"), page.case.number],
        [_("Family"), page.case.family],
        [_("Key worker"), page.case.key_worker],
        [_("Version"), str(page.number)],
        [_("State"), str(page.state.label)],
        [_("In force since"), date_text(page.in_force_on)],
        [_("Review until"), date_text(page.review_on)],
    ]
    parts: list[dict[str, Any]] = [{"facts": [row for row in facts if row[1]]}]
    for goal in page.goals:
        parts += _goal(goal)
    if page.closed:
        parts += [{"heading": _("Other actions")}, _table(page.closed)]
    if page.remarks:
        parts.append({"heading": _("What the family says")})
        parts += [{"text": f"{date_text(one.said_on)}: {one.text}"} for one in page.remarks]
    signs = (_("signature of the family"), _("signature of the key worker"), _("signature of the coordinator"))
    return parts + [{"sign": words} for words in signs]


def _goal(goal: GoalRow) -> list[dict[str, Any]]:
    title = _("Main goal: %(title)s") if goal.is_main else _("Goal: %(title)s")
    facts = [[_("Indicator"), goal.indicator], [_("What the family takes on"), goal.commitment]]
    found: list[dict[str, Any]] = [{"heading": title % {"title": goal.title}}]
    if any(row[1] for row in facts):
        found.append({"facts": [row for row in facts if row[1]]})
    return [*found, _table(goal.tasks)] if goal.tasks else found


def _table(rows: tuple[TaskRow, ...]) -> dict[str, Any]:
    told = [[row.title, row.taker, date_text(row.due_on), str(row.state.label)] for row in rows]
    return {"head": [pgettext("task", "Action"), _("Institution"), _("Deadline"), _("State")], "rows": told}
