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
    """What an anchor stands for. An inbox holds letters that nobody has taken up yet; a statutory file
    is opened by the statutory grounds alone (docs/decisions/0047).
    """

    DOSSIER = "dossier", _("dossier")
    PERSON = "person", _("person")
    HOUSEHOLD = "household", _("household")
    INBOX = "inbox", _("inbox of an institution")
    STATUTORY = "statutory", _("file of a statutory team")


class Anchor(models.Model):
    """One id space of dossiers, people, households and inboxes; always of one institution."""

    kind = models.CharField(_("kind"), max_length=10, choices=AnchorKind)
    # With an index SQLite begins the page of a supervisor with all anchors of the institution, and sorts
    # all their rows: 1,300 ms in place of 0.14 (docs/decisions/0023).
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="+", db_index=False)

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
    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="+", db_index=False)
    subject = models.ForeignKey(Anchor, models.PROTECT, related_name="+")
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    level = models.PositiveSmallIntegerField(_("level of data"), choices=Level)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        abstract = True
        indexes: ClassVar[tuple[models.Index, ...]] = (
            models.Index(fields=["owner", "-updated_at", "-id"], name="%(class)s_owner"),
            # With the owner: PostgreSQL would join an index of anchors with the whole of the one above.
            models.Index(fields=["anchor", "owner"], name="%(class)s_anchor"),
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


class PartKind(models.TextChoices):
    """What somebody is in a dossier. The list of art. 9c knows the last four."""

    MEMBER = "member", _("member of the family")
    CHILD = "child", _("child")
    VICTIM = "victim", _("victim of violence")
    SUSPECT = "suspect", _("suspected of violence")
    WITNESS = "witness", _("witness of violence")
    COHABITANT = "cohabitant", _("lives with the victim")


class StatutoryLine(Interval):
    """What a statutory team may process about whom without consent. Derived from `law/statutory.toml`."""

    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    part = models.CharField(_("part"), max_length=20, choices=PartKind)
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    source = models.CharField(_("source"), max_length=200)

    class Meta(Interval.Meta):
        verbose_name = _("line of the list of a statutory team")
        verbose_name_plural = _("list of a statutory team")

    @override
    def __str__(self) -> str:
        return f"{self.purpose} {self.part} {self.category}"


class VitalCategory(Interval):
    """What an emergency opens. Derived from `law/emergency.toml`."""

    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    source = models.CharField(_("source"), max_length=200)

    class Meta(Interval.Meta):
        verbose_name = _("vital category")
        verbose_name_plural = _("vital categories")

    @override
    def __str__(self) -> str:
        return self.category


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
    KEEPER = "keeper", _("keeper of a sealed file")
    STATUTORY = "statutory", _("member of the statutory team")


# Who makes the team of a file. A member of a statutory team reaches only what the list of the law names.
TEAM = (Capacity.TEAM, Capacity.KEY_WORKER, Capacity.INTAKE, Capacity.KEEPER)


class Appointment(Interval):
    """A worker of an institution is appointed to an anchor, in a capacity. One that stands in for somebody
    names the appointment that it stands in for, in whose capacity it is, and ends with it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="appointments")
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="substitutes")

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
    part = models.CharField(_("part"), max_length=20, choices=PartKind, default=PartKind.MEMBER)

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


class EmergencyOutcome(models.TextChoices):
    JUSTIFIED = "justified", _("justified")
    UNJUSTIFIED = "unjustified", _("not justified")


class Emergency(Interval):
    """A worker opens vital data of one person or household against the clock; reading only (I17).
    A review does not end it, but there is no other one before it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Anchor, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    reviewed_by = models.BigIntegerField(_("reviewed by"), default=0)
    outcome = models.CharField(_("outcome of the review"), max_length=12, choices=EmergencyOutcome, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency accesses")
        indexes = (models.Index(fields=["user", "institution"], name="emergency_user"),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Interval.Meta.constraints,
            # The one who needs it again waits for the review, also when both ask in the same moment.
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(reviewed_at=None), name="emergency_one_unreviewed"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user_id} {self.subject_id}"


class VetoKind(models.TextChoices):
    CONFLICT = "conflict", _("conflict of interest")
    RESTRICTION = "restriction", _("restriction of processing (art. 18)")
    PROTECTED_ADDRESS = "protected_address", _("protected address")
    REPORTER = "reporter", _("protected reporter")
    SEALED = "sealed", _("sealed file")
    DO_NOT_SHOW_TO = "do_not_show_to", _("do not show to")


class VetoRight(Interval):
    """Who sets and who lifts each kind of veto. Derived from `law/vetoes.toml`."""

    kind = models.CharField(_("kind"), max_length=20, choices=VetoKind)
    role = models.CharField(_("role"), max_length=30, choices=Role)
    action = models.CharField(_("action"), max_length=10)
    source = models.CharField(_("source"), max_length=200)

    class Meta(Interval.Meta):
        verbose_name = _("right to set or lift a veto")
        verbose_name_plural = _("rights to set or lift vetoes")

    @override
    def __str__(self) -> str:
        return f"{self.role} {self.action} {self.kind}"


NAMED = models.Q(user_id__gt=0) | models.Q(institution_id__gt=0)


class Veto(Interval):
    """Denies whatever the grounds say (ADR 0018). `anchor` is a dossier, person or household; one
    lock on a person covers each dossier. No column is NULL: user 0 and institution 0 mean
    everybody, an empty category means all.
    """

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="vetoes")
    kind = models.CharField(_("kind"), max_length=20, choices=VetoKind)
    user_id = models.BigIntegerField(_("binds the account"), default=0)
    institution_id = models.BigIntegerField(_("binds the institution"), default=0)
    category = models.CharField(_("category of data"), max_length=20, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("veto")
        verbose_name_plural = _("vetoes")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Interval.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(kind="conflict") | models.Q(user_id__gt=0), name="veto_conflict_names_a_user"
            ),
            models.CheckConstraint(condition=~models.Q(kind="do_not_show_to") | NAMED, name="veto_names_whom"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.anchor_id}"
