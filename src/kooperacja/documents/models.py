"""A stored file: what is known about it. Its bytes lie sealed in the data folder (storage.py)."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.access.models import Labelled
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref
from kooperacja.keys.models import InstitutionKey


class FileKind(models.TextChoices):
    """What is accepted. The value is the ending of the name."""

    PDF = "pdf", _("PDF document")
    JPEG = "jpg", _("JPEG picture")
    PNG = "png", _("PNG picture")
    DOCX = "docx", _("Word document")
    XLSX = "xlsx", _("Excel sheet")
    ODT = "odt", _("OpenDocument text")


class WhyWithdrawn(models.TextChoices):
    MISTAKE = "mistake", _("attached by mistake")
    OTHER_PERSON = "other_person", _("it is about somebody else")
    REPLACED = "replaced", _("a better copy was attached")


class StoredFile(Labelled):
    """One file. `place` is the name of its bytes, `sealed` the key that opens them, under the key of the
    institution; `digest` is the SHA-256 of what was attached. A withdrawn one is read by nobody; its bytes
    and the key go some days later (`kooperacja files sweep`), the row stays.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    name = models.CharField(_("name of the file"), max_length=120)
    kind = models.CharField(_("kind of file"), max_length=4, choices=FileKind)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.BinaryField(_("SHA-256"), max_length=32)
    place = models.UUIDField(_("name of the bytes"), unique=True, default=uuid4)
    sealed = models.BinaryField(_("sealed key of the file"), default=b"")
    key = models.ForeignKey(InstitutionKey, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(_("attached at"), default=now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    why_withdrawn = models.CharField(_("why it was withdrawn"), max_length=12, choices=WhyWithdrawn, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(why_withdrawn=""), name="storedfile_withdrawn_why"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
