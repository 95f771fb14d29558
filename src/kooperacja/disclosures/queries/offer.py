"""The matrix: what of a file may be handed to whom now, and where not, why not. A constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind, Appointment, Basis, Capacity, Share, Veto, VetoKind
from kooperacja.access.queries import appointed, vetoes
from kooperacja.agreements.labels import Category, Level, Purpose
from kooperacja.agreements.models import Pact
from kooperacja.cases.queries import CaseHeader
from kooperacja.consents.models import ConsentItem
from kooperacja.directory.models import Institution
from kooperacja.disclosures.law import Provision, provisions_on
from kooperacja.disclosures.queries.content import Row, rows_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now, today
from kooperacja.foundation.intervals import valid_at
from kooperacja.people.access import writing
from kooperacja.ui.formats import date_text

# What may be marked.
WINDOW, LETTER, PROVISION = "window", "letter", "provision"
OPEN = frozenset({WINDOW, LETTER, PROVISION})
# What may not, and why.
SHOWN, REFUSED, WITHDRAWN, NONE, NO_AGREEMENT = "shown", "refused", "withdrawn", "none", "no_agreement"
VETOED, NOT_AUTHORISED, OUTSIDE = "vetoed", "not_authorised", "outside"
# They are protected by themselves, whatever anybody agreed to.
NEVER = frozenset({Category.ADDRESS, Category.REPORTER})

Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Column:
    """An institution that could get something, told so that it is not taken for a namesake."""

    pk: int
    name: str
    full_name: str
    kind: str
    place: str
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """May this row go to this institution? `has_window` where an agreement in force covers it. `basis_id` is 0
    where the basis, told by `source`, would be recorded with the act itself. `day`, `paper` and `item` tell
    the consent in which the person said no, or which was taken back.
    """

    row: Row
    recipient_id: int
    status: str
    has_window: bool = False
    basis_id: int = 0
    source: str = ""
    until: datetime | None = None
    agreement_id: int = 0
    agreement_ref: str = ""
    agreement: str = ""
    paragraph: str = ""
    day: date | None = None
    paper: str = ""
    item: int = 0

    @property
    def key(self) -> str:
        return f"{self.row.key}-{self.recipient_id}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def needs_second(self) -> bool:
        return self.row.level >= Level.SPECIAL


@dataclass(frozen=True)
class Offer:
    aim: str
    aims: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: dict[str, Cell]

    def cell(self, row: Row, column: Column) -> Cell:
        return self.cells[f"{row.key}-{column.pk}"]

    def column(self, pk: int) -> Column:
        return next(column for column in self.columns if column.pk == pk)


def offer(actor: Actor, case: CaseHeader, purpose: str, aim: str = Purpose.JOINT_HELP) -> Offer:
    """`purpose` is why the page is read, `aim` what the data are handed over for."""
    rows = rows_of(actor, case, purpose)
    facts = _Facts(actor, case, purpose, aim, rows)
    columns = facts.columns
    cells = [facts.judged(row, column.pk) for row in rows for column in columns]
    return Offer(aim, facts.aims, tuple(rows), tuple(columns), {cell.key: cell for cell in cells})


class _Facts:
    """What decides about all cells, each kind of fact in one statement."""

    def __init__(self, actor: Actor, case: CaseHeader, purpose: str, aim: str, rows: Sequence[Row]) -> None:
        self.at = now()
        self.actor, self.case, self.purpose, self.aim = actor, case, purpose, aim
        self.subjects = {row.subject_id for row in rows}
        self.places = {row.place_id for row in rows}
        self.mine = writing(actor).categories
        self.bases = self._bases()
        self.shares = self._shares()
        self.items = self._items()
        self.vetoes = list(vetoes({case.anchor_id, case.subject_id} | self.subjects | self.places))
        self.provisions = provisions_on(today())

    # ---- Loaded

    @cached_property
    def _pacts(self) -> list[Pact]:
        rows = Pact.objects.filter(valid_at(self.at), owner=self.actor.institution_id)
        return list(rows.select_related("agreement", "clause").order_by("agreement", "clause"))

    @cached_property
    def aims(self) -> tuple[str, ...]:
        """For what agreements in force let the institution show anything; joint help always."""
        found = {pact.purpose for pact in self._pacts} | {Purpose.JOINT_HELP.value}
        return tuple(purpose for purpose in Purpose.values if purpose in found)

    def _bases(self) -> dict[Key, Basis]:
        """A consent before a provision, and of several the one that lasts longest."""
        rows = Basis.objects.filter(valid_at(self.at), subject__in=self.subjects, purpose=self.aim)
        return {
            (row.subject_id, row.recipient_id, row.category): row for row in rows.order_by("is_consent", "valid_to")
        }

    def _shares(self) -> set[tuple[int, int, int, str]]:
        """Windows that are open already, by what they show and to whom."""
        same = {"owner": self.actor.institution_id, "anchor__in": self.places, "purpose": self.aim}
        rows = Share.objects.filter(valid_at(self.at) & valid_at(self.at, "basis__"), **same)
        return set(rows.values_list("anchor", "subject", "recipient", "category"))

    def _items(self) -> dict[Key, ConsentItem]:
        """The last word of each person on each point."""
        rows = visible(ConsentItem, self.actor, self.purpose).owned()
        rows = rows.filter(anchor_id=self.case.anchor_id, purpose=self.aim)
        found = rows.select_related("consent", "basis").all("pk")
        return {(row.subject_id, row.recipient_id, row.data): row for row in found}

    @cached_property
    def team(self) -> dict[int, list[str]]:
        """Names of those who work on the case, by institution."""
        found = defaultdict(list)
        for post in appointed([self.case.anchor_id]):
            if post.institution_id != self.actor.institution_id:
                found[post.institution_id].append(post.user.full_name)
        return found

    @cached_property
    def institutions(self) -> dict[int, Institution]:
        wanted = {pact.recipient_id for pact in self._pacts if pact.purpose == self.aim}
        wanted |= {recipient for _subject, recipient, _data in self.bases} | set(self.team)
        rows = Institution.objects.filter(pk__in=wanted | {self.actor.institution_id})
        return {row.pk: row for row in rows}

    @cached_property
    def reached(self) -> set[int]:
        """Where somebody opens the inbox."""
        posts = Appointment.objects.filter(
            valid_at(self.at),
            institution__in=self.institutions,
            anchor__kind=AnchorKind.INBOX,
            capacity=Capacity.INTAKE,
        )
        return set(posts.values_list("institution", flat=True))

    @cached_property
    def columns(self) -> list[Column]:
        """Those who work on the case first."""
        others = [row for pk, row in self.institutions.items() if pk != self.actor.institution_id]
        return [
            Column(
                pk=row.pk,
                name=row.short_name,
                full_name=row.name,
                kind=row.get_kind_display(),
                place=row.place,
                team=tuple(dict.fromkeys(self.team.get(row.pk, ()))),
            )
            for row in sorted(others, key=lambda one: (one.pk not in self.team, one.short_name, one.pk))
        ]

    # ---- Judged

    def judged(self, row: Row, recipient_id: int) -> Cell:
        for status, holds in (
            (OUTSIDE, self._is_outside(recipient_id)),
            (NOT_AUTHORISED, row.category not in self.mine),
            (VETOED, self._is_vetoed(row, recipient_id)),
            (SHOWN, (row.place_id, row.subject_id, recipient_id, row.category.value) in self.shares),
        ):
            if holds:
                return Cell(row, recipient_id, status)
        return self._on_basis(row, recipient_id, self._pact(row, recipient_id))

    def _is_outside(self, recipient_id: int) -> bool:
        return self.institutions[recipient_id].has_ended(today()) or recipient_id not in self.reached

    def _is_vetoed(self, row: Row, recipient_id: int) -> bool:
        """A lock on the file, the household or the person, that binds more than single workers."""
        where = {row.place_id, row.subject_id, self.case.anchor_id, self.case.subject_id}
        return row.category in NEVER or any(
            veto.anchor_id in where and _binds(veto, recipient_id, row.category) for veto in self.vetoes
        )

    def _pact(self, row: Row, recipient_id: int) -> Pact | None:
        """The oldest agreement that covers it."""
        for pact in self._pacts:
            same = (pact.recipient_id, pact.purpose, pact.category) == (recipient_id, self.aim, row.category)
            if same and pact.max_level >= row.level:
                return pact
        return None

    def _on_basis(self, row: Row, recipient_id: int, pact: Pact | None) -> Cell:
        key = (row.subject_id, recipient_id, row.category.value)
        basis, item = self.bases.get(key), self.items.get(key)
        if item is not None and item.basis is None and _is_later(item, basis):
            return self._said_no(row, recipient_id, item, REFUSED)
        if basis is not None:
            found = {"basis_id": basis.pk, "source": basis.source, "until": _sooner(basis, pact)}
            told = {} if item is None or item.basis_id != basis.pk else _told(item)
            return Cell(row, recipient_id, WINDOW if pact else LETTER, **found, **told, **_limit(pact))  # type: ignore[arg-type]
        if item is not None:
            return self._said_no(row, recipient_id, item, WITHDRAWN)
        source = self._provision(row, recipient_id, pact)
        if source:
            until = pact.valid_to if pact else None
            return Cell(row, recipient_id, PROVISION, source=source, until=until, **_limit(pact))  # type: ignore[arg-type]
        return Cell(row, recipient_id, NONE if pact else NO_AGREEMENT, **_limit(pact))  # type: ignore[arg-type]

    def _said_no(self, row: Row, recipient_id: int, item: ConsentItem, status: str) -> Cell:
        told = _told(item)
        if status == WITHDRAWN and item.basis is not None:
            told["day"] = local_date(item.basis.valid_to)
        return Cell(row, recipient_id, status, **told)  # type: ignore[arg-type]

    def _provision(self, row: Row, recipient_id: int, pact: Pact | None) -> str:
        """On what it may rest without anybody's consent. Coordination data have no name in them, so the clause
        of the agreement itself is enough; everything else needs a line of the law.
        """
        if row.category == Category.COORDINATION and pact is not None:
            return _called(pact)
        giver, receiver = self.institutions[self.actor.institution_id].kind, self.institutions[recipient_id].kind
        lines: Iterable[Provision] = self.provisions
        return next((one.article for one in lines if one.lets(giver, receiver, row.category, self.aim)), "")


def _binds(veto: Veto, recipient_id: int, category: str) -> bool:
    if veto.kind == VetoKind.CONFLICT or veto.user_id:
        return False
    return veto.institution_id in {0, recipient_id} and veto.category in {"", category}


def _is_later(item: ConsentItem, basis: Basis | None) -> bool:
    """A no that was said after the yes counts, although the older paper was not taken back."""
    return basis is None or not basis.is_consent or item.consent.created_at >= basis.recorded_at


def _told(item: ConsentItem) -> dict[str, object]:
    return {"day": item.consent.signed_on, "paper": item.consent.ref, "item": item.number}


def _limit(pact: Pact | None) -> dict[str, object]:
    if pact is None:
        return {}
    return {
        "has_window": True,
        "agreement_id": pact.agreement_id,
        "agreement_ref": pact.agreement.ref,
        "agreement": pact.agreement.title,
        "paragraph": pact.clause.paragraph,
    }


def _sooner(basis: Basis, pact: Pact | None) -> datetime:
    return min(basis.valid_to, pact.valid_to) if pact else basis.valid_to


def _called(pact: Pact) -> str:
    """Kept with the fact, so in the language of the installation and not of the one who reads."""
    with override(settings.LANGUAGE_CODE):
        day = pact.agreement.signed_on or pact.agreement.valid_on
        told = {"day": date_text(day) if day else pact.agreement.number, "paragraph": pact.clause.paragraph}
        return _("Agreement of %(day)s, %(paragraph)s") % told
