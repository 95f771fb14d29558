"""Case and note."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Labelled
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref
from kooperacja.foundation.words import WordsField

# "No such date" for columns that lists sort by: keyset pages need a value in each row.
NO_DATE = date(9000, 1, 1)


class CaseState(models.TextChoices):
    """The family's way (domain.md E.2)."""

    INTAKE = "intake", pgettext_lazy("state of a case", "intake")
    ELIGIBILITY = "eligibility", pgettext_lazy("state of a case", "eligibility")
    INFORMED = "informed", pgettext_lazy("state of a case", "informed")
    ASSESSMENT = "assessment", pgettext_lazy("state of a case", "assessment")
    PLANNING = "planning", pgettext_lazy("state of a case", "planning")
    ACTIVE = "active", pgettext_lazy("state of a case", "active")
    REVIEW = "review", pgettext_lazy("state of a case", "review")
    SUSPENDED = "suspended", pgettext_lazy("state of a case", "suspended")
    CLOSING = "closing", pgettext_lazy("state of a case", "closing")
    CLOSED = "closed", pgettext_lazy("state of a case", "closed")
    ARCHIVED = "archived", pgettext_lazy("state of a case", "archived")
    REFUSED = "refused", pgettext_lazy("state of a case", "refused")
    TRANSFERRED = "transferred", pgettext_lazy("state of a case", "transferred")


# What can only be read. A family that does not take part stays in ordinary work, so its case is open.
ENDED = frozenset({CaseState.CLOSED, CaseState.ARCHIVED, CaseState.TRANSFERRED})


class CloseReason(models.TextChoices):
    """Why a case was closed (domain.md A.10, 6)."""

    REACHED = "reached", _("goals reached")
    PARTLY = "partly", _("goals partly reached")
    INTERRUPTED = "interrupted", _("interrupted")
    REFUSED = "refused", _("the family refused")
    MOVED = "moved", _("the family moved away")
    UNFOUNDED = "unfounded", _("no need was found")


class RefuseReason(models.TextChoices):
    """Why a family does not take part. Coded, because a case holds no word of what is known about anybody."""

    NOT_ELIGIBLE = "not_eligible", _("the family does not need a team of institutions")
    NO_AGREEMENT = "no_agreement", _("the family did not agree to take part")
    HELPED_ELSEWHERE = "elsewhere", _("another institution helps already")


class SuspendReason(models.TextChoices):
    """Why work with a family rests for a time; coded for the same reason."""

    AWAY = "away", _("the family is away for a time")
    ASKED = "asked", _("the family asked for a break")
    SERVICES = "services", _("services are suspended")
    WORKER = "worker", _("nobody can lead the case now")


class Case(Labelled):
    """A matter with a number and a key worker: category coordination, level 1, no name in it.

    The anchor is its dossier, the subject its household. `external_number` is the number in the
    domain system (POMOST and its kind), so that nothing is looked up twice.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    number = models.CharField(_("case number"), max_length=80)
    external_number = models.CharField(_("number in another system"), max_length=80, blank=True)
    words = WordsField(_("words for searching"), sources=("number", "external_number"))
    state = models.CharField(_("state"), max_length=12, choices=CaseState, default="intake")
    opened_on = models.DateField(_("opened on"))
    learned_on = models.DateField(_("need known since"))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    interview_due_on = models.DateField(_("family interview until"), default=NO_DATE)
    interview_done_on = models.DateField(_("family interview done on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("reason of closing"), max_length=12, choices=CloseReason, blank=True)
    talked_on = models.DateField(_("talk with the family on"), null=True, blank=True)
    refuse_reason = models.CharField(_("reason of not taking part"), max_length=12, choices=RefuseReason, blank=True)
    suspend_reason = models.CharField(_("reason of suspending"), max_length=12, choices=SuspendReason, blank=True)
    resume_on = models.DateField(_("resume on"), default=NO_DATE)
    review_due_on = models.DateField(_("review until"), default=NO_DATE)
    retention = models.CharField(_("retention class"), max_length=20, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = (
            models.UniqueConstraint(fields=["owner", "number"], name="case_number"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["closed", "archived", "transferred"])
                | (models.Q(closed_on__isnull=False) & ~models.Q(close_reason="")),
                name="case_closed_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="suspended")
                | (models.Q(resume_on__lt=NO_DATE) & ~models.Q(suspend_reason="")),
                name="case_suspended_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="archived") | ~models.Q(retention=""), name="case_archived_has_class"
            ),
        )

    @override
    def __str__(self) -> str:
        return self.number

    def has_interview(self) -> bool:
        """Whether the institution makes the family interview, and so has a deadline for it."""
        return self.interview_due_on < NO_DATE

    def has_review(self) -> bool:
        """Whether a team works on it, and so looks at it again by a day."""
        return self.state in {CaseState.ACTIVE, CaseState.REVIEW} and self.review_due_on < NO_DATE


class NoteKind(models.TextChoices):
    VISIT = "visit", _("home visit")
    PHONE = "phone", _("telephone call")
    MEETING = "meeting", _("meeting in the office")
    CONTACT = "contact", _("contact with an institution")
    OTHER = "other", _("other note")


class Note(Labelled):
    """What a worker wrote after a contact. Its category is chosen; the level follows from it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    kind = models.CharField(_("kind of contact"), max_length=12, choices=NoteKind)
    happened_on = models.DateField(_("day of the contact"))
    text = models.TextField(_("text"))
    words = WordsField(_("words for searching"), sources=("text",))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=now)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("corrects")
    )

    class Meta(Labelled.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes: ClassVar[tuple[models.Index, ...]] = (
            *Labelled.Meta.indexes,
            models.Index(fields=["case", "-happened_on", "-id"], name="note_case"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"
