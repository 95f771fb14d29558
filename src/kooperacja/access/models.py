"""Labels, anchors and the facts that grounds are made of. Facts are written by actions only."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.agreements.labels import Category, Level, Purpose
from kooperacja.agreements.models import Agreement
from kooperacja.audit.models import About
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import Interval


class AnchorKind(models.TextChoices):
    """What an anchor stands for. An inbox holds letters that nobody has taken up yet."""

    DOSSIER = "dossier", _("dossier")
    PERSON = "person", _("person")
    HOUSEHOLD = "household", _("household")
    INBOX = "inbox", _("inbox of an institution")


class Anchor(models.Model):
    """One id space of dossiers, people, households and inboxes; always of one institution."""

    kind = models.CharField(_("kind"), max_length=10, choices=AnchorKind)
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=models.Q(kind="inbox"), name="anchor_one_inbox"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class DoorBypassed(RuntimeError):
    """Code tried to read a protected table without `visible(...)`: always a programming error."""


class ClosedManager(models.Manager[Any]):
    """The default manager of every protected model. It opens nothing."""

    @override
    def get_queryset(self) -> NoReturn:
        raise DoorBypassed(f"{self.model.__name__} is read through access.visible(...), see docs/decisions/0002.")


class Guarded(models.Model):
    """A table that is reached from a visible row only (the workflow behind two labelled sides)."""

    objects: ClassVar[ClosedManager] = ClosedManager()

    class Meta:
        abstract = True


class Labelled(Guarded):
    """A protected row: whose it is, where it belongs, whom it is about, what about, how grave."""

    owner = models.ForeignKey(Institution, models.PROTECT, related_name="+", db_index=False)
    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Anchor, models.PROTECT, related_name="+")
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    level = models.PositiveSmallIntegerField(_("level of data"), choices=Level)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        abstract = True
        indexes: ClassVar[tuple[models.Index, ...]] = (
            models.Index(fields=["owner", "-updated_at", "-id"], name="%(class)s_owner"),
        )

    def about(self) -> About:
        return About(self._meta.model_name or "", self.pk, self.anchor_id, (self.subject_id,))


class RoleRight(Interval):
    """Role × category × action. Derived from the reviewed file `access/law/roles.toml`."""

    role = models.CharField(_("role"), max_length=30, choices=Role)
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    action = models.CharField(_("action"), max_length=10)
    source = models.CharField(_("source"), max_length=200)

    class Meta(Interval.Meta):
        verbose_name = _("right of a role")
        verbose_name_plural = _("rights of roles")

    @override
    def __str__(self) -> str:
        return f"{self.role} {self.action} {self.category}"


class KindPurpose(Interval):
    """For which purposes a kind of anchor is kept by law. Derived from `law/purposes.toml`."""

    kind = models.CharField(_("kind"), max_length=10, choices=AnchorKind)
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    source = models.CharField(_("source"), max_length=200)

    class Meta(Interval.Meta):
        verbose_name = _("purpose of a kind of file")
        verbose_name_plural = _("purposes of kinds of files")

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.purpose}"


class Authorisation(Interval):
    """A named permission to process one category of data (art. 29 RODO)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    number = models.CharField(_("number"), max_length=40, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("authorisation to process data")
        verbose_name_plural = _("authorisations to process data")
        indexes = (models.Index(fields=["user", "institution"], name="authorisation_user"),)

    @override
    def __str__(self) -> str:
        return self.number


class Declaration(Interval):
    """A signed statement of confidentiality of one worker towards one institution."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("statement of confidentiality")
        verbose_name_plural = _("statements of confidentiality")
        indexes = (models.Index(fields=["user", "institution"], name="declaration_user"),)

    @override
    def __str__(self) -> str:
        return f"{self.user_id}:{self.institution_id}"


class Capacity(models.TextChoices):
    TEAM = "team", _("member of the family team")
    KEY_WORKER = "key_worker", _("key worker")
    INTAKE = "intake", _("opens the inbox")


class Appointment(Interval):
    """A worker of an institution is appointed to an anchor, in a capacity."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="appointments")
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)

    class Meta(Interval.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = (models.Index(fields=["user", "institution", "anchor"], name="appointment_user"),)

    @override
    def __str__(self) -> str:
        return f"{self.user_id} {self.capacity} {self.anchor_id}"


class Part(Interval):
    """A person or household of a dossier: who is appointed to the dossier reaches its rows."""

    dossier = models.ForeignKey(Anchor, models.PROTECT, related_name="parts")
    subject = models.ForeignKey(Anchor, models.PROTECT, related_name="+")
    part = models.CharField(_("part"), max_length=20, default="member")

    class Meta(Interval.Meta):
        verbose_name = _("part in a dossier")
        verbose_name_plural = _("parts in dossiers")

    @override
    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.subject_id}"


class Basis(Interval):
    """What a share rests on: a consent of the subject, or a provision of law."""

    subject = models.ForeignKey(Anchor, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    is_consent = models.BooleanField(_("consent"), default=False)
    source = models.CharField(_("consent or provision"), max_length=200)

    class Meta(Interval.Meta):
        verbose_name = _("basis")
        verbose_name_plural = _("bases")

    @override
    def __str__(self) -> str:
        return self.source


class Share(Interval):
    """A window: the owner shows a partner's team its rows of one category about one subject."""

    owner = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="shares", db_index=False)
    subject = models.ForeignKey(Anchor, models.PROTECT, related_name="+")
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    basis = models.ForeignKey(Basis, models.PROTECT, related_name="shares")

    class Meta(Interval.Meta):
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        indexes = (models.Index(fields=["anchor", "recipient", "subject", "category"], name="share_key"),)

    @override
    def __str__(self) -> str:
        return f"{self.owner_id}→{self.recipient_id} {self.category}"


class VetoKind(models.TextChoices):
    CONFLICT = "conflict", _("conflict of interest")
    RESTRICTION = "restriction", _("restriction of processing (art. 18)")


class Veto(Interval):
    """Denies whatever the grounds say. `anchor` is a dossier, person or household; one lock on a
    person covers each dossier. A conflict binds the named user; a restriction binds all but the
    key worker. No column is NULL: user 0 means everybody, an empty category means all.
    """

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="vetoes")
    kind = models.CharField(_("kind"), max_length=16, choices=VetoKind)
    user_id = models.BigIntegerField(_("binds the account"), default=0)
    institution_id = models.BigIntegerField(_("set by the institution"), default=0)
    category = models.CharField(_("category of data"), max_length=20, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("veto")
        verbose_name_plural = _("vetoes")

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.anchor_id}"
