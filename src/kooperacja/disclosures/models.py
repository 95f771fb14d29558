"""The disclosure that both parties read, their entries and items, the copies of letters and their corrections, drafts,
and whether people are told names of workers.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Basis, Guarded, Labelled, Share
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Agreement
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref


class Mode(models.TextChoices):
    WINDOW = "window", pgettext_lazy("disclosure", "window")
    LETTER = "letter", pgettext_lazy("disclosure", "letter")


class DisclosureState(models.TextChoices):
    """domain.md E.12. That a basis has ended since is no state: it is asked of the basis."""

    PREPARED = "prepared", pgettext_lazy("disclosure", "prepared")
    WAITING = "waiting", pgettext_lazy("disclosure", "waits for a second person")
    REFUSED = "refused", pgettext_lazy("disclosure", "not approved")
    DISCLOSED = "disclosed", pgettext_lazy("disclosure", "handed over")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("disclosure", "received")
    REVOKED = "revoked", pgettext_lazy("disclosure", "window closed")
    RECALLED = "recalled", pgettext_lazy("disclosure", "asked back")
    RETURNED = "returned", pgettext_lazy("disclosure", "taken back")


class RefuseReason(models.TextChoices):
    """Why a second person says no; a code, because both parties' trail keeps no free text."""

    TOO_MUCH = "too_much", _("more than the purpose needs")
    NO_BASIS = "no_basis", _("the basis does not cover it")
    WRONG_RECIPIENT = "wrong_recipient", _("this is the wrong institution")
    NOT_NOW = "not_now", _("it is not the time for it")


class Proof(models.TextChoices):
    """What a recipient did with a letter that was asked back."""

    DESTROYED = "destroyed", _("destroyed by a commission, with a record")
    RETURNED = "returned", _("sent back to the giver")
    UNOPENED = "unopened", _("removed before anybody read it")


class Disclosure(Guarded):
    """The act that both parties read at level 1: no name and no content is in it. It is reached from a
    visible entry only. `since_at` is when the present state began.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    giver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    mode = models.CharField(_("window or letter"), max_length=8, choices=Mode)
    state = models.CharField(_("state"), max_length=12, choices=DisclosureState, default="prepared")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("prepared at"), default=now)
    since_at = models.DateTimeField(_("in this state since"), default=now)
    disclosed_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    reason_code = models.CharField(_("reason"), max_length=16, choices=RefuseReason, blank=True)
    proof = models.CharField(_("what was done with the letter"), max_length=12, choices=Proof, blank=True)
    proved_on = models.DateField(_("done on"), null=True, blank=True)
    # What a package above asked it to answer; known there, opaque here.
    answers = models.CharField(_("reference of the request that it answers"), max_length=16, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("disclosure of data")
        verbose_name_plural = _("disclosures of data")
        constraints = (
            models.CheckConstraint(condition=~models.Q(giver=models.F("recipient")), name="disclosure_two_parties"),
            # Nobody approves what he has prepared himself (I16).
            models.CheckConstraint(
                condition=models.Q(second=None) | ~models.Q(second=models.F("author")), name="disclosure_second_person"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("prepared", "waiting", "refused")) | models.Q(disclosed_at__isnull=False),
                name="disclosure_has_its_day",
            ),
        )

    @override
    def __str__(self) -> str:
        return self.ref

    def about(self) -> About:
        return About("disclosure", self.pk)


class Party(models.TextChoices):
    GIVER = "giver", pgettext_lazy("disclosure", "giver")
    RECIPIENT = "recipient", pgettext_lazy("disclosure", "recipient")


class RegisterEntry(Labelled):
    """One party's entry of a disclosure: category coordination. The giver's lies in the dossier, the
    recipient's in its inbox. An entry under lawful secrecy is not told to the person until `review_on`.
    """

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+")
    party = models.CharField(_("party"), max_length=10, choices=Party)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)
    review_on = models.DateField(_("not told to the person until the review on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("entry of the register of disclosures")
        verbose_name_plural = _("entries of the register of disclosures")
        indexes: ClassVar[tuple[models.Index, ...]] = (
            *Labelled.Meta.indexes,
            models.Index(fields=["owner", "party", "-made_at", "-id"], name="registerentry_made"),
        )
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["disclosure", "party"], name="registerentry_once"),
            models.CheckConstraint(
                condition=models.Q(party="recipient") | models.Q(case__isnull=False), name="registerentry_of_a_case"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.party}"

    @property
    def is_giver(self) -> bool:
        return self.party == Party.GIVER

    def of_disclosure(self) -> About:
        """What a trail entry of this party names: the disclosure, and whom it is about on this side."""
        return About("disclosure", self.disclosure_id, self.anchor_id, (self.subject_id,))


class DisclosedItem(Labelled):
    """One line of an entry: which data about whom, and on what it rests; coordination, with no content in it.
    The basis is empty only while nothing was handed over. `place` is where the rows lie at the giver.
    """

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number of the line"))
    data = models.CharField(_("category of data"), max_length=20, choices=Category)
    words = models.CharField(_("what, without its content"), max_length=200, blank=True)
    place = models.BigIntegerField(_("where the rows lie"), default=0)
    basis = models.ForeignKey(Basis, models.PROTECT, null=True, blank=True, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="+")
    paragraph = models.CharField(_("paragraph"), max_length=40, blank=True)
    share = models.ForeignKey(Share, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Labelled.Meta):
        verbose_name = _("line of a disclosure")
        verbose_name_plural = _("lines of disclosures")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["entry", "number"], name="discloseditem_number"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.entry_id}.{self.number}"


class Copy(Labelled):
    """What a letter hands over: the recipient's own row, with the category and level of its content as it was at
    that moment. No withdrawal takes it back, so nothing leads from it to the giver's rows. A corrected version stands
    beside the one before, which is kept.
    """

    item = models.ForeignKey(DisclosedItem, models.PROTECT, related_name="+")
    text = models.TextField(_("content"))
    made_at = models.DateTimeField(_("made at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("copy received with a letter")
        verbose_name_plural = _("copies received with letters")

    @override
    def __str__(self) -> str:
        return f"{self.item_id}"


class Correction(Labelled):
    """The giver put right what a line of a letter says (art. 19 RODO): one row on each side, coordination, with no
    content in it. `is_sent`: the right version went with it; otherwise the recipient is only told that what it has is
    wrong. `taken_on` is when the recipient put its own records right.
    """

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number of the line"))
    data = models.CharField(_("category of data"), max_length=20, choices=Category)
    is_sent = models.BooleanField(_("did the right version go with it"))
    made_at = models.DateTimeField(_("made at"), default=now)
    taken_on = models.DateField(_("put right by the recipient on"), null=True, blank=True)

    class Meta(Labelled.Meta):
        verbose_name = _("correction of data that were handed over")
        verbose_name_plural = _("corrections of data that were handed over")

    @override
    def __str__(self) -> str:
        return f"{self.entry_id}.{self.number}"


class Draft(Labelled):
    """What a worker has marked and not yet handed over: numbers and categories, no content. It survives a
    time-out; one for each worker and case.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    marks = models.JSONField(_("what is marked"), default=list)
    letters = models.JSONField(_("who gets a letter"), default=list)

    class Meta(Labelled.Meta):
        verbose_name = _("draft of a disclosure")
        verbose_name_plural = _("drafts of disclosures")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["case", "author"], name="draft_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.author_id}"


class NamingDecision(models.Model):
    """Whether people are told which worker handed their data over: one answer of the institution, in force from its
    day until that of the next one. Before the first nobody is named. It is never changed, only followed by another.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    is_named = models.BooleanField(_("are workers named"))
    since = models.DateField(_("in force from the day"))
    reason = models.CharField(_("reason and provision"), max_length=500)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), default=now)

    class Meta:
        verbose_name = _("decision on names of workers")
        verbose_name_plural = _("decisions on names of workers")

    @override
    def __str__(self) -> str:
        return f"{self.institution_id} {self.since}"

    def about(self) -> About:
        return About("namingdecision", self.pk)
