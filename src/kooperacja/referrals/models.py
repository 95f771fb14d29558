"""The workflow, its two sides, the letters and the answers."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Guarded, Labelled
from kooperacja.audit.models import About
from kooperacja.cases.models import NO_DATE, Case
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import OPEN_END, now
from kooperacja.foundation.copies import Follows
from kooperacja.foundation.refs import new_ref
from kooperacja.foundation.words import WordsField


class ReferralState(models.TextChoices):
    """domain.md E.1."""

    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
    RECEIVED = "received", _("received")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned for completion")
    DECLINED = "declined", _("declined")
    REDIRECTED = "redirected", _("passed on")
    IN_PROGRESS = "in_progress", _("in progress")
    ANSWERED = "answered", _("done, to be confirmed")
    CLOSED = "closed", _("confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Urgency(models.TextChoices):
    NORMAL = "normal", pgettext_lazy("mode", "normal")
    URGENT = "urgent", pgettext_lazy("mode", "urgent")


class FamilyKnows(models.TextChoices):
    """Whether the family has been told of the referral (T05 of domain.md A.7)."""

    YES = "yes", _("yes, the family has been told")
    NO = "no", _("not yet")
    NOT_SAFE = "not_safe", _("no: telling it would endanger somebody")


class Referral(Guarded):
    """The workflow that both parties read at level 1: no name and no content is in it. It is
    reached from a visible side only.

    `sent_at` and `due_on` always have a value, because lists are sorted by them. `since_at` is when
    the present state began; `confirmed_at` tells a confirmation from a closing without one.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    number = models.CharField(_("number"), max_length=80)
    words = WordsField(_("words for searching"), sources=("number",))
    sender = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=ReferralState, default="draft")
    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency, default="normal")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    redirected_to = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=now)
    since_at = models.DateTimeField(_("in this state since"), default=now)
    sent_at = models.DateTimeField(_("sent at"), default=OPEN_END)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    started_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    due_on = models.DateField(_("deadline"), default=NO_DATE)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = (
            models.UniqueConstraint(fields=["sender", "number"], name="referral_number"),
            # What its sides copy; unique by the first column alone.
            models.UniqueConstraint(fields=["id", "due_on", "state"], name="referral_copied"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(addressee__isnull=False),
                name="referral_addressed",
            ),
            models.CheckConstraint(
                condition=models.Q(addressee__isnull=True) | ~models.Q(addressee=models.F("sender")),
                name="referral_two_parties",
            ),
        )

    @override
    def __str__(self) -> str:
        return self.number

    def about(self) -> About:
        return About("referral", self.pk)

    @property
    def copied(self) -> dict[str, Any]:
        """What a new side of it copies; afterwards the database keeps both equal."""
        return {"due_on": self.due_on, "referral_state": self.state}

    @property
    def was_sent(self) -> bool:
        return self.sent_at < OPEN_END

    @property
    def has_deadline(self) -> bool:
        return self.due_on < NO_DATE

    def is_overdue(self, today: date) -> bool:
        return self.due_on < today


class Party(models.TextChoices):
    SENDER = "sender", _("sender")
    ADDRESSEE = "addressee", _("addressee")


class Side(Labelled):
    """One party's place for a referral: category coordination, level 1. The anchor is where the
    referral lies in that institution: its inbox, or the dossier of those who took it up.

    `due_on` and `referral_state` are the referral's own, kept here by the database (`Follows`), because
    lists sort and choose by them, and an index holds columns of one table (docs/decisions/0025).
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    party = models.CharField(_("party"), max_length=10, choices=Party)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("deadline"), default=NO_DATE)
    referral_state = models.CharField(_("state"), max_length=12, choices=ReferralState, default="draft")

    class Meta(Labelled.Meta):
        verbose_name = _("side of a referral")
        verbose_name_plural = _("sides of referrals")
        indexes = (
            *Labelled.Meta.indexes,
            models.Index(fields=["owner", "due_on", "id", "party", "referral_state"], name="side_due"),
        )
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["referral", "party"], name="side_once"),
            Follows(
                key="referral",
                copies={"due_on": "due_on", "referral_state": "state"},
                name="side_follows",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.referral_id} {self.party}"

    @property
    def is_sender(self) -> bool:
        return self.party == Party.SENDER

    def of_referral(self) -> About:
        """What a trail entry of this party names: the referral, and whom it is about on this side."""
        return About("referral", self.referral_id, self.anchor_id, (self.subject_id,))

    def referral_about(self) -> About:
        """The referral alone: what a notice says, which names nobody."""
        return About("referral", self.referral_id)


class Letter(Labelled):
    """What the sender wrote about the person: one copy for each side; a completed request is the
    next version, the earlier ones stay. Without `sent_at` it is still being written.

    Its category is that of the legal basis, so a basis that covers health data gives a letter of
    level 3. Only the newest version of a side has `folded`: a search finds each side once.
    """

    side = models.ForeignKey(Side, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("version of the letter"), default=1)
    request = models.TextField(_("what you ask for"), blank=True)
    reason_code = models.CharField(_("kind of reason"), max_length=20, blank=True)
    reason = models.TextField(_("what you observed"), blank=True)
    done_so_far = models.TextField(_("what was done so far"), blank=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("surname"), max_length=120, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    occupation = models.CharField(_("school and class, or work"), max_length=160, blank=True)
    guardians = models.CharField(_("parents or guardians"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    family_knows = models.CharField(_("does the family know"), max_length=10, choices=FamilyKnows, blank=True)
    basis = models.CharField(_("legal basis"), max_length=40, blank=True)
    agreed_on = models.DateField(_("the person agreed in writing on"), null=True, blank=True)
    folded = models.CharField(_("name for comparing"), max_length=300, blank=True)
    words = WordsField(
        _("words for searching"),
        sources=(
            "first_name",
            "last_name",
            "place",
            "occupation",
            "guardians",
            "request",
            "reason",
            "done_so_far",
        ),
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = (models.UniqueConstraint(fields=["side", "number"], name="letter_version"),)

    @override
    def __str__(self) -> str:
        return f"{self.side_id}/{self.number}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def mark(self) -> str:
        """Which text a reader saw: a form sends it back, so that nothing is overwritten unseen."""
        return f"{self.number}.{self.version}"


class Answer(Labelled):
    """What one party told the other with a move: a reason, what is missing, what was done. Each
    side keeps its own copy.
    """

    side = models.ForeignKey(Side, models.PROTECT, related_name="+")
    move = models.CharField(_("move"), max_length=20)
    reason_code = models.CharField(_("kind of reason"), max_length=20, blank=True)
    text = models.TextField(_("text"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    @override
    def __str__(self) -> str:
        return f"{self.side_id} {self.move}"
