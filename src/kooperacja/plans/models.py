"""Plan with its versions, goals, the lines that tie actions to them, remarks of the family, signatures."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Labelled
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref
from kooperacja.people.models import Person
from kooperacja.tasks.models import Task


class PlanState(models.TextChoices):
    """domain.md E.3. `amended`: a later version took its place."""

    DRAFT = "draft", pgettext_lazy("plan", "draft")
    CONSULTED = "consulted", pgettext_lazy("plan", "with the family")
    SUBMITTED = "submitted", pgettext_lazy("plan", "before the team")
    APPROVED = "approved", pgettext_lazy("plan", "approved")
    SIGNED = "signed", pgettext_lazy("plan", "signed")
    IN_FORCE = "in_force", pgettext_lazy("plan", "in force")
    UNDER_REVIEW = "under_review", pgettext_lazy("plan", "under review")
    AMENDED = "amended", pgettext_lazy("plan", "replaced by a later version")
    COMPLETED = "completed", pgettext_lazy("plan", "completed")
    TERMINATED = "terminated", pgettext_lazy("plan", "terminated")


WRITTEN = (PlanState.DRAFT, PlanState.CONSULTED)
PREPARED = (*WRITTEN, PlanState.SUBMITTED, PlanState.APPROVED, PlanState.SIGNED)
LIVE = (PlanState.IN_FORCE, PlanState.UNDER_REVIEW)


class EndReason(models.TextChoices):
    """Why a plan ended before its goals were reached; a code, for the trail."""

    FAMILY = "family", _("the family gave it up")
    MOVED = "moved", _("the family moved away")
    OTHER_WAY = "other_way", _("help goes another way")
    MISTAKE = "mistake", _("it was written by mistake")


class Plan(Labelled):
    """A version of the plan of one case: category coordination, level 1, no name and no goal in it. The votes are
    those of the team's decision; who was recused is not among them.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number of the version"))
    state = models.CharField(_("state"), max_length=12, choices=PlanState, default="draft")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)
    submitted_on = models.DateField(_("given to the team on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), default=0)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), default=0)
    abstained = models.PositiveSmallIntegerField(_("abstained"), default=0)
    recused = models.PositiveSmallIntegerField(_("recused"), default=0)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    review_on = models.DateField(_("review until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    reason_code = models.CharField(_("reason"), max_length=16, choices=EndReason, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["case", "number"], name="plan_number"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state__in=["in_force", "under_review"]), name="plan_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state__in=["draft", "consulted", "submitted", "approved", "signed"]),
                name="plan_one_prepared",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.number}"

    @override
    def about(self) -> About:
        return About("plan", self.pk, self.anchor_id, (self.subject_id,))


class PlanGoal(Labelled):
    """A goal, its indicator and what the family takes on, with the category of what it is about. `key` is the same
    in all versions of a plan; one that is `dropped` was taken out of a draft.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    key = models.CharField(_("reference"), max_length=16, default=new_ref)
    number = models.PositiveSmallIntegerField(_("number"))
    is_main = models.BooleanField(_("main goal"), default=False)
    title = models.CharField(_("goal"), max_length=300)
    indicator = models.CharField(_("indicator"), max_length=300, blank=True)
    commitment = models.TextField(_("what the family takes on"), blank=True)
    dropped = models.BooleanField(_("taken out"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("goal of a plan")
        verbose_name_plural = _("goals of plans")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["plan", "key"], name="plangoal_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(is_main=True, dropped=False), name="plangoal_one_main"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"

    @override
    def about(self) -> About:
        return About("plangoal", self.pk, self.anchor_id, (self.subject_id,))


class PlanLine(Labelled):
    """An action in a version of a plan, and the goal that it serves, told by its key: category coordination."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    goal_key = models.CharField(_("goal"), max_length=16)
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta(Labelled.Meta):
        verbose_name = _("line of a plan")
        verbose_name_plural = _("lines of plans")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["plan", "task"], name="planline_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class PlanRemark(Labelled):
    """What the family said of the plan, in its own words: category family."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    text = models.TextField(_("remarks of the family, in its own words"))
    said_on = models.DateField(_("said on"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("remark of a family")
        verbose_name_plural = _("remarks of families")

    @override
    def __str__(self) -> str:
        return f"{self.plan_id} {self.said_on}"


class SignedBy(models.TextChoices):
    PAPER = "paper", _("on paper")
    SCREEN = "screen", _("on the screen")


class PlanSignature(Labelled):
    """Somebody of the family signed, or the key worker: category family. `scan` is the paper, a file of the case."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    medium = models.CharField(_("way"), max_length=8, choices=SignedBy)
    signed_on = models.DateField(_("signed on"))
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("signature under a plan")
        verbose_name_plural = _("signatures under plans")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=["plan", "person"], condition=models.Q(person__isnull=False), name="plansignature_person"
            ),
            models.UniqueConstraint(
                fields=["plan", "worker"], condition=models.Q(worker__isnull=False), name="plansignature_worker"
            ),
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(worker=None), name="plansignature_one_signer"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.plan_id} {self.signed_on}"
