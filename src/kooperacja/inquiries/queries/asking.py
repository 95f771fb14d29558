"""What the forms of asking may offer: whom, about whom, for what and on what basis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kooperacja.access.door import visible
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Pact
from kooperacja.cases.queries import CaseHeader, case_people
from kooperacja.consents.queries.case import owned_case
from kooperacja.directory.models import Institution
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.intervals import valid_at
from kooperacja.inquiries import law
from kooperacja.inquiries.queries.listing import InquiryRow, open_at

Choices = list[tuple[str, str]]
HELP = Purpose.JOINT_HELP


@dataclass(frozen=True, slots=True)
class AskPage:
    """`waiting` is what was asked from here and waits. `bases` are empty where only access may be asked for."""

    case: CaseHeader
    people: Choices
    institutions: list[tuple[int, str]]
    data: Choices
    bases: tuple[law.Basis, ...]
    waiting: tuple[InquiryRow, ...]


@dataclass(frozen=True, slots=True)
class AgainPage:
    """For access to data of an act that the reader's side has an entry of."""

    ref: str
    giver: str
    data: Choices
    waiting: tuple[InquiryRow, ...]


def information_page(actor: Actor, ref: str, purpose: str) -> AskPage:
    case = owned_case(actor, ref, purpose)
    own = Institution.objects.get(pk=actor.institution_id)
    bases = law.bases_for(own.kind)
    kinds = {kind for line in bases for kind in line.addressees}
    rows = Institution.objects.filter(ended_on=None).exclude(pk=own.pk)
    rows = rows.filter(kind__in=kinds) if all(line.addressees for line in bases) else rows
    allowed = {one for line in bases for one in line.categories}
    found = _named(rows) if bases else []
    return _page(actor, case, purpose, institutions=found, data=_labelled(allowed), bases=tuple(bases))


def access_page(actor: Actor, ref: str, purpose: str) -> AskPage:
    case = owned_case(actor, ref, purpose)
    pacts = list(_pacts(actor).values_list("owner", "category"))
    rows = Institution.objects.filter(pk__in={owner for owner, _category in pacts}, ended_on=None)
    data = _labelled({category for _owner, category in pacts})
    return _page(actor, case, purpose, institutions=_named(rows), data=data, bases=())


def again_page(actor: Actor, entry: RegisterEntry, purpose: str) -> AgainPage:
    pacts = _pacts(actor).filter(owner=entry.disclosure.giver_id)
    waiting = tuple(open_at(actor, entry.anchor_id, purpose))
    mine = tuple(row for row in waiting if row.partner == entry.disclosure.giver.short_name)
    data = _labelled(set(pacts.values_list("category", flat=True)))
    return AgainPage(entry.disclosure.ref, entry.disclosure.giver.name, data, mine)


def entry_named(actor: Actor, ref: str, purpose: str) -> RegisterEntry:
    """The reader's own entry of a disclosure, inside the snapshot of a page."""
    rows = visible(RegisterEntry, actor, purpose).owned().select_related("disclosure__giver")
    return rows.get(disclosure__ref=ref)


def _page(actor: Actor, case: CaseHeader, purpose: str, **offers: Any) -> AskPage:
    people = [(one.ref, one.name) for one in case_people(actor, case, purpose)]
    return AskPage(case=case, people=people, waiting=tuple(open_at(actor, case.anchor_id, purpose)), **offers)


def _pacts(actor: Actor) -> QuerySet[Pact]:
    return Pact.objects.filter(valid_at(now()), recipient=actor.institution_id, purpose=HELP)


def _labelled(codes: Iterable[str]) -> Choices:
    wanted = set(codes)
    return [(one.value, str(one.label).capitalize()) for one in Category if one.value in wanted]


def _named(rows: QuerySet[Institution]) -> list[tuple[int, str]]:
    return list(rows.order_by("short_name", "pk").values_list("pk", "short_name"))


def due_on(kind: str) -> date:
    return law.deadline(kind, today()).due_on
