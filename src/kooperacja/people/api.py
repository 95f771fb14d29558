"""One person for programs. People are found through their cases: there is no list of them."""

from datetime import date, datetime

from django.http import HttpResponse
from ninja import Status

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import (
    Day,
    Endpoints,
    Given,
    Line,
    Ref,
    Sentence,
    Short,
    Told,
    Word,
    Words,
    marked,
    versions,
)
from kooperacja.foundation.replacing import Change
from kooperacja.foundation.routes import ActorRequest
from kooperacja.people import actions, queries
from kooperacja.people.kinds import DetailKind, Kinship
from kooperacja.people.models import Person

API = Endpoints("people", "person", Purpose.JOINT_HELP)
OCCUPATIONS = ("education", "employment")


class MemberOut(Told):
    """A person of a family; what the reader may not see is empty."""

    id: int
    ref: str
    first_name: str
    last_name: str
    born_on: date | None
    kinship: str
    education: str
    employment: str

    @classmethod
    def of(cls, one: queries.Member) -> "MemberOut":
        told = {name: getattr(one, name) for name in cls.model_fields if name != "id"}
        return cls(id=one.pk, **told)


class HouseholdOut(Told):
    ref: str
    name: str
    place: str


class PersonOut(Told):
    """A person, the household, and the others in it; the household is null where it is not visible. The
    PESEL number is masked, and empty where there is none.
    """

    person: MemberOut
    pesel_masked: str
    household: HouseholdOut | None
    others: list[MemberOut]
    can_edit: bool


class DetailOut(Told):
    """One thing known about a person, `[since, until)`. The text of a masked one is empty here; `until` equal to
    `since` says that it was wrong and was put right.
    """

    ref: str
    kind: str
    label: Words
    text: str
    is_masked: bool
    other: str
    paper: str
    since: date
    until: date | None
    author: str
    written_at: datetime
    closed_by: str
    closed_at: datetime | None


class DetailSaid(Given):
    """What is known. `other` is the reference of the person whom a ruling names."""

    since: Day
    text: Sentence = ""
    paper: Line = ""
    until: Day | None = None
    other: Ref = ""


class DetailNew(DetailSaid):
    """The kind decides who may read it."""

    kind: DetailKind


class DetailEnd(Given):
    """The first day on which it holds no more."""

    until: Day


class DetailTold(Told):
    """What a masked row says."""

    text: str


class PeselOut(Told):
    """The number in clear."""

    pesel: str


class PersonChange(Given):
    """Who somebody is; a field that is left out stays as it is. An empty PESEL number removes it. `change` says why
    what was saved is replaced: of a mistake those are told who got it in a letter.
    """

    first_name: Short | None = None
    last_name: Line | None = None
    born_on: Day | None = None
    kinship: Kinship | None = None
    education: Line | None = None
    employment: Line | None = None
    pesel: Word | None = None
    change: Change = Change.ERROR


@API.get("/people/{slug:ref}", "person", PersonOut)
def show_person(request: ActorRequest, response: HttpResponse, ref: str) -> PersonOut:
    """One person and the household. The ETag covers the four rows that are edited together."""
    with reading(request):
        page = queries.person_page(request.actor, ref, request.purpose)
        seen = queries.edit_versions(request.actor, page.person, page.version, request.purpose)
    marked(response, *seen)
    return PersonOut(
        person=MemberOut.of(page.person),
        pesel_masked=page.pesel,
        household=HouseholdOut.model_validate(page.household) if page.household else None,
        others=[MemberOut.of(one) for one in page.others],
        can_edit=page.can_edit,
    )


@API.edit("/people/{slug:ref}", "person", PersonOut)
def change_person(request: ActorRequest, response: HttpResponse, ref: str, given: PersonChange) -> PersonOut:
    """Correct who somebody is."""
    with reading(request):
        saved = queries.person_texts(request.actor, ref, request.purpose)
    seen, facts = versions(request, 4), given.facts()
    actions.edit_person(
        actor=request.actor,
        person=queries.get_person(request.actor, ref, request.purpose),
        version=seen[0],
        first_name=facts.get("first_name", saved.first_name) or "",
        last_name=facts.get("last_name", saved.last_name) or "",
        born_on=facts.get("born_on", saved.born_on),
        occupations=_occupations(facts, saved, seen[1:3]),
        kinship=facts.get("kinship") or "",
        pesel=_pesel(facts, seen[3]),
        change=given.change.value,
    )
    return show_person(request, response, ref)


@API.act("/people/{slug:ref}/pesel/reveal", "person_pesel", PeselOut)
def reveal_pesel(request: ActorRequest, response: HttpResponse, ref: str) -> PeselOut:
    """The PESEL number in clear. Each time it is told is written to the trail as given to the reader."""
    person = queries.get_person(request.actor, ref, request.purpose)
    return PeselOut(pesel=actions.reveal_pesel(actor=request.actor, person=person, purpose=request.purpose))


@API.get("/people/{slug:ref}/details", "person_details", list[DetailOut])
def list_details(request: ActorRequest, response: HttpResponse, ref: str) -> list[DetailOut]:
    """The family card of a person, the newest first: what holds, what was ended and what was put right."""
    with reading(request):
        page = queries.person_page(request.actor, ref, request.purpose)
    return [DetailOut.model_validate(row) for row in page.card]


@API.make("/people/{slug:ref}/details", "person_details", DetailOut)
def add_detail(request: ActorRequest, response: HttpResponse, ref: str, given: DetailNew) -> Status[DetailOut]:
    """Write down one thing known about a person."""
    person = queries.get_person(request.actor, ref, request.purpose)

    def act() -> str:
        typed = _said(request, given.kind, given)
        return actions.add_detail(actor=request.actor, person=person, typed=typed).ref

    return Status(201, _told(request, person, acted_once(request, act)))


@API.make("/details/{slug:ref}/correct", "detail_correct", DetailOut, resource="detail")
def correct_detail(request: ActorRequest, response: HttpResponse, ref: str, given: DetailSaid) -> Status[DetailOut]:
    """Put right what was wrong: it stays in the history, and the right one stands beside it."""
    row = queries.get_detail(request.actor, ref, request.purpose)

    def act() -> str:
        typed = _said(request, row.kind, given)
        return actions.correct_detail(actor=request.actor, detail=row, person=row.person, typed=typed).ref

    return Status(201, _told(request, row.person, acted_once(request, act)))


@API.act("/details/{slug:ref}/end", "detail_end", DetailOut, resource="detail")
def end_detail(request: ActorRequest, response: HttpResponse, ref: str, given: DetailEnd) -> Status[DetailOut]:
    """It holds no more from this day on."""
    row = queries.get_detail(request.actor, ref, request.purpose)
    acted_once(request, lambda: actions.end_detail(actor=request.actor, detail=row, until=given.until))
    return Status(200, _told(request, row.person, ref))


@API.act("/details/{slug:ref}/reveal", "detail_reveal", DetailTold, resource="detail")
def reveal_detail(request: ActorRequest, response: HttpResponse, ref: str) -> DetailTold:
    """What a masked row says. Each time it is told is written to the trail."""
    return DetailTold(text=actions.reveal_detail(actor=request.actor, ref=ref, purpose=request.purpose))


def _said(request: ActorRequest, kind: str, given: DetailSaid) -> actions.DetailText:
    other = queries.get_person(request.actor, given.other, request.purpose) if given.other else None
    return actions.DetailText(kind, given.since, given.text, given.paper, given.until, other)


def _told(request: ActorRequest, person: Person, ref: str) -> DetailOut:
    with reading(request):
        rows = queries.details_of(request.actor, person.pk, request.purpose)
    return DetailOut.model_validate(next(row for row in rows if row.ref == ref))


def _pesel(facts: dict[str, str], version: int) -> queries.PeselText | None:
    if "pesel" not in facts:
        return None
    text = facts["pesel"] or ""
    return queries.PeselText(text, version, is_removed=not text)


def _occupations(
    facts: dict[str, str], saved: queries.PersonTexts, seen: list[int]
) -> tuple[queries.OccupationText, ...]:
    present = {Category.EDUCATION.value: saved.education.text, Category.EMPLOYMENT.value: saved.employment.text}
    return tuple(
        queries.OccupationText(kind, facts.get(kind, present[kind]) or "", version)
        for kind, version in zip(OCCUPATIONS, seen, strict=True)
    )
