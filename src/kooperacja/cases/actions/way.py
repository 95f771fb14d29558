"""The family's way: each move of `cases.workflow`, with what it asks and what must be true before it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.writing import writes
from kooperacja.audit.actions import move
from kooperacja.cases import hooks, law
from kooperacja.cases.actions.checks import JOINT_HELP, not_future
from kooperacja.cases.models import NO_DATE, Case, CloseReason, RefuseReason, SuspendReason
from kooperacja.cases.workflow import CASE_FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken


@writes
def qualify_case(*, actor: Actor, case: Case) -> None:
    """The family is proposed for work of a team (domain.md A.6, stage 6)."""
    _moved(actor, case, "qualify", refuse_reason="")


@writes
def inform_case(*, actor: Actor, case: Case, talked_on: date) -> None:
    """A worker talked with the family; the notice of what happens with its data was given before."""
    _not_before_opening(case, talked_on, "talked_on")
    _moved(actor, case, "inform", talked_on=talked_on)


@writes
def refuse_case(*, actor: Actor, case: Case, refuse_reason: str) -> None:
    """The family does not take part and stays in the ordinary work of the centre."""
    if refuse_reason not in RefuseReason.values:
        raise RuleBroken("case.refuse_reason", _("Say why the family does not take part."), field="refuse_reason")
    _moved(actor, case, "refuse", code=refuse_reason, refuse_reason=refuse_reason)


@writes
def assess_case(*, actor: Actor, case: Case) -> None:
    """The diagnosis begins."""
    _moved(actor, case, "assess")


@writes
def plan_case(*, actor: Actor, case: Case) -> None:
    """From diagnosis to planning."""
    _moved(actor, case, "plan")


@writes
def begin_case(*, actor: Actor, case: Case) -> None:
    """Work by the plan begins, and the day of its first review is counted."""
    _moved(actor, case, "begin", review_due_on=law.review_until(today()))


@writes
def review_case(*, actor: Actor, case: Case) -> None:
    """The team looks at what was reached."""
    _moved(actor, case, "review")


@writes
def go_on_case(*, actor: Actor, case: Case) -> None:
    """The review has ended, and the day of the next one is counted."""
    _moved(actor, case, "go_on", review_due_on=law.review_until(today()))


@writes
def suspend_case(*, actor: Actor, case: Case, suspend_reason: str, resume_on: date) -> None:
    """Work rests until a day that is named, so that nobody is forgotten."""
    if suspend_reason not in SuspendReason.values:
        raise RuleBroken("case.suspend_reason", _("Say why the work is suspended."), field="suspend_reason")
    if resume_on <= today():
        raise RuleBroken("case.resume_on", _("Name a day after today on which work is resumed."), field="resume_on")
    if resume_on > law.longest_rest(today()):
        sentence = _("Name a day within the next 12 months; the case can be suspended again.")
        raise RuleBroken("case.resume_late", sentence, field="resume_on")
    _moved(actor, case, "suspend", code=suspend_reason, suspend_reason=suspend_reason, resume_on=resume_on)


@writes
def resume_case(*, actor: Actor, case: Case) -> None:
    """Work goes on after a rest."""
    _moved(actor, case, "resume", suspend_reason="", resume_on=NO_DATE, review_due_on=law.review_until(today()))


@writes
def propose_closing_case(*, actor: Actor, case: Case) -> None:
    """The key worker proposes to close; the coordinator decides."""
    _moved(actor, case, "propose_closing")


@writes
def keep_open_case(*, actor: Actor, case: Case) -> None:
    """The coordinator does not agree to close yet."""
    _moved(actor, case, "keep_open", review_due_on=law.review_until(today()))


@writes
def close_case(*, actor: Actor, case: Case, close_reason: str, closed_on: date) -> None:
    """End a case with a coded reason and a day; from then on it is read only. What a team began has to have ended."""
    if close_reason not in CloseReason.values:
        raise RuleBroken("case.close_reason", _("Say why the case ends."), field="close_reason")
    _not_before_opening(case, closed_on, "closed_on")
    _moved(actor, case, "close", code=close_reason, closed_on=closed_on, close_reason=close_reason)


@writes
def transfer_case(*, actor: Actor, case: Case) -> None:
    """To another commune. Nothing of the file goes there by this: what the other institution learned, it learned
    from a letter on a basis of its own, and it opens a case of its own.
    """
    _moved(actor, case, "transfer", closed_on=today(), close_reason=CloseReason.MOVED.value)


@writes
def reopen_case(*, actor: Actor, case: Case) -> None:
    """The family is proposed again; the earlier closing stays in the trail."""
    _moved(actor, case, "reopen", closed_on=None, close_reason="")


@writes
def archive_case(*, actor: Actor, case: Case, retention: str) -> None:
    """How long the file is kept is decided once, by the institution's list of files."""
    if retention not in law.retention_classes():
        raise RuleBroken("case.retention", _("Choose how long the file is kept."), field="retention")
    _moved(actor, case, "archive", code=retention, retention=retention)


def _moved(actor: Actor, case: Case, name: str, **told: Any) -> None:
    door.require(actor, door.WRITE, case, JOINT_HELP)
    step = CASE_FLOW.get(name)
    step.allowed(actor, case).require()
    if name in hooks.CONDITIONS and case.state in step.sources:
        hooks.may(name, actor, case).require()
    move(actor, case, CASE_FLOW, name, **told)


def _not_before_opening(case: Case, day: date, field: str) -> None:
    not_future(day, field)
    if day < case.opened_on:
        sentence = _("This cannot be earlier than the day on which the case was opened.")
        raise RuleBroken("case.too_early", sentence, field=field)
