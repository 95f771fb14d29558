"""Texts with their versions, notices given, consents with their items."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Basis, Labelled
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref
from kooperacja.people.models import Person


class TextKind(models.TextChoices):
    NOTICE = "notice", _("privacy notice")
    CONSENT = "consent", _("consent")


class Language(models.TextChoices):
    POLISH = "pl", _("Polish")
    PLAIN = "pl-plain", _("Polish, easy to read")
    UKRAINIAN = "uk", _("Ukrainian")


class Wording(models.Model):
    """What people read and sign. In force `[since, until]`, both days included; no day before it was approved,
    so that nobody was given what nobody had answered for.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=TextKind)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    number = models.PositiveIntegerField(_("number of the version"))
    body = models.TextField(_("text"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(_("in force from the day"), null=True, blank=True)
    until = models.DateField(_("in force until the day"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("text of a notice or consent")
        verbose_name_plural = _("texts of notices and consents")
        constraints = (
            models.UniqueConstraint(fields=["institution", "kind", "language", "number"], name="wording_number"),
            models.CheckConstraint(
                condition=models.Q(since=None) | models.Q(approved_by__isnull=False), name="wording_approved"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.number}"

    def about(self) -> About:
        return About("wording", self.pk)


class NoticeWay(models.TextChoices):
    """How a notice reached the person. One that was put off has none yet."""

    HANDED = "handed", _("handed over on paper")
    READ = "read", _("read aloud and explained")
    POST = "post", _("sent by post")
    EMAIL = "email", _("sent by e-mail")
    DEFERRED = "deferred", _("put off")


class Deferral(models.TextChoices):
    """Why a notice may wait (art. 14 RODO)."""

    FIRST_CONTACT = "first_contact", _("data came from somebody else: at the first contact, within a month")
    IMPOSSIBLE = "impossible", _("impossible, or out of proportion")
    AIM_AT_RISK = "aim_at_risk", _("telling would defeat the purpose, for example endanger somebody")
    SECRECY = "secrecy", _("a duty of secrecy laid down by law")


class PrivacyNotice(Labelled):
    """A person was told who keeps the data and why (art. 13 and 14 RODO), or this was put off with a reason.
    `receiver` is who took it: the person, or the one who represents him.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("way"), max_length=10, choices=NoticeWay)
    given_on = models.DateField(_("given on"))
    reason = models.CharField(_("reason for putting off"), max_length=16, choices=Deferral, blank=True)
    review_on = models.DateField(_("review until the day"), null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("privacy notice given")
        verbose_name_plural = _("privacy notices given")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=models.Q(way="deferred", wording=None, review_on__isnull=False)
                | (~models.Q(way="deferred") & models.Q(wording__isnull=False)),
                name="notice_given_or_deferred",
            ),
        )

    @override
    def __str__(self) -> str:
        return self.ref


class Medium(models.TextChoices):
    PAPER = "paper", _("on paper")
    SCREEN = "screen", _("on screen")


class SignedAs(models.TextChoices):
    """On what ground the signature binds, as it was on the day when it was written down."""

    SELF = "self", pgettext_lazy("signer", "the person")
    PARENT = "parent", pgettext_lazy("signer", "parent of a minor")
    GUARDIAN = "guardian", pgettext_lazy("signer", "guardian appointed by a court")
    CURATOR = "curator", pgettext_lazy("signer", "curator appointed by a court")


class Consent(Labelled):
    """One signature of a person, or of the one who may sign for him. `until` is the last day of its items; one
    that a representative gave ends no later than his power, so for a minor when the minor comes of age.
    `person_agreed`: the child or ward was asked too and agreed. `scan` is the paper that was signed, `shown` what
    stood on the screen that was signed instead of one; no name is in it.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    medium = models.CharField(_("form"), max_length=8, choices=Medium)
    signed_as = models.CharField(_("signed as"), max_length=10, choices=SignedAs)
    person_agreed = models.BooleanField(_("the person agrees too"), default=False)
    signed_on = models.DateField(_("signed on"))
    until = models.DateField(_("valid until the day"))
    ends_at_majority = models.BooleanField(_("ends when the person comes of age"), default=False)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    shown = models.TextField(_("what the screen showed"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("consent with its items")
        verbose_name_plural = _("consents with their items")

    @override
    def __str__(self) -> str:
        return self.ref


class ConsentItem(Labelled):
    """One line of the paper: these data, for this institution, for this purpose. Without a basis the person said
    no, which is kept so that nobody asks twice. It ended early if its basis did.
    """

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number of the item"))
    recipient = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    data = models.CharField(_("category of data"), max_length=20, choices=Category)
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    basis = models.OneToOneField(Basis, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Labelled.Meta):
        verbose_name = _("item of a consent")
        verbose_name_plural = _("items of consents")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["consent", "number"], name="consent_item_number"),
            models.UniqueConstraint(fields=["consent", "recipient", "data"], name="consent_item_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.consent_id}.{self.number}"


class ExpiryWarning(models.Model):
    """The key worker was told that this consent ends soon: once."""

    basis = models.OneToOneField(Basis, models.PROTECT, related_name="+")
    warned_at = models.DateTimeField(_("warned at"), default=now)

    class Meta:
        verbose_name = _("warning that a consent ends")
        verbose_name_plural = _("warnings that consents end")

    @override
    def __str__(self) -> str:
        return f"{self.basis_id}"
