"""What is done with a plan: rows that save in place, remarks, signatures, moves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kooperacja.access.reading import reading
from kooperacja.access.visible import missing
from kooperacja.agreements.queries.partners import institutions_offered
from kooperacja.audit.steps import Step, run
from kooperacja.audit.steps import show as shown
from kooperacja.consents.queries.case import get_person
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Text
from kooperacja.foundation.routes import ActorRequest
from kooperacja.plans import actions, forms
from kooperacja.plans.actions import GoalWords
from kooperacja.plans.queries import page as queries
from kooperacja.plans.queries.page import PlanPage
from kooperacja.plans.queries.rows import get_goal, get_plan
from kooperacja.tasks.actions import Wanted
from kooperacja.tasks.queries.rows import get_side

SAVED = _("Saved.")


@dataclass(frozen=True, slots=True)
class Page:
    """How a move is asked and made: what will happen, and what has happened."""

    act: Callable[..., object]
    does: Text
    done: Text
    form: type[forms.MoveForm] = forms.MoveForm


PAGES: dict[str, Page] = {
    "consult": Page(
        actions.consult, _("Now talk with the family. What it says, you write down in its own words."), SAVED
    ),
    "rewrite": Page(actions.rewrite, _("You can change goals and actions again."), SAVED),
    "submit": Page(
        actions.submit,
        _("The team gets the plan, and each institution finds its own actions in its inbox."),
        _("The plan is before the team."),
    ),
    "return": Page(
        actions.return_plan, _("The key worker improves the plan. What was offered stays offered."), _("Returned.")
    ),
    "approve": Page(
        actions.approve_plan,
        _("Write down what the team decided. Then the family and the key worker sign."),
        _("The plan is approved."),
        forms.DecisionForm,
    ),
    "enforce": Page(
        actions.enforce,
        _("The plan is in force from today. The version before is replaced and stays readable."),
        _("The plan is in force."),
    ),
    "review": Page(actions.review, _("The plan is looked through with the family and the team."), SAVED),
    "resume": Page(actions.resume, _("The plan goes on as it is; the next review is counted from today."), SAVED),
    "complete": Page(actions.complete, _("All actions have ended. The plan ends too."), _("The plan is completed.")),
    "terminate": Page(
        actions.terminate,
        _("The plan ends before its goals are reached. What nobody has accepted is cancelled."),
        _("The plan is terminated."),
        forms.EndForm,
    ),
}


def goal_add(request: ActorRequest, ref: str) -> HttpResponse:
    page = _page(request, ref, lambda one: one.can_write)
    form = forms.GoalForm(_sent(request), categories=queries.categories(request.actor))
    return _row(request, page, form, _("Add a goal"), lambda: _goal_added(request, ref, form))


def _goal_added(request: ActorRequest, ref: str, form: forms.GoalForm) -> None:
    typed = form.cleaned_data
    keys = {"plan": get_plan(request.actor, ref, request.purpose), "category": typed["category"]}
    actions.add_goal(actor=request.actor, **keys, words=_words(typed), is_main=typed["is_main"])


def goal_edit(request: ActorRequest, ref: str, key: str) -> HttpResponse:
    """A second button takes the goal out."""
    page = _page(request, ref, lambda one: one.can_write)
    goal = next((one for one in page.goals if one.key == key), None)
    if goal is None:
        raise missing()
    told = {name: getattr(goal, name) for name in ("title", "indicator", "commitment", "version")}
    form = forms.GoalForm(_sent(request), initial=told)
    return _row(request, page, form, _("Change the goal"), lambda: _goal_changed(request, ref, key, form), drop=True)


def _goal_changed(request: ActorRequest, ref: str, key: str, form: forms.GoalForm) -> None:
    plan = get_plan(request.actor, ref, request.purpose)
    goal = get_goal(request.actor, plan, key, request.purpose)
    if "drop" in request.POST:
        actions.drop_goal(actor=request.actor, goal=goal)
        return
    version = form.cleaned_data["version"] or 0
    actions.change_goal(actor=request.actor, goal=goal, version=version, words=_words(form.cleaned_data))


def action_add(request: ActorRequest, ref: str) -> HttpResponse:
    page = _page(request, ref, lambda one: one.can_add)
    goals = [(one.key, one.title) for one in page.goals]
    offers: dict[str, Any] = {"goals": goals, "institutions": institutions_offered(request.actor)}
    form = forms.ActionForm(_sent(request), initial={"goal": request.GET.get("cel", "")}, **offers)
    return _row(request, page, form, _("Add an action"), lambda: _action_added(request, ref, form))


def _action_added(request: ActorRequest, ref: str, form: forms.ActionForm) -> None:
    plan = get_plan(request.actor, ref, request.purpose)
    goal = get_goal(request.actor, plan, form.cleaned_data["goal"], request.purpose)
    actions.add_action(actor=request.actor, plan=plan, goal=goal, wanted=_wanted(form.cleaned_data))


def action_edit(request: ActorRequest, ref: str, task: str) -> HttpResponse:
    page = _page(request, ref, lambda one: one.can_write)
    row = next((one for one in page.tasks if one.ref == task and not one.is_handed), None)
    if row is None:
        raise missing()
    told = {name: getattr(row, name) for name in ("title", "indicator", "wanted_on", "version")}
    told |= {"taker": row.taker_id, "helpers": row.helpers}
    form = forms.ActionForm(_sent(request), initial=told, institutions=institutions_offered(request.actor))
    label = _("Change the action")
    return _row(request, page, form, label, lambda: _action_changed(request, ref, task, form), drop=True)


def _action_changed(request: ActorRequest, ref: str, task: str, form: forms.ActionForm) -> None:
    keys: dict[str, Any] = {
        "actor": request.actor,
        "plan": get_plan(request.actor, ref, request.purpose),
        "side": get_side(request.actor, task, request.purpose),
    }
    if "drop" in request.POST:
        actions.drop_action(**keys)
        return
    typed = form.cleaned_data
    actions.change_action(**keys, version=typed["version"] or 0, wanted=_wanted(typed))


def remark(request: ActorRequest, ref: str) -> HttpResponse:
    page = _page(request, ref, lambda one: one.can_write)
    form = forms.RemarkForm(_sent(request), initial={"said_on": today()})
    return _row(request, page, form, _("Write down what the family says"), lambda: _remarked(request, ref, form))


def _remarked(request: ActorRequest, ref: str, form: forms.RemarkForm) -> None:
    plan = get_plan(request.actor, ref, request.purpose)
    actions.add_remark(actor=request.actor, plan=plan, **form.cleaned_data)


def sign(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.plan_page(request.actor, ref, request.purpose)
        people = queries.signers(request.actor, page, request.purpose) if page.can_sign else []
    if not page.can_sign:
        raise missing()
    form = forms.SignForm(_sent(request), people=people, initial={"medium": "paper", "signed_on": today()})
    return _row(request, page, form, _("Sign the plan"), lambda: _signed(request, ref, form))


def _signed(request: ActorRequest, ref: str, form: forms.SignForm) -> None:
    typed = dict(form.cleaned_data)
    chosen = typed.pop("person")
    person = get_person(request.actor, chosen, request.purpose) if chosen else None
    plan = get_plan(request.actor, ref, request.purpose)
    actions.sign_plan(actor=request.actor, plan=plan, person=person, **typed)


def scan(request: ActorRequest, ref: str) -> HttpResponse:
    page = _page(request, ref, lambda one: one.can_attach)
    form = forms.ScanForm(request.POST, request.FILES) if request.method == "POST" else forms.ScanForm()
    return _row(request, page, form, _("Attach the signed paper"), lambda: _scanned(request, ref, form))


def _scanned(request: ActorRequest, ref: str, form: forms.ScanForm) -> None:
    file, plan = form.cleaned_data["file"], get_plan(request.actor, ref, request.purpose)
    actions.attach_scan(actor=request.actor, plan=plan, name=file.name or "", content=content_of(file))


def move(request: ActorRequest, ref: str, name: str) -> HttpResponse:
    with reading(request):
        _plan, case, step = queries.plan_move(request.actor, ref, name, request.purpose)
    page = PAGES.get(step.name)
    if page is None:
        raise missing()
    form = page.form(_sent(request))
    context = {"case": case, "ref": ref, "label": step.label, "style": step.style, "icon": step.icon, "does": page.does}
    sent = Step("plans/move.html", form, page.done, context)
    if form.is_valid():
        return run(request, sent, lambda: _made(request, ref, page, dict(form.cleaned_data)))
    return shown(request, sent)


def _made(request: ActorRequest, ref: str, page: Page, typed: dict[str, Any]) -> str:
    page.act(actor=request.actor, plan=get_plan(request.actor, ref, request.purpose), **typed)
    return reverse("plans:show", args=[ref])


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: ActorRequest, ref: str, may: Callable[[PlanPage], bool]) -> PlanPage:
    with reading(request):
        page = queries.plan_page(request.actor, ref, request.purpose)
    if not may(page):
        raise missing()
    return page


def _row(
    request: ActorRequest, page: PlanPage, form: Any, label: Text, act: Callable[[], None], *, drop: bool = False
) -> HttpResponse:
    """A row of the plan, in the place where it will stand, or on a page of its own without script."""
    context = {"case": page.case, "page": page, "label": label, "drop": drop, "files": isinstance(form, forms.ScanForm)}
    sent = Step("plans/row.html", form, SAVED, context)
    if not (form.is_bound and ("drop" in request.POST or form.is_valid())):
        return shown(request, sent)
    if "drop" in request.POST:
        form.is_valid()
        form.errors.clear()

    def done() -> str:
        act()
        return reverse("plans:show", args=[page.ref])

    return run(request, sent, done)


def _words(typed: dict[str, Any]) -> GoalWords:
    return GoalWords(typed["title"], typed["indicator"], typed["commitment"])


def _wanted(typed: dict[str, Any]) -> Wanted:
    told = {"wanted_on": typed["wanted_on"], "indicator": typed["indicator"], "helpers": tuple(typed["helpers"])}
    return Wanted(title=typed["title"], taker_id=typed["taker"], **told)
