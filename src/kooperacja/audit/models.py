"""The append-only trail. Triggers of the database refuse every update and deletion (I29)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class About:
    """What an entry is about: the kind and id of an object, its anchor, and the people in it."""

    kind: str
    pk: int
    anchor_id: int = 0
    subjects: tuple[int, ...] = ()


class Kind(models.TextChoices):
    CHANGE = "change", _("change")
    READ = "read", _("read")
    DENIED = "denied", _("refused")


class Entry(models.Model):
    """One act. The columns for the hash tree and for keys of single persons are here from the
    first day, because an append-only table is never migrated: `sequence` is the order of writing,
    `commitment` is SHA-256 of salt and payload (the leaf binds it and not the payload), `key_id`
    names the key that the payload is encrypted with; empty means that it holds no personal data
    and stays readable.
    """

    sequence = models.BigAutoField(_("sequence"), primary_key=True)
    at = models.DateTimeField(_("instant"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    action = models.CharField(_("action"), max_length=60)
    purpose = models.CharField(_("purpose"), max_length=30, blank=True)
    user_id = models.BigIntegerField(_("account"))
    actor_name = models.CharField(_("acting machine"), max_length=60, blank=True)
    institution_id = models.BigIntegerField(_("institution"))
    role = models.CharField(_("role"), max_length=30)
    via = models.CharField(_("by way of"), max_length=8)
    request_id = models.CharField(_("request"), max_length=32, blank=True)
    about_kind = models.CharField(_("kind of object"), max_length=30, blank=True)
    about_id = models.BigIntegerField(_("object"), default=0)
    anchor_id = models.BigIntegerField(_("anchor"), default=0)
    ground = models.CharField(_("ground"), max_length=30, blank=True)
    result_count = models.IntegerField(_("number of rows"), default=0)
    payload = models.BinaryField(_("details"), default=b"")
    salt = models.BinaryField(_("salt"), max_length=16)
    commitment = models.BinaryField(_("commitment"), max_length=32)
    key_id = models.CharField(_("key"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail entries")
        indexes = (
            models.Index(fields=["about_kind", "about_id", "sequence"], name="entry_about"),
            models.Index(fields=["institution_id", "-sequence"], name="entry_institution"),
            # The high-water mark of the clock is asked for in each snapshot.
            models.Index(fields=["at"], name="entry_at"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"


class EntrySubject(models.Model):
    """A person or household whose data an entry is about; the path to "who got my data"."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="subjects")
    subject_id = models.BigIntegerField(_("person or household"))

    class Meta:
        verbose_name = _("person in a trail entry")
        verbose_name_plural = _("people in a trail entry")
        indexes = (models.Index(fields=["subject_id", "entry"], name="entry_subject"),)

    @override
    def __str__(self) -> str:
        return f"{self.entry_id}:{self.subject_id}"


class Once(models.Model):
    """A form that was sent: sending it again gives the first outcome and changes nothing (I36)."""

    user_id = models.BigIntegerField(_("account"))
    key = models.CharField(_("form"), max_length=64)
    outcome = models.CharField(_("outcome"), max_length=200)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("form sent")
        verbose_name_plural = _("forms sent")
        constraints = (models.UniqueConstraint(fields=["user_id", "key"], name="once_form"),)

    @override
    def __str__(self) -> str:
        return self.key
