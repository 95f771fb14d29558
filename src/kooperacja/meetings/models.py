"""Meeting, who is invited, the messages that go out, and the points of the agenda with what was decided."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Labelled
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref
from kooperacja.teams.models import Seat, Team

LONGEST_TEXT = 20_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "planned")
    INVITED = "invited", pgettext_lazy("meeting", "invited")
    HELD = "held", pgettext_lazy("meeting", "opened")
    MINUTES_READY = "minutes_ready", pgettext_lazy("meeting", "minutes to be signed")
    SIGNED = "signed", pgettext_lazy("meeting", "minutes signed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


# The agenda is still being made; people still say whether they come.
BEFORE = (MeetingState.PLANNED, MeetingState.INVITED)
AFTER = (MeetingState.HELD, MeetingState.MINUTES_READY, MeetingState.SIGNED)


class Meeting(models.Model):
    """One meeting of a team, of level 1. `quorum` is how many must be present; it is fixed when people are invited.
    `sequence` counts the changes that calendars must hear of. `written_by` finished the minutes, another one signs.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    team = models.ForeignKey(Team, models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField(_("begins at"))
    minutes_long = models.PositiveSmallIntegerField(_("how long, in minutes"), default=90)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=0)
    members = models.PositiveSmallIntegerField(_("members of the team then"), default=0)
    state = models.CharField(_("state"), max_length=14, choices=MeetingState, default="planned")
    sequence = models.PositiveSmallIntegerField(_("version for calendars"), default=0)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next_one")
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    written_by = models.BigIntegerField(_("minutes finished by"), default=0)
    signed_by = models.BigIntegerField(_("minutes signed by"), default=0)
    signed_at = models.DateTimeField(_("minutes signed at"), null=True, blank=True)
    no_next_reason = models.CharField(_("why there is no next date"), max_length=300, blank=True)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    planned_by = models.BigIntegerField(_("planned by"), default=0)
    last_position = models.IntegerField(_("place of the newest point"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = (models.Index(fields=["team", "starts_at"], name="meeting_team"),)

    @override
    def __str__(self) -> str:
        return f"{self.team_id} {self.starts_at:%Y-%m-%d}"

    def about(self) -> About:
        return About("meeting", self.pk)

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def is_held(self) -> bool:
        """The room is full, and the minutes are written."""
        return self.state == MeetingState.HELD

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes_long)


class Answer(models.TextChoices):
    NONE = "none", pgettext_lazy("invitation", "no answer yet")
    YES = "yes", pgettext_lazy("invitation", "comes")
    MAYBE = "maybe", pgettext_lazy("invitation", "perhaps")
    NO = "no", pgettext_lazy("invitation", "does not come")


class Invitation(models.Model):
    """One seat of the team at one meeting: whether its holder comes, and whether he came. The seat tells for whom
    a substitute stands in.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("worker"))
    answer = models.CharField(_("answer"), max_length=6, choices=Answer, default="none")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    is_present = models.BooleanField(_("present"), default=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (models.UniqueConstraint(fields=["meeting", "seat"], name="invitation_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.meeting_id} {self.seat_id} {self.answer}"

    @property
    def counts_as(self) -> int:
        """The seat in whose name he is there."""
        return self.seat.substitute_for_id or self.seat_id


class Dispatch(models.Model):
    """A message with a calendar entry to one who is invited; queue and history are the same table."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField(_("version for calendars"), default=0)
    is_cancelling = models.BooleanField(_("cancels"), default=False)
    written_at = models.DateTimeField(_("written at"), default=now)
    next_try_at = models.DateTimeField(_("next try at"), default=now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    ended_at = models.DateTimeField(_("sent or given up at"), null=True, blank=True)
    is_sent = models.BooleanField(_("sent"), default=False)

    class Meta:
        verbose_name = _("message about a meeting")
        verbose_name_plural = _("messages about meetings")
        constraints = (
            models.UniqueConstraint(fields=["invitation", "sequence", "is_cancelling"], name="dispatch_once"),
        )
        indexes = (
            models.Index(fields=["next_try_at", "id"], name="dispatch_waiting", condition=models.Q(ended_at=None)),
        )

    @override
    def __str__(self) -> str:
        return f"{self.invitation_id} {self.sequence}"


class Point(models.Model):
    """A point of the agenda: what the minutes say of it, and the decision with its votes. `votes` and `objections`
    are by the number of the invitation; `version` is that of the text, for two who write at once.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    position = models.IntegerField(_("order"), default=0)
    added_by = models.BigIntegerField(_("added by"), default=0)
    text = models.TextField(_("minutes"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    decision = models.CharField(_("decision"), max_length=500, blank=True)
    is_adopted = models.BooleanField(_("adopted"), default=False)
    votes: "models.JSONField[dict[str, str], Any]" = models.JSONField(_("votes"), default=dict, blank=True)
    objections: "models.JSONField[dict[str, str], Any]" = models.JSONField(_("objections"), default=dict, blank=True)
    recused = models.PositiveSmallIntegerField(_("recused"), default=0)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    charged = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who does it")
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def mark(self) -> int:
        """Which decision stands here: the instant in microseconds, 0 for none."""
        return (self.decided_at - EPOCH) // timedelta(microseconds=1) if self.decided_at else 0

    @property
    def is_open_task(self) -> bool:
        return self.due_on is not None and self.done_on is None

    def is_late(self, today: date) -> bool:
        return self.is_open_task and self.due_on is not None and self.due_on < today

    def counted(self, choice: str) -> int:
        return sum(1 for one in self.votes.values() if one == choice)


class Choice(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "abstained")


class GeneralItem(Point):
    """A point about no family, for all members. A member proposes it; who keeps the meeting takes it up."""

    title = models.CharField(_("title"), max_length=200)
    is_proposed = models.BooleanField(_("proposed"), default=False)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("general item of an agenda")
        verbose_name_plural = _("general items of agendas")
        indexes = (models.Index(fields=["meeting", "position"], name="generalitem_meeting"),)

    @override
    def __str__(self) -> str:
        return self.ref

    def about(self) -> About:
        return About("generalitem", self.pk)


class Why(models.TextChoices):
    """Why a family is on the agenda."""

    START = "start", pgettext_lazy("item", "choice of the family")
    PLAN = "plan", pgettext_lazy("item", "approval of the plan")
    REVIEW = "review", pgettext_lazy("item", "review")
    CLOSING = "closing", pgettext_lazy("item", "closing")
    OTHER = "other", pgettext_lazy("item", "another matter")


class CaseItem(Point, Labelled):
    """A point about one family: category coordination, level 1, in the dossier. `need_on` is since when the need was
    known; `is_first` that the team had not met about this family before.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=8, choices=Why)
    need_on = models.DateField(_("need known since"))
    is_dropped = models.BooleanField(_("taken off the agenda"), default=False)
    is_first = models.BooleanField(_("first meeting about it"), default=False)

    class Meta(Labelled.Meta):
        verbose_name = _("item about a family")
        verbose_name_plural = _("items about families")
        indexes: ClassVar[tuple[models.Index, ...]] = (
            *Labelled.Meta.indexes,
            models.Index(fields=["meeting", "position"], name="caseitem_meeting"),
        )
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=["meeting", "case", "why"], condition=models.Q(is_dropped=False), name="caseitem_once"
            ),
        )

    @override
    def __str__(self) -> str:
        return self.ref
