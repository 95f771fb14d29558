"""The request that both parties read, the place that each of them has for it, and what was asked and answered."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Guarded, Labelled
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref


class InquiryKind(models.TextChoices):
    ACCESS = "access", _("request for access to data")
    INFORMATION = "information", _("question for information")


class InquiryState(models.TextChoices):
    """Issue 4, section 3. Late is no state: it is asked of the deadline."""

    SENT = "sent", pgettext_lazy("inquiry", "waits for an answer")
    ANSWERED = "answered", pgettext_lazy("inquiry", "answered")
    SHARED = "shared", pgettext_lazy("inquiry", "data handed over")
    REFUSED = "refused", pgettext_lazy("inquiry", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("inquiry", "withdrawn")


class RefuseReason(models.TextChoices):
    """Why not; a code, because it stands in both parties' trail."""

    NO_BASIS = "no_basis", _("we know no basis on which we could")
    TOO_MUCH = "too_much", _("more is asked than the purpose needs")
    ALREADY = "already", _("you have it already: look into the data that you received")
    NOT_NOW = "not_now", _("not now: ask again later")
    NOT_HELD = "not_held", _("we do not hold such information")
    ELSEWHERE = "elsewhere", _("another institution has it")


class Inquiry(Guarded):
    """The act that both parties read at level 1: no name and no text is in it. It is reached from a visible side.
    `since_at` is when the present state began; `data` are categories.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    kind = models.CharField(_("kind"), max_length=12, choices=InquiryKind)
    asker = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    data = models.JSONField(_("categories of data"), default=list)
    basis = models.CharField(_("basis"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=InquiryState, default="sent")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), default=now)
    since_at = models.DateTimeField(_("in this state since"), default=now)
    due_on = models.DateField(_("deadline"))
    is_on_paper = models.BooleanField(_("sent on paper"), default=False)
    reason_code = models.CharField(_("reason"), max_length=16, choices=RefuseReason, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("request between institutions")
        verbose_name_plural = _("requests between institutions")
        constraints = (
            models.CheckConstraint(condition=~models.Q(asker=models.F("addressee")), name="inquiry_two_parties"),
        )

    @override
    def __str__(self) -> str:
        return self.ref

    def about(self) -> About:
        return About("inquiry", self.pk)

    @property
    def is_access(self) -> bool:
        return self.kind == InquiryKind.ACCESS

    def is_late(self, today: date) -> bool:
        return self.state == InquiryState.SENT and self.due_on < today


class Party(models.TextChoices):
    ASKER = "asker", pgettext_lazy("inquiry", "who asks")
    ADDRESSEE = "addressee", pgettext_lazy("inquiry", "who is asked")


class InquirySide(Labelled):
    """One party's place for a request: category coordination. The asker's lies where what it knows lies; the
    other's in the dossier from which something was handed over before, or in its inbox. On paper there is one.
    `entry` is the party's own entry of that disclosure, where the request begins with one. A request that names
    somebody under lawful secrecy is not told to the person until `review_on`, which is on the asker's side.
    """

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="+")
    party = models.CharField(_("party"), max_length=10, choices=Party)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)
    review_on = models.DateField(_("not told to the person until the review on"), null=True, blank=True)

    class Meta(Labelled.Meta):
        verbose_name = _("side of a request")
        verbose_name_plural = _("sides of requests")
        indexes: ClassVar[tuple[models.Index, ...]] = (
            *Labelled.Meta.indexes,
            models.Index(fields=["owner", "party", "-made_at", "-id"], name="inquiryside_made"),
        )
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["inquiry", "party"], name="inquiryside_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.party}"

    @property
    def is_asker(self) -> bool:
        return self.party == Party.ASKER

    def of_inquiry(self) -> About:
        """What a trail entry of this party names: the request, and whom it is about on this side."""
        return About("inquiry", self.inquiry_id, self.anchor_id, (self.subject_id,))


class Section(models.TextChoices):
    QUESTION = "question", pgettext_lazy("inquiry", "question")
    ANSWER = "answer", pgettext_lazy("inquiry", "answer")


class InquiryText(Labelled):
    """What was asked or answered: one copy for each side, with the category and level of what is asked for.
    A question names the person only where the addressee could not know who is meant. An answer may have a `file`,
    of which each side has its own copy too.
    """

    side = models.ForeignKey(InquirySide, models.PROTECT, related_name="+")
    section = models.CharField(_("question or answer"), max_length=10, choices=Section)
    who = models.CharField(_("first name and surname"), max_length=201, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    text = models.TextField(_("text"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Labelled.Meta):
        verbose_name = _("text of a request")
        verbose_name_plural = _("texts of requests")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["side", "section"], name="inquirytext_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.side_id} {self.section}"
