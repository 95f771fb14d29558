"""Areas, institutions, their units, and the people who act for them."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.audit.models import About
from kooperacja.directory.kinds import InstitutionKind, Level, Role, Sector
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import Interval
from kooperacja.foundation.words import WordsField


class Area(models.Model):
    """A unit of the territorial division, by its TERYT code: voivodeship 2 digits, county 4,
    commune 7 (the last one tells its type). Source: GeoNames and the statistical office's TERC.
    """

    terc = models.CharField(_("TERYT code"), max_length=7, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    is_fictional = models.BooleanField(_("fictional"), default=False)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    @override
    def __str__(self) -> str:
        return self.name


class Institution(models.Model):
    """A body that cooperates. It is never deleted; it ends with a date and a reason."""

    key = models.CharField(_("import key"), max_length=60, unique=True, null=True, blank=True)
    name = models.CharField(_("full name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=40, choices=InstitutionKind)
    level = models.CharField(_("works for"), max_length=12, choices=Level)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    # A published code, not a key: a commune may be named before the register of communes is loaded.
    terc = models.CharField(_("TERYT code"), max_length=7, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("web page"), blank=True)
    dpo_contact = models.CharField(_("contact of the data protection officer"), max_length=200, blank=True)
    nip = models.CharField(_("NIP"), max_length=10, blank=True)
    regon = models.CharField(_("REGON"), max_length=14, blank=True)
    krs = models.CharField(_("KRS"), max_length=10, blank=True)
    note = models.CharField(_("what is published about it"), max_length=300, blank=True)
    case_pattern = models.CharField(_("pattern of case numbers"), max_length=60, default="S.{number}.{year}")
    referral_pattern = models.CharField(
        _("pattern of referral numbers"), max_length=60, default="SK.{number:04}.{year}"
    )
    checked_on = models.DateField(_("data checked on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_reason = models.CharField(_("reason of ending"), max_length=200, blank=True)
    folded = models.CharField(_("name for comparing"), max_length=600, default="", editable=False)
    words = WordsField(_("words for searching"), sources=("name", "short_name", "place"))
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("changed at"), default=now)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        indexes = (
            models.Index(fields=["folded", "id"], name="institution_name"),
            models.Index(fields=["terc"], name="institution_terc"),
        )

    @override
    def __str__(self) -> str:
        return self.short_name

    def about(self) -> About:
        return About("institution", self.pk)

    def has_ended(self, today: date) -> bool:
        return self.ended_on is not None and self.ended_on <= today


class Unit(models.Model):
    """A part of an institution: a section, a school building, a field office."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="units")
    name = models.CharField(_("name"), max_length=120)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = (models.UniqueConstraint(fields=["institution", "name"], name="unit_name"),)

    @override
    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The last number given in one series of one institution and year (cases, referrals)."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    series = models.CharField(_("series"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = (models.UniqueConstraint(fields=["institution", "series", "year"], name="numberseries_year"),)

    @override
    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class Membership(Interval):
    """For this institution this person acts in this role, from and until. `title` is the word
    that people use ("pedagog szkolny"). `supervises` names those who see all rows of the
    institution, as far as the role and the authorisation go.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    title = models.CharField(_("post"), max_length=80)
    supervises = models.BooleanField(_("supervises the institution"), default=False)
    end_reason = models.CharField(_("reason of ending"), max_length=200, blank=True)

    class Meta(Interval.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = (
            models.Index(fields=["user", "institution"], name="membership_user"),
            models.Index(fields=["institution", "valid_to"], name="membership_institution"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.title}, {self.institution}"

    def about(self) -> About:
        return About("membership", self.pk)

    def ended_at(self, at: datetime) -> bool:
        return self.valid_to <= at
