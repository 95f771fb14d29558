"""Person, household and what relates them; a field of another category is a row of its own."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.access.models import Labelled
from kooperacja.accounts.models import User
from kooperacja.foundation.clock import now
from kooperacja.foundation.folding import fold
from kooperacja.foundation.refs import new_ref
from kooperacja.foundation.words import WordsField
from kooperacja.keys.models import InstitutionKey
from kooperacja.people.kinds import FINDS, DetailKind, Kinship

# The width of the columns below that hold names for comparing.
FOLDED_WIDTH = 200


def folded_name(*names: str) -> str:
    """Names for comparing: without diacritics and case, cut to their column."""
    return fold(" ".join(names))[:FOLDED_WIDTH]


class Person(Labelled):
    """Who somebody is: category identity. Only a name is required."""

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("surname"), max_length=120, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    folded = models.CharField(_("name for comparing"), max_length=FOLDED_WIDTH, db_index=True)
    words = WordsField(_("words for searching"), sources=("first_name", "last_name"))
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @override
    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Household(Labelled):
    """People who live and manage together: category family. Opens on no one person's consent."""

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    name = models.CharField(_("surname of the family"), max_length=120)
    place = models.CharField(_("place"), max_length=80, blank=True)
    folded = models.CharField(_("name for comparing"), max_length=FOLDED_WIDTH)
    words = WordsField(_("words for searching"), sources=("name", "place"))
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("household")
        verbose_name_plural = _("households")

    @override
    def __str__(self) -> str:
        return self.name


class Relation(Labelled):
    """A person's place in a household: category family, about that person."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kinship = models.CharField(_("who in the household"), max_length=16, choices=Kinship)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(Labelled.Meta):
        verbose_name = _("relation in a household")
        verbose_name_plural = _("relations in households")

    @override
    def __str__(self) -> str:
        return self.kinship


class Occupation(Labelled):
    """School or work of a person: category education or employment."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.CharField(_("school or work"), max_length=160)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("school or work")
        verbose_name_plural = _("schools and work")

    @override
    def __str__(self) -> str:
        return self.text


class Pesel(Labelled):
    """The PESEL number of a person, sealed: category identity. `key` says which key sealed it; one that
    was removed has no key and no bytes, and its version goes on. `index` finds an equal number inside
    one institution. No number is unique: a key across owners would tell that another one knows the person.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    sealed = models.BinaryField(_("sealed number"), default=b"")
    index = models.BinaryField(_("blind index"), default=b"")
    key = models.ForeignKey(InstitutionKey, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Labelled.Meta):
        verbose_name = _("PESEL number")
        verbose_name_plural = _("PESEL numbers")
        indexes: ClassVar[tuple[models.Index, ...]] = (
            *Labelled.Meta.indexes,
            models.Index(fields=["owner", "index"], name="pesel_index"),
        )

    @override
    def __str__(self) -> str:
        return f"PESEL {self.pk}"


class Detail(Labelled):
    """One thing known about a person, `[since, until)` by the paper. Its category follows from its kind
    (`kinds.CATEGORY_OF`). It is never overwritten: a wrong one is closed, and another one stands beside it.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("what it says"), max_length=20, choices=DetailKind)
    text = models.CharField(_("content"), max_length=300, blank=True)
    words = WordsField(_("words for searching"), sources=("text",), of_kinds=FINDS)
    other = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    paper = models.CharField(_("paper or source"), max_length=160, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written at"), default=now)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta(Labelled.Meta):
        verbose_name = _("detail of a person")
        verbose_name_plural = _("details of people")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="detail_order"
            ),
        )

    @override
    def __str__(self) -> str:
        return self.kind
