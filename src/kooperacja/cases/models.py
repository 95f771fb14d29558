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
    INTAKE = "intake", pgettext_lazy("state of a case", "intake")
    ACTIVE = "active", pgettext_lazy("state of a case", "active")
    CLOSED = "closed", pgettext_lazy("state of a case", "closed")


class CloseReason(models.TextChoices):
    """Why a case was closed (domain.md A.10, 6)."""

    REACHED = "reached", _("goals reached")
    PARTLY = "partly", _("goals partly reached")
    INTERRUPTED = "interrupted", _("interrupted")
    REFUSED = "refused", _("the family refused")
    MOVED = "moved", _("the family moved away")
    UNFOUNDED = "unfounded", _("no need was found")


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
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = (
            models.UniqueConstraint(fields=["owner", "number"], name="case_number"),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | (models.Q(closed_on__isnull=False) & ~models.Q(close_reason="")),
                name="case_closed_has_reason",
            ),
        )

    @override
    def __str__(self) -> str:
        return self.number

    def has_interview(self) -> bool:
        """Whether the institution makes the family interview, and so has a deadline for it."""
        return self.interview_due_on < NO_DATE


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
