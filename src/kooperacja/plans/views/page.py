"""The plan of a case, a version of it, its actions by institution, and what differs from the version before."""

from django.http import HttpResponse
from django.urls import reverse

from kooperacja.access.reading import reading
from kooperacja.access.visible import missing
from kooperacja.audit.actions import once
from kooperacja.consents.queries.case import get_case_of
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.plans import actions
from kooperacja.plans.queries import page as queries
from kooperacja.plans.words import DIFFERENCES, STEPS
from kooperacja.ui.pages import redirect, render


def of_case(request: ActorRequest, ref: str) -> HttpResponse:
    """The plan to show first; a POST begins the first one or the next version."""
    with reading(request):
        found = queries.case_plans(request.actor, ref, request.purpose)
        page = queries.plan_page(request.actor, found.ref, request.purpose) if found.ref else None
    if request.method == "POST":
        return redirect(request, once(request.actor, request.POST.get("once", ""), lambda: _made(request, ref)))
    if page is None:
        return render(request, "plans/none.html", {"case": found.case, "can_make": found.can_make})
    return _shown(request, page)


def _made(request: ActorRequest, ref: str) -> str:
    case = get_case_of(request.actor, ref, request.purpose)
    return reverse("plans:show", args=[actions.make_plan(actor=request.actor, case=case).ref])


def show(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.plan_page(request.actor, ref, request.purpose)
    return _shown(request, page)


def _shown(request: ActorRequest, page: queries.PlanPage) -> HttpResponse:
    context = {"page": page, "case": page.case, "today": today(), "steps": STEPS}
    return render(request, "plans/show.html", context, block="plan")


def board(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.plan_page(request.actor, ref, request.purpose)
    context = {"page": page, "case": page.case, "columns": queries.board(page)}
    return render(request, "plans/board.html", context)


def differences(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        found = queries.compared(request.actor, ref, request.purpose)
    if found is None:
        raise missing()
    rows = [(DIFFERENCES[one.kind, one.what], one.before, one.after) for one in found.differences]
    context = {"page": found.page, "case": found.page.case, "earlier": found.earlier, "rows": rows}
    return render(request, "plans/differences.html", context)
