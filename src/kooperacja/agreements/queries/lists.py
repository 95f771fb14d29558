"""The list of agreements: filtered, sorted, page by page. Annexes stand on the page of their agreement."""

from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q, QuerySet

from kooperacja.agreements.changes import bound
from kooperacja.agreements.models import Agreement, AgreementParty, AgreementState
from kooperacja.agreements.queries.papers import parties_in_order
from kooperacja.agreements.workflow import EXPIRED, EXPIRING, PARTLY_SIGNED, last_expiring_day, shown_state
from kooperacja.directory.models import Institution
from kooperacja.directory.naming import comparable
from kooperacja.foundation.clock import OPEN_END, today
from kooperacja.foundation.paging import KeyPage, OffsetPage, key_page, page_of
from kooperacja.foundation.words import question
from kooperacja.foundation.workflow import State

SORTS = {"title": "folded", "until": "valid_until", "signed": "signed_on"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; an empty field asks for nothing."""

    q: str = ""
    state: str = ""
    institution: int = 0
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An agreement in the list. `days_left` is told only while it is expiring; a paper whose last
    day is not known is something else than one that has none.
    """

    agreement: Agreement
    state: State
    parties: list[str]
    signed: int
    days_left: int | None
    is_open_ended: bool


def agreement_list(wanted: Wanted, offset: int = 0) -> OffsetPage[Row]:
    """One page of the list."""
    return page_of(_found(wanted), offset, lambda rows: [_row(row) for row in rows])


def agreement_keys(wanted: Wanted, *, after: str, before: str, limit: int) -> KeyPage[Row]:
    """The same list for programs, by title."""
    found = key_page(_found(wanted), ("folded", "pk"), after=after, before=before, limit=limit)
    return replace(found, rows=[_row(row) for row in found.rows])


def all_agreements(wanted: Wanted) -> list[Row]:
    """The same list without pages, for a spreadsheet."""
    return [_row(row) for row in _found(wanted)]


def parties_offered(asked: int) -> dict[int, str]:
    """Short names of all parties of agreements, in alphabetical order, and of the institution that
    was asked for: one without agreements has an empty list, not the whole one.
    """
    parties = AgreementParty.objects.values("institution_id")
    rows = Institution.objects.filter(Q(pk__in=parties) | Q(pk=asked)).order_by("folded", "pk")
    return dict(rows.values_list("pk", "short_name"))


def _row(agreement: Agreement) -> Row:
    names = [party.institution.short_name for party in agreement.parties.all()]
    state = shown_state(agreement, today())
    return Row(agreement, state, names, len(bound(agreement)), days_left(agreement), is_open_ended(agreement))


def is_open_ended(agreement: Agreement) -> bool:
    acts = agreement.state in {AgreementState.IN_FORCE, AgreementState.SUSPENDED}
    return acts and not agreement.is_annex and agreement.valid_until is None


def days_left(agreement: Agreement) -> int | None:
    """Calendar days to the last one, while the agreement is expiring."""
    if agreement.valid_until is None or shown_state(agreement, today()) is not EXPIRING:
        return None
    return (agreement.valid_until - today()).days


def _found(wanted: Wanted) -> QuerySet[Agreement]:
    found = Agreement.objects.filter(_in_state(wanted.state), amends=None).prefetch_related(parties_in_order())
    if wanted.institution:
        mine = AgreementParty.objects.filter(agreement=OuterRef("pk"), institution_id=wanted.institution)
        found = found.filter(Exists(mine))
    if comparable(wanted.q):
        found = found.filter(_answers(wanted.q))
    column = SORTS.get(wanted.sort.lstrip("-"), "folded")
    return found.order_by(f"-{column}" if wanted.sort.startswith("-") else column, "folded", "pk")


def _answers(text: str) -> Q:
    """In any inflection; or by parts of words, as of long titles."""
    parts = reduce(and_, (Q(folded__contains=word) for word in comparable(text).split()))
    return parts | Q(words__found=question(text))


def _in_state(state: str) -> Q:
    """The stored states, and those that signatures and the calendar add. Expiring is in force as well."""
    in_force = Q(state=AgreementState.IN_FORCE)
    over = in_force & Q(valid_until__lt=today())
    expiring = in_force & Q(valid_until__range=(today(), last_expiring_day(today()))) & ~Q(valid_on__gt=today())
    derived = {
        EXPIRED.value: over,
        EXPIRING.value: expiring,
        AgreementState.IN_FORCE.value: in_force & ~over,
        PARTLY_SIGNED.value: Q(state=AgreementState.FOR_SIGNATURE) & _has_signed() & ~_all_signed(),
    }
    return derived.get(state, Q(state=state) if state else Q())


def _has_signed() -> Q:
    return Q(Exists(AgreementParty.objects.filter(agreement=OuterRef("pk"), valid_from__lt=OPEN_END)))


def _all_signed() -> Q:
    return ~Q(Exists(AgreementParty.objects.filter(agreement=OuterRef("pk"), valid_from=OPEN_END)))
