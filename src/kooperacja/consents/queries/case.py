"""Consents and notices of one case, for its owner's side."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kooperacja.access.door import visible
from kooperacja.access.models import Basis, Share
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.cases.models import Case
from kooperacja.cases.queries import CaseHeader, case_header, case_people
from kooperacja.consents.models import Consent, ConsentItem, Medium, PrivacyNotice
from kooperacja.documents.queries import FileRow, files_by_key
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import day_end, now, today
from kooperacja.foundation.intervals import valid_at
from kooperacja.people.models import Person
from kooperacja.people.queries import Member, is_minor

GIVEN, REFUSED, WITHDRAWN, ENDED = "given", "refused", "withdrawn", "ended"


@dataclass(frozen=True, slots=True)
class Told:
    """A person of the case, and whether he was told. `status` is told, deferred or untold."""

    ref: str
    name: str
    age: int | None
    is_minor: bool
    status: str
    notice_ref: str = ""
    day: date | None = None
    way: str = ""
    receiver: str = ""
    reason: str = ""
    review_on: date | None = None

    @property
    def is_late(self) -> bool:
        return self.review_on is not None and self.review_on < today()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of the paper. `status` is given, refused, withdrawn or ended; `ended_at` when it stopped."""

    pk: int
    number: int
    recipient: str
    category: str
    status: str
    ended_at: datetime | None
    basis_id: int

    @property
    def is_live(self) -> bool:
        return self.status == GIVEN


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """`scan` is the signed paper, as far as the reader may open it; `shown` what stood on the screen instead."""

    ref: str
    person: str
    signer: str
    is_by_other: bool
    signed_as: str
    person_agreed: bool
    medium: str
    is_on_paper: bool
    scan: FileRow | None
    shown: str
    signed_on: date
    until: date
    ends_at_majority: bool
    wording: str
    wording_body: str
    author: str
    recorded_at: datetime
    items: tuple[ItemRow, ...]

    @property
    def is_live(self) -> bool:
        return any(item.is_live for item in self.items)

    @property
    def gone(self) -> list[ItemRow]:
        """What was taken back."""
        return [item for item in self.items if item.status == WITHDRAWN]


@dataclass(frozen=True, slots=True)
class CasePage:
    case: CaseHeader
    people: tuple[Told, ...]
    consents: tuple[ConsentRow, ...]

    @property
    def untold(self) -> list[Told]:
        return [one for one in self.people if one.status != "told"]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    ref: str
    person: str
    receiver: str
    is_by_other: bool
    way: str
    is_deferred: bool
    reason: str
    day: date
    review_on: date | None
    wording: str
    wording_body: str
    author: str
    recorded_at: datetime


def owned_case(actor: Actor, ref: str, purpose: str) -> CaseHeader:
    """For a partner there is nothing here: to whom else a family agreed is no business of his."""
    case = case_header(actor, ref, purpose)
    if case.owner_id != actor.institution_id:
        raise missing()
    return case


def case_page(actor: Actor, ref: str, purpose: str) -> CasePage:
    case = owned_case(actor, ref, purpose)
    people = case_people(actor, case, purpose)
    return CasePage(case, tuple(_told(actor, case, purpose, people)), tuple(_consents(actor, case, purpose, people)))


def consent_page(actor: Actor, ref: str, consent: str, purpose: str) -> tuple[CaseHeader, ConsentRow]:
    case = owned_case(actor, ref, purpose)
    found = _consents(actor, case, purpose, case_people(actor, case, purpose), consent)
    if not found:
        raise missing()
    return case, found[0]


def notice_page(actor: Actor, ref: str, notice: str, purpose: str) -> tuple[CaseHeader, NoticeRow]:
    case = owned_case(actor, ref, purpose)
    names = _names(case_people(actor, case, purpose))
    rows = visible(PrivacyNotice, actor, purpose).filter(case_id=case.pk)
    row = rows.select_related("wording", "author").get(ref=notice)
    return case, _notice(row, names)


def person_of(actor: Actor, ref: str, person: str, purpose: str) -> tuple[CaseHeader, Member, list[Member]]:
    """A person of the case, and everybody in it."""
    case = owned_case(actor, ref, purpose)
    people = case_people(actor, case, purpose)
    for one in people:
        if one.ref == person:
            return case, one, people
    raise missing()


def get_case_of(actor: Actor, ref: str, purpose: str) -> Case:
    """The row, for an action of its owner's side."""
    with snapshot():
        return visible(Case, actor, purpose).owned().get(ref=ref)


def get_person(actor: Actor, ref: str, purpose: str) -> Person:
    with snapshot():
        return visible(Person, actor, purpose).get(ref=ref)


def get_people(actor: Actor, refs: Sequence[str], purpose: str) -> list[Person]:
    return [get_person(actor, ref, purpose) for ref in dict.fromkeys(refs)]


def get_consent(actor: Actor, case_id: int, ref: str, purpose: str) -> Consent:
    with snapshot():
        return visible(Consent, actor, purpose).owned().filter(case_id=case_id).get(ref=ref)


def get_items(actor: Actor, consent: Consent, numbers: Sequence[int], purpose: str) -> list[ConsentItem]:
    """The rows, for an action; a number that the paper has not is missing."""
    with snapshot():
        rows = visible(ConsentItem, actor, purpose).owned().filter(consent_id=consent.pk, number__in=list(numbers))
        found = rows.select_related("basis__subject").all("number")
    if len(found) < len(set(numbers)):
        raise missing()
    return found


# ---- Windows that would close


@dataclass(frozen=True, slots=True)
class WindowRow:
    recipient: str
    category: str


def windows_on(bases: Sequence[int]) -> list[WindowRow]:
    """Open windows that rest on these bases."""
    rows = Share.objects.filter(valid_at(now()), basis__in=list(bases)).select_related("recipient")
    found = rows.order_by("recipient__short_name", "category", "pk")
    return [WindowRow(row.recipient.short_name, row.get_category_display()) for row in found]


# ---- Rows


def _names(people: Sequence[Member]) -> dict[int, str]:
    return {one.pk: one.name for one in people}


def _told(actor: Actor, case: CaseHeader, purpose: str, people: Sequence[Member]) -> list[Told]:
    """The last word about each person: one who was told stays told."""
    rows = visible(PrivacyNotice, actor, purpose).filter(case_id=case.pk).all("pk")
    last = {row.person_id: row for row in sorted(rows, key=lambda row: (row.wording_id is not None, row.pk))}
    names = _names(people)
    return [_told_row(one, last.get(one.pk), names) for one in people]


def _told_row(one: Member, row: PrivacyNotice | None, names: dict[int, str]) -> Told:
    base = {"ref": one.ref, "name": one.name, "age": one.age, "is_minor": is_minor(one.born_on, today())}
    if row is None:
        return Told(status="untold", **base)  # type: ignore[arg-type]
    return Told(
        status="told" if row.wording_id else "deferred",
        notice_ref=row.ref,
        day=row.given_on,
        way=row.get_way_display(),
        receiver=names.get(row.receiver_id, "") if row.receiver_id != one.pk else "",
        reason=row.get_reason_display() if row.reason else "",
        review_on=row.review_on,
        **base,  # type: ignore[arg-type]
    )


def _notice(row: PrivacyNotice, names: dict[int, str]) -> NoticeRow:
    return NoticeRow(
        ref=row.ref,
        person=names.get(row.person_id, ""),
        receiver=names.get(row.receiver_id, ""),
        is_by_other=row.receiver_id != row.person_id,
        way=row.get_way_display(),
        is_deferred=row.wording_id is None,
        reason=row.get_reason_display() if row.reason else "",
        day=row.given_on,
        review_on=row.review_on,
        wording=f"{row.wording.get_language_display()}, {row.wording.number}" if row.wording else "",
        wording_body=row.wording.body if row.wording else "",
        author=row.author.full_name,
        recorded_at=row.created_at,
    )


def _consents(
    actor: Actor, case: CaseHeader, purpose: str, people: Sequence[Member], ref: str = ""
) -> list[ConsentRow]:
    rows = visible(Consent, actor, purpose).filter(case_id=case.pk).select_related("wording", "author")
    found = (rows.filter(ref=ref) if ref else rows).all("-signed_on", "-pk")
    lines = _items(actor, purpose, [row.pk for row in found])
    names = _names(people)
    others = {row.signer_id for row in found} - set(names)
    if others:
        names |= {one.pk: str(one) for one in visible(Person, actor, purpose).filter(pk__in=others).all("pk")}
    scans = files_by_key(actor, [row.scan_id for row in found if row.scan_id], purpose)
    return [_consent(row, lines[row.pk], names, scans.get(row.scan_id or 0)) for row in found]


def _items(actor: Actor, purpose: str, consents: Sequence[int]) -> dict[int, list[ItemRow]]:
    rows = visible(ConsentItem, actor, purpose).filter(consent_id__in=list(consents))
    lines = defaultdict(list)
    for row in rows.select_related("recipient", "basis", "consent").all("number"):
        lines[row.consent_id].append(item_row(row))
    return lines


def item_row(row: ConsentItem) -> ItemRow:
    status, ended_at = status_of(row.basis, row.consent.until)
    return ItemRow(
        pk=row.pk,
        number=row.number,
        recipient=row.recipient.short_name,
        category=row.get_data_display(),
        status=status,
        ended_at=ended_at,
        basis_id=row.basis_id or 0,
    )


def status_of(basis: Basis | None, until: date) -> tuple[str, datetime | None]:
    """What became of an item. One whose fact ended before the day on the paper was taken back."""
    if basis is None:
        return REFUSED, None
    if basis.holds_at(now()):
        return GIVEN, None
    return (WITHDRAWN if basis.valid_to < day_end(until) else ENDED), basis.valid_to


def _consent(row: Consent, items: Sequence[ItemRow], names: dict[int, str], scan: FileRow | None) -> ConsentRow:
    return ConsentRow(
        ref=row.ref,
        person=names.get(row.person_id, ""),
        signer=names.get(row.signer_id, ""),
        is_by_other=row.signer_id != row.person_id,
        signed_as=row.get_signed_as_display(),
        person_agreed=row.person_agreed,
        medium=row.get_medium_display(),
        is_on_paper=row.medium == Medium.PAPER,
        scan=scan,
        shown=row.shown,
        signed_on=row.signed_on,
        until=row.until,
        ends_at_majority=row.ends_at_majority,
        wording=f"{row.wording.get_language_display()}, {row.wording.number}",
        wording_body=row.wording.body,
        author=row.author.full_name,
        recorded_at=row.created_at,
        items=tuple(items),
    )
