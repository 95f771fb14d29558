"""Agreements, their parties, clauses and periods in force, and the pacts derived from them."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.models import About
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import OPEN_END, local_date, now
from kooperacja.foundation.intervals import Interval


class AgreementState(models.TextChoices):
    """The words of the states are in `workflow`."""

    DRAFT = "draft"
    FOR_SIGNATURE = "for_signature"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


class SuspendReason(models.TextChoices):
    """Why an agreement stops for a time; a code, because the trail keeps no free text."""

    INCIDENT = "incident", _("a suspected breach of data protection")
    LAW = "law", _("the law has changed")
    ORGANISATION = "organisation", _("a party is being reorganised")
    REQUEST = "request", _("a party has asked for it")


class Agreement(models.Model):
    """A cooperation document. Dates of the paper are beside the instants at which it acts."""

    key = models.CharField(_("import key"), max_length=60, unique=True, null=True, blank=True)
    ref = models.CharField(_("reference"), max_length=16, unique=True)
    title = models.CharField(_("title"), max_length=250)
    number = models.CharField(_("number"), max_length=60, blank=True)
    subject = models.TextField(_("subject"), blank=True)
    state = models.CharField(_("state"), max_length=16, choices=AgreementState, default="draft")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    valid_on = models.DateField(_("in force from the day"), null=True, blank=True)
    valid_until = models.DateField(_("in force until the day"), null=True, blank=True)
    prepared_by = models.BigIntegerField(_("prepared by"), default=0)
    prepared_for = models.BigIntegerField(_("prepared for"), default=0)
    enforced_by = models.BigIntegerField(_("brought into force by"), default=0)
    suspended_for = models.BigIntegerField(_("suspended for"), default=0)
    end_reason = models.CharField(_("reason of ending"), max_length=300, blank=True)
    folded = models.CharField(_("name for comparing"), max_length=400, default="", editable=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    @override
    def __str__(self) -> str:
        return self.title

    def about(self) -> About:
        return About("agreement", self.pk)


class AgreementParty(Interval):
    """An institution of an agreement. Before it signs, its interval is empty: it is named in the
    paper and bound by nothing, and nothing opens to it.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="agreement_parties")
    represented_by = models.CharField(_("represented by (post)"), max_length=120, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = models.BigIntegerField(_("signature recorded by"), default=0)

    class Meta(Interval.Meta):
        verbose_name = _("party of an agreement")
        verbose_name_plural = _("parties of an agreement")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Interval.Meta.constraints,
            # A party that withdrew may accede again; it is never a party twice at a time.
            models.UniqueConstraint(
                fields=["agreement", "institution"], condition=models.Q(valid_to=OPEN_END), name="party_once"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.institution}"

    @property
    def has_signed(self) -> bool:
        return self.valid_from < OPEN_END


class Clause(Interval):
    """One paragraph that lets data flow: purpose, legal basis, category, limit of level, and
    direction (from whom, to whom; an empty side means each party).
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="clauses")
    paragraph = models.CharField(_("paragraph"), max_length=40)
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    max_level = models.PositiveSmallIntegerField(_("highest level"), default=2)
    basis_act = models.CharField(_("act"), max_length=200)
    basis_article = models.CharField(_("article"), max_length=80)
    giver = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from")
    )
    receiver = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to")
    )

    class Meta(Interval.Meta):
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")

    @override
    def __str__(self) -> str:
        return self.paragraph


class AgreementForce(Interval):
    """One period in force: a suspension ends one, a resumption begins another."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="forces")

    class Meta(Interval.Meta):
        verbose_name = _("period in force")
        verbose_name_plural = _("periods in force")

    @override
    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.valid_from:%Y-%m-%d}"

    def days(self) -> tuple[date, date | None]:
        """The first and the last day in Warsaw, as people tell them; None where there is no end."""
        last = None if self.valid_to >= OPEN_END else local_date(self.valid_to - timedelta(microseconds=1))
        return local_date(self.valid_from), last


class Pact(Interval):
    """Derived: owner may show recipient this category for this purpose up to this level. Written
    only by `rederive`; rebuilding it changes nothing (a test holds that).
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="pacts")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    category = models.CharField(_("category of data"), max_length=20, choices=Category)
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    max_level = models.PositiveSmallIntegerField(_("highest level"))

    class Meta(Interval.Meta):
        verbose_name = _("pact")
        verbose_name_plural = _("pacts")
        indexes = (models.Index(fields=["agreement", "owner", "recipient", "category", "purpose"], name="pact_key"),)

    @override
    def __str__(self) -> str:
        return f"{self.owner_id}→{self.recipient_id} {self.category}"
