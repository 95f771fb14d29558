"""Variants of the model, teams, the papers that found them, and their seats. No data about clients."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.agreements.models import Agreement
from kooperacja.audit.models import About
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import OPEN_END, now
from kooperacja.foundation.intervals import Interval
from kooperacja.foundation.words import WordsField
from kooperacja.teams.shape import ActKind, Function, Kind, Variant, variant_of


class ModelVariant(models.Model):
    """One version of one variant. A row never changes: a change is the next version, and a team keeps the
    version under which it was founded. Without an owner it is one of those that the product brings.
    """

    code = models.CharField(_("code"), max_length=30)
    number = models.PositiveSmallIntegerField(_("version"))
    owner = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("defined by")
    )
    content: "models.JSONField[Any, Any]" = models.JSONField(_("what it says"))
    recorded_at = models.DateTimeField(_("recorded at"), default=now)
    recorded_by = models.BigIntegerField(_("recorded by"), default=0)

    class Meta:
        verbose_name = _("variant of the model")
        verbose_name_plural = _("variants of the model")
        constraints = (models.UniqueConstraint(fields=["code", "number"], name="modelvariant_number"),)

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    def about(self) -> About:
        return About("model_variant", self.pk)

    def says(self) -> Variant:
        return variant_of(self.content)


class TeamState(models.TextChoices):
    """What people decided; their words are in `workflow`."""

    FORMING = "forming"
    WORKING = "working"
    DISSOLVED = "dissolved"


class Team(models.Model):
    """A standing team. `kind` is a code of its variant; `agreement` is the paper that its members signed."""

    ref = models.CharField(_("reference"), max_length=16, unique=True)
    name = models.CharField(_("name"), max_length=200)
    variant = models.ForeignKey(ModelVariant, models.PROTECT, related_name="teams")
    kind = models.CharField(_("kind of team"), max_length=30)
    leader = models.ForeignKey(
        Institution, models.PROTECT, related_name="teams_led", verbose_name=_("leading institution")
    )
    terc = models.CharField(_("TERYT code"), max_length=7, blank=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="teams")
    state = models.CharField(_("state"), max_length=10, choices=TeamState, default="forming")
    started_on = models.DateField(_("works since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of ending"), max_length=300, blank=True)
    founded_by = models.BigIntegerField(_("founded by"), default=0)
    folded = models.CharField(_("name for comparing"), max_length=400, default="", editable=False)
    words = WordsField(_("words for searching"), sources=("name",))
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    @override
    def __str__(self) -> str:
        return self.name

    def about(self) -> About:
        return About("team", self.pk)

    def says(self) -> Kind:
        """What its variant says of its kind, in the version under which it was founded."""
        kind = self.variant.says().kind(self.kind)
        if kind is None:
            raise ValueError("a team of a kind that its variant does not name")
        return kind


class FoundingAct(models.Model):
    """A paper by which a team was founded: by its number and date; the paper itself stays with its issuer."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="acts")
    kind = models.CharField(_("kind of act"), max_length=12, choices=ActKind)
    number = models.CharField(_("number"), max_length=60)
    issuer = models.CharField(_("issued by (post)"), max_length=120)
    signed_on = models.DateField(_("signed on"))
    recorded_at = models.DateTimeField(_("recorded at"), default=now)
    recorded_by = models.BigIntegerField(_("recorded by"), default=0)

    class Meta:
        verbose_name = _("founding act")
        verbose_name_plural = _("founding acts")
        constraints = (models.UniqueConstraint(fields=["team", "kind", "number"], name="foundingact_number"),)

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Seat(Interval):
    """The place of an institution in a team, and who fills it. A seat ends and is never deleted; another
    worker in it is another row. It opens nothing: access reads other facts.

    `statement` is the version of the text that its holder confirmed, or ``paper`` with the date on it.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="seats")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="team_seats")
    function = models.CharField(_("function"), max_length=12, choices=Function)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("worker")
    )
    substitute_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="substitutes")
    statement = models.CharField(_("version of the statement"), max_length=10, blank=True)
    stated_on = models.DateField(_("statement signed on"), null=True, blank=True)
    stated_by = models.BigIntegerField(_("statement recorded by"), default=0)
    end_reason = models.CharField(_("reason of ending"), max_length=200, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("seat in a team")
        verbose_name_plural = _("seats in a team")
        indexes = (
            models.Index(fields=["team", "valid_to"], name="seat_team"),
            models.Index(fields=["institution", "valid_to"], name="seat_institution"),
        )
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Interval.Meta.constraints,
            # One worker never sits twice in one team at a time.
            models.UniqueConstraint(
                fields=["team", "user"],
                condition=models.Q(valid_to=OPEN_END, user__isnull=False),
                name="seat_worker_once",
            ),
            models.CheckConstraint(
                condition=models.Q(stated_on__isnull=True) | models.Q(user__isnull=False), name="seat_who_stated"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.team_id}: {self.institution_id} {self.function}"

    @property
    def has_statement(self) -> bool:
        return self.stated_on is not None


class ConflictOfInterest(Interval):
    """What a member declares of himself in general words; it never names a family. That somebody keeps away
    from one case is the lock of `sharing`.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="conflicts")
    words = models.CharField(_("what it is about"), max_length=300)

    class Meta(Interval.Meta):
        verbose_name = _("declared conflict of interest")
        verbose_name_plural = _("declared conflicts of interest")

    @override
    def __str__(self) -> str:
        return f"{self.seat_id}: {self.valid_from:%Y-%m-%d}"
