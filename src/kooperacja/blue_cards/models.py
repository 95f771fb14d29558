"""Card A, the people in it, where they can be reached, who sits over it, and what was seen while it was watched."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Labelled, PartKind
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref
from kooperacja.people.models import Person
from kooperacja.teams.models import Team


class CardState(models.TextChoices):
    """How far a card has come (domain.md G.2). Late is no state: it is asked of the deadline."""

    FILLED = "filled", pgettext_lazy("blue card", "filled in")
    HANDED = "handed", pgettext_lazy("blue card", "handed to the interdisciplinary team")
    RECEIVED = "received", pgettext_lazy("blue card", "received by the team")
    NAMED = "named", pgettext_lazy("blue card", "diagnostic and help group named")
    ACCEPTED = "accepted", pgettext_lazy("blue card", "received by the group")
    MET = "met", pgettext_lazy("blue card", "first meeting held")
    MONITORED = "monitored", pgettext_lazy("blue card", "monitored")
    CONCLUDED = "concluded", pgettext_lazy("blue card", "ended")


class Place(models.TextChoices):
    """Where it happened. A list and no text: an address written here would stand beside a masked one."""

    HOME = "home", pgettext_lazy("blue card", "at home")
    PUBLIC = "public", pgettext_lazy("blue card", "in a public place")
    WORK = "work", pgettext_lazy("blue card", "at work")
    SCHOOL = "school", pgettext_lazy("blue card", "at school or nursery school")
    ONLINE = "online", pgettext_lazy("blue card", "by telephone or on the internet")
    OTHER = "other", pgettext_lazy("blue card", "elsewhere")


class EndReason(models.TextChoices):
    """Why it ended; a code, because it stands in the trail."""

    STOPPED = "stopped", pgettext_lazy("blue card", "the violence has stopped and the plan of help was carried out")
    UNFOUNDED = "unfounded", pgettext_lazy("blue card", "the suspicion was not confirmed")


class BlueCard(Labelled):
    """Card A and how far it has come: about the first of those who suffer. `acts` and `taken` are codes of the dated
    lists; `due_on` is the deadline of the next step, NULL where the act sets none. `team` is empty until the card is
    handed over. `case` is where the worker was when the card was filled; nothing leads the other way.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=CardState, default="filled")
    happened_on = models.DateField(_("day of the event"))
    place = models.CharField(_("place of the event"), max_length=10, choices=Place)
    acts = models.JSONField(_("acts"), default=list)
    taken = models.JSONField(_("actions taken"), default=list)
    course = models.TextField(_("what happened"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filled_on = models.DateField(_("filled in on"))
    handed_on = models.DateField(_("handed over on"), null=True, blank=True)
    received_on = models.DateField(_("received by the team on"), null=True, blank=True)
    named_on = models.DateField(_("group named on"), null=True, blank=True)
    accepted_on = models.DateField(_("received by the group on"), null=True, blank=True)
    met_on = models.DateField(_("first meeting on"), null=True, blank=True)
    absence_on = models.DateField(_("absence of the suspect stated on"), null=True, blank=True)
    told_on = models.DateField(_("absent suspect informed on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of ending"), max_length=12, choices=EndReason, blank=True)
    due_on = models.DateField(_("deadline of the next step"), null=True, blank=True)
    tell_due_on = models.DateField(_("deadline of informing the absent suspect"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    # Who sits over it, where it was read together with its seats: rules ask for it.
    seats: "tuple[CardSeat, ...]" = ()

    class Meta(Labelled.Meta):
        verbose_name = _("Blue Card")
        verbose_name_plural = _("Blue Cards")

    @override
    def __str__(self) -> str:
        return self.ref

    @property
    def deadline(self) -> date | None:
        """The nearest of what is to be done."""
        waits = [day for day in (self.due_on, self.tell_due_on) if day is not None]
        return min(waits, default=None)

    def is_late(self, today: date) -> bool:
        return self.deadline is not None and self.deadline < today


class CardPerson(Labelled):
    """One person of a card and the part, under the name that was given then. `person` is the row of the register of
    the institution that filled the card, where there is one; nobody is registered by a card.
    """

    card = models.ForeignKey(BlueCard, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    part = models.CharField(_("part"), max_length=20, choices=PartKind)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("surname"), max_length=120, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)

    class Meta(Labelled.Meta):
        verbose_name = _("person of a Blue Card")
        verbose_name_plural = _("people of a Blue Card")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["card", "subject"], name="cardperson_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class CardAddress(Labelled):
    """Where one person of a card can be reached: category address for those who suffer and for children, so that the
    lock of a protected address binds it; housing for everybody else.
    """

    card = models.ForeignKey(BlueCard, models.PROTECT, related_name="+")
    address = models.CharField(_("address"), max_length=200)

    class Meta(Labelled.Meta):
        verbose_name = _("address in a Blue Card")
        verbose_name_plural = _("addresses in a Blue Card")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["card", "subject"], name="cardaddress_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.card_id}: {self.subject_id}"


class Body(models.TextChoices):
    TEAM = "team", pgettext_lazy("blue card", "interdisciplinary team")
    GROUP = "group", pgettext_lazy("blue card", "diagnostic and help group")


class CardSeat(Labelled):
    """Who sits over one card, in which body, with the day of the statement of confidentiality (art. 9c). What opens
    the card is the appointment that was made with it.
    """

    card = models.ForeignKey(BlueCard, models.PROTECT, related_name="+")
    body = models.CharField(_("body"), max_length=6, choices=Body)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    stated_on = models.DateField(_("statement of confidentiality signed on"))
    named_at = models.DateTimeField(_("named at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("seat over a Blue Card")
        verbose_name_plural = _("seats over a Blue Card")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["card", "body", "user", "institution"], name="cardseat_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.card_id} {self.body} {self.user_id}"


class CardEntry(Labelled):
    """What was seen or done while the card was monitored, by day. An entry is never changed."""

    card = models.ForeignKey(BlueCard, models.PROTECT, related_name="+")
    seen_on = models.DateField(_("day"))
    text = models.TextField(_("text"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("monitoring entry of a Blue Card")
        verbose_name_plural = _("monitoring entries of a Blue Card")

    @override
    def __str__(self) -> str:
        return f"{self.card_id}: {self.seen_on}"


class PassedRequest(models.Model):
    """A person asked "who got my data", and the answer is for the data-protection officer. It names nobody: the
    officer asks the worker who passed it on.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked on"))
    passed_at = models.DateTimeField(_("passed on at"), default=now)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("request passed on to the officer")
        verbose_name_plural = _("requests passed on to the officer")

    @override
    def __str__(self) -> str:
        return f"{self.institution_id}: {self.asked_on}"

    def about(self) -> About:
        return About("passedrequest", self.pk)
