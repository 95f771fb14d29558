"""An action that the parties read, the place that each of them has for it, and what each wrote about it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Guarded, Labelled
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref


class TaskState(models.TextChoices):
    """domain.md E.3. Done is in two: reported, and confirmed by the one who asked. Late is no state."""

    PROPOSED = "proposed", pgettext_lazy("task", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("task", "accepted")
    REJECTED = "rejected", pgettext_lazy("task", "rejected")
    IN_PROGRESS = "in_progress", pgettext_lazy("task", "in progress")
    REPORTED = "reported", pgettext_lazy("task", "done, to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("task", "confirmed")
    NOT_DONE = "not_done", pgettext_lazy("task", "not done")
    CANCELLED = "cancelled", pgettext_lazy("task", "cancelled")


# Somebody has still to do something, and a deadline presses.
PRESSED = (TaskState.PROPOSED, TaskState.ACCEPTED, TaskState.IN_PROGRESS)
OPEN = (*PRESSED, TaskState.REPORTED)


class TaskReason(models.TextChoices):
    """Why not; a code, because it stands in the trail of both parties."""

    NOT_OURS = "not_ours", _("it is not our competence")
    NO_CAPACITY = "no_capacity", _("we have no place or nobody to do it")
    TOO_SOON = "too_soon", _("the deadline is too short")
    UNCLEAR = "unclear", _("it is not clear what is to be done")
    FAMILY = "family", _("the family did not use it or gave it up")
    ABSENT = "absent", _("the person did not come")
    OBSOLETE = "obsolete", _("it is not needed any more")


class Task(Guarded):
    """What both parties read at level 1: a title without names, the institutions, the deadline. It is reached from
    a visible side. `wanted_on` is the day that was written, `due_on` the working day on which it ends. Until
    `handed_at` the other institution knows nothing of it. `reminded` is how many reminders went out already.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    giver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    taker = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    title = models.CharField(_("action, without names"), max_length=200)
    indicator = models.CharField(_("indicator of the action"), max_length=200, blank=True)
    wanted_on = models.DateField(_("day that was written"))
    due_on = models.DateField(_("deadline"))
    state = models.CharField(_("state"), max_length=12, choices=TaskState, default="proposed")
    reason_code = models.CharField(_("reason"), max_length=16, choices=TaskReason, blank=True)
    helpers = models.JSONField(_("institutions that help"), default=list)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)
    handed_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    since_at = models.DateTimeField(_("in this state since"), default=now)
    reminded = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("action of a plan")
        verbose_name_plural = _("actions of a plan")
        indexes: ClassVar[tuple[models.Index, ...]] = (models.Index(fields=["state", "due_on"], name="task_due"),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=models.Q(due_on__gte=models.F("wanted_on")), name="task_moved_forward"),
        )

    @override
    def __str__(self) -> str:
        return self.ref

    def about(self) -> About:
        return About("task", self.pk)

    @property
    def is_own(self) -> bool:
        return self.giver_id == self.taker_id

    def is_late(self, today: date) -> bool:
        return self.state in PRESSED and self.due_on < today


class TaskParty(models.TextChoices):
    GIVER = "giver", pgettext_lazy("task", "whose case it is")
    TAKER = "taker", pgettext_lazy("task", "who is responsible")
    HELPER = "helper", pgettext_lazy("task", "who helps")


class TaskSide(Labelled):
    """One party's place for an action: category coordination. The giver's lies in the dossier of its case, the
    others' in their inbox until a worker is named, then in a dossier of that worker. `agrees` is what an
    institution that is to help has said. `case_number` is told to the others, `case` is the giver's alone.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    party = models.CharField(_("party"), max_length=10, choices=TaskParty)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    case_number = models.CharField(_("case number"), max_length=80)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    agrees = models.BooleanField(_("agrees to help"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("side of an action")
        verbose_name_plural = _("sides of actions")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["task", "owner"], name="taskside_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.task_id} {self.party}"

    def of_task(self) -> About:
        """What a trail entry of this party names: the action, and whom it is about on this side."""
        return About("task", self.task_id, self.anchor_id, (self.subject_id,))


class TaskNote(models.TextChoices):
    """What may be written about an action: the monitoring card (domain.md T13)."""

    REPORT = "report", pgettext_lazy("task", "what was done")
    EVIDENCE = "evidence", pgettext_lazy("task", "evidence")
    OBSTACLE = "obstacle", pgettext_lazy("task", "obstacle")
    CORRECTION = "correction", pgettext_lazy("task", "correction")


class TaskText(Labelled):
    """An entry of the monitoring card: one copy for each side, category family. Of whom it is, the other party is
    told the institution only.
    """

    side = models.ForeignKey(TaskSide, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=TaskNote)
    text = models.TextField(_("text"))
    by = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("institution"))
    made_at = models.DateTimeField(_("made at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("entry of a monitoring card")
        verbose_name_plural = _("entries of monitoring cards")

    @override
    def __str__(self) -> str:
        return f"{self.side_id} {self.kind}"
