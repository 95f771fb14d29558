"""Who gives an action, and who answers for the institution that is to do it. Rows carry these labels:

| row | owner | anchor | subject | category |
|---|---|---|---|---|
| TaskSide of the giver | giver | the dossier | the household | coordination |
| TaskSide of another party | that party | its inbox, or a dossier of its worker | new | coordination |
| TaskText | its side's | its side's | its side's | family |

Task has no label: it is reached from a side. Pure: what rows the actor reaches is asked at the door.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no
from kooperacja.people.access import writing
from kooperacja.tasks.models import Task

LABEL = {"category": Category.COORDINATION, "level": LEVEL_OF[Category.COORDINATION]}
REMINDER_ACTOR = "reminders"


def can_act(actor: Actor) -> Verdict:
    """Officers who only watch undertake nothing."""
    mine = writing(actor)
    if mine.is_live and Category.COORDINATION in mine.categories:
        return YES
    return no("task.role", _("Your role gives and takes no actions here."), _("Ask a worker of this case."))


def can_take(actor: Actor, task: Task) -> Verdict:
    """Saying yes or no to an action, naming who does it, reporting it."""
    if actor.institution_id == task.taker_id:
        return can_act(actor)
    return no(
        "task.not_taker",
        _("Only the institution that is to do this can decide about it."),
        _("Wait for its answer, or cancel the action and propose another one."),
    )


def can_give(actor: Actor, task: Task) -> Verdict:
    """Confirming, sending back and cancelling, by whose case it is."""
    if actor.institution_id == task.giver_id:
        return can_act(actor)
    return no("task.not_giver", _("Only the institution that leads the case can do this."))


def can_fail(actor: Actor, task: Task) -> Verdict:
    """That it was not done is said by who was to do it, or by whose case it is."""
    if actor.institution_id in {task.giver_id, task.taker_id}:
        return can_act(actor)
    return can_give(actor, task)


def can_accept(actor: Actor, task: Task) -> Verdict:
    """What was offered; one that nobody has offered yet is still being written."""
    if task.handed_at is None and not task.is_own:
        return no("task.not_offered", _("This action is not offered yet: the plan is still being written."))
    return can_take(actor, task)


def can_remind(actor: Actor) -> Verdict:
    if actor.is_system and actor.name == REMINDER_ACTOR:
        return YES
    return no("task.reminder", _("The machine reminds by itself, at night."))


def can_note(actor: Actor, task: Task) -> Verdict:
    return can_fail(actor, task)
