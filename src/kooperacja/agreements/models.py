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
from kooperacja.foundation.words import WordsField


class AgreementState(models.TextChoices):
    """What people decided; their words are in `workflow`. What signatures and the calendar add (partly
    signed, expiring, expired) is derived there and stored nowhere.
    """

    DRAFT = "draft"
    NEGOTIATED = "negotiated"
    LEGAL_REVIEW = "legal_review"
    FOR_SIGNATURE = "for_signature"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    RENEWED = "renewed"
    TERMINATED = "terminated"
    DISCARDED = "discarded"


# Before anybody is bound by it.
OPEN_STATES = ("draft", "negotiated", "legal_review", "for_signature")


class PaperKind(models.TextChoices):
    """An annex and an accession are agreements too: they have the same states, and are signed. They
    have no period in force of their own, so that no pact comes from them: they change the agreement.
    """

    AGREEMENT = "agreement", _("agreement")
    ANNEX = "annex", _("annex")
    ACCESSION = "accession", _("accession")


class AccessionRule(models.TextChoices):
    """Who agrees to a new party. The paper says it, so it is fixed with its other words."""

    PARTIES = "parties", _("each party signs the accession")
    COORDINATOR = "coordinator", _("the institution that coordinates admits in the name of all")


class SuspendReason(models.TextChoices):
    """Why an agreement stops for a time; a code, because the trail keeps no free text."""

    INCIDENT = "incident", _("a suspected breach of data protection")
    LAW = "law", _("the law has changed")
    ORGANISATION = "organisation", _("a party is being reorganised")
    REQUEST = "request", _("a party has asked for it")


class WithdrawReason(models.TextChoices):
    """Why a party leaves; a code, because the trail keeps no free text."""

    TASKS = "tasks", _("its tasks have changed or passed to somebody else")
    LAW = "law", _("the law has changed")
    PROTECTION = "protection", _("it does not consider the data safe")
    COOPERATION = "cooperation", _("the cooperation did not work")


class Advice(models.TextChoices):
    """What a data protection officer says. Only the first lets an agreement go on."""

    POSITIVE = "positive", _("positive")
    REMARKS = "remarks", _("with remarks to be taken in")
    NEGATIVE = "negative", _("negative")


class Agreement(models.Model):
    """A cooperation document. Dates of the paper are beside the instants at which it acts.

    An annex and an accession point at what they amend. `replaced_until` is the last day before an
    annex, `effective_at` the instant at which it changed the agreement.
    """

    key = models.CharField(_("import key"), max_length=60, unique=True, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind, default="agreement")
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="annexes")
    annex_number = models.PositiveSmallIntegerField(_("number of the annex"), default=0)
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    ref = models.CharField(_("reference"), max_length=16, unique=True)
    title = models.CharField(_("title"), max_length=250)
    number = models.CharField(_("number"), max_length=60, blank=True)
    subject = models.TextField(_("subject"), blank=True)
    state = models.CharField(_("state"), max_length=16, choices=AgreementState, default="draft")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    valid_on = models.DateField(_("in force from the day"), null=True, blank=True)
    valid_until = models.DateField(_("in force until the day"), null=True, blank=True)
    replaced_until = models.DateField(_("in force until the day, before"), null=True, blank=True)
    effective_at = models.DateTimeField(_("took effect at"), null=True, blank=True)
    warned_until = models.DateField(_("last day that parties were warned of"), null=True, blank=True)
    accession_rule = models.CharField(
        _("who agrees to a new party"), max_length=12, choices=AccessionRule, default="parties"
    )
    prepared_by = models.BigIntegerField(_("prepared by"), default=0)
    prepared_for = models.BigIntegerField(_("prepared for"), default=0)
    enforced_by = models.BigIntegerField(_("brought into force by"), default=0)
    suspended_for = models.BigIntegerField(_("suspended for"), default=0)
    end_reason = models.CharField(_("reason of ending"), max_length=300, blank=True)
    folded = models.CharField(_("name for comparing"), max_length=400, default="", editable=False)
    words = WordsField(_("words for searching"), sources=("title", "number"))
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = (
            models.UniqueConstraint(
                fields=["amends"], condition=models.Q(state__in=OPEN_STATES), name="annex_one_open"
            ),
        )

    @override
    def __str__(self) -> str:
        return self.title

    def about(self) -> About:
        return About("agreement", self.pk)

    @property
    def is_annex(self) -> bool:
        """Whether it changes another agreement: an annex, or an accession."""
        return self.amends_id is not None


class AgreementParty(Interval):
    """An institution of an agreement. Before it signs, its interval is empty: it is named in the
    paper and bound by nothing, and nothing opens to it.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="agreement_parties")
    represented_by = models.CharField(_("represented by (post)"), max_length=120, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = models.BigIntegerField(_("signature recorded by"), default=0)
    accedes = models.BooleanField(_("accedes by this paper"), default=False)

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

    In an annex, `replaces` is the clause of the agreement in whose place this one comes; one that is
    dropped ends it and puts nothing there. The rows of an annex stay as what it said.
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

    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    is_dropped = models.BooleanField(_("ends the clause"), default=False)

    class Meta(Interval.Meta):
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")

    @override
    def __str__(self) -> str:
        return self.paragraph


class Opinion(Interval):
    """What the data protection officer of a party says about the words of an agreement, in the
    interval in which it counts: a later one, or a return to draft, ends it.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="opinions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    advice = models.CharField(_("opinion"), max_length=10, choices=Advice)
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("opinion of a data protection officer")
        verbose_name_plural = _("opinions of data protection officers")

    @override
    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.advice}"


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
