"""A diagnosis, the ratings of its areas, and the workshops on which it was made with the family."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Labelled
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.diagnosis.kinds import ALL_RATED, HIGHEST, LOWEST, Area, NotHeld, Source, WithoutWorkshops
from kooperacja.diagnosis.shape import Form, form_of_content
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref


class Questionnaire(models.Model):
    """One version of a questionnaire that a centre made. Level 0, and a row never changes: a change is the next
    version, and a diagnosis keeps the version that it was answered with.
    """

    code = models.CharField(_("code"), max_length=30)
    number = models.PositiveSmallIntegerField(_("version"))
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("made by"))
    content: "models.JSONField[Any, Any]" = models.JSONField(_("what it asks"))
    recorded_at = models.DateTimeField(_("recorded at"), default=now)
    recorded_by = models.BigIntegerField(_("recorded by"), default=0)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = (models.UniqueConstraint(fields=["code", "number"], name="questionnaire_number"),)

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    def about(self) -> About:
        return About("questionnaire", self.pk)

    def says(self) -> Form:
        return form_of_content(self.content, number=self.number)


class DiagnosisState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("diagnosis", "being made")
    FINISHED = "finished", pgettext_lazy("diagnosis", "finished")
    ABANDONED = "abandoned", pgettext_lazy("diagnosis", "abandoned")


class Diagnosis(Labelled):
    """One round: category coordination, level 1, no word about the family. `rated` has a bit for each area that was
    rated (`kinds.BIT_OF`), because not everybody who finishes it may read each rating. `form` and `form_number` are
    the questionnaire that it was answered with.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number of the round"))
    state = models.CharField(_("state"), max_length=10, choices=DiagnosisState, default="draft")
    form = models.CharField(_("questionnaire"), max_length=30)
    form_number = models.PositiveSmallIntegerField(_("version of the questionnaire"))
    begun_on = models.DateField(_("begun on"))
    ready_by = models.DateField(_("to be finished by"))
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    rated = models.PositiveSmallIntegerField(_("areas that were rated"), default=0)
    without_workshops = models.CharField(
        _("why without two workshops"), max_length=10, choices=WithoutWorkshops, blank=True
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("diagnosis")
        verbose_name_plural = _("diagnoses")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["case", "number"], name="diagnosis_number"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(state="draft"), name="diagnosis_one_draft"),
            models.CheckConstraint(
                condition=~models.Q(state="finished") | models.Q(rated=ALL_RATED), name="diagnosis_whole"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.number}"

    @override
    def about(self) -> About:
        return About("diagnosis", self.pk, self.anchor_id, (self.subject_id,))


class AreaRating(Labelled):
    """What was found in one area, with the category of that area. `answers` are those to questions that a centre added
    to its questionnaire, by the name of the question.
    """

    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="+")
    area = models.CharField(_("area"), max_length=10, choices=Area)
    score = models.PositiveSmallIntegerField(_("rating"))
    strengths = models.TextField(_("strengths"), blank=True)
    needs = models.TextField(_("difficulties and needs"), blank=True)
    words = models.TextField(_("the family's own words"), blank=True)
    source = models.CharField(_("from where it is known"), max_length=12, choices=Source)
    known_on = models.DateField(_("known on"))
    answers = models.JSONField(_("other answers"), default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("rating of an area")
        verbose_name_plural = _("ratings of areas")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["diagnosis", "area"], name="arearating_once"),
            models.CheckConstraint(condition=models.Q(score__gte=LOWEST, score__lte=HIGHEST), name="arearating_scale"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.diagnosis_id} {self.area}"

    @override
    def about(self) -> About:
        return About("arearating", self.pk, self.anchor_id, (self.subject_id,))


class WorkshopState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("workshop", "planned")
    HELD = "held", pgettext_lazy("workshop", "held")
    CANCELLED = "cancelled", pgettext_lazy("workshop", "cancelled")


class Workshop(Labelled):
    """A meeting with the family at which the diagnosis is made: category coordination. `attended` are the institutions
    that took part; of the family only how many people came.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=WorkshopState, default="planned")
    day = models.DateField(_("day"))
    from_family = models.PositiveSmallIntegerField(_("people of the family who came"), default=0)
    attended = models.JSONField(_("institutions that took part"), default=list)
    reason_code = models.CharField(_("reason"), max_length=12, choices=NotHeld, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("diagnostic workshop")
        verbose_name_plural = _("diagnostic workshops")

    @override
    def __str__(self) -> str:
        return f"{self.ref} {self.day}"

    @override
    def about(self) -> About:
        return About("workshop", self.pk, self.anchor_id, (self.subject_id,))
