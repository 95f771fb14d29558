"""“Who got my data”: what the register says to the person it is about, in plain words. Names of workers are told only
while a decision of the data-protection officer says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.consents.models import ConsentItem
from kooperacja.directory.models import Institution
from kooperacja.disclosures.hooks import TO_OFFICER, WRITTEN, Somebody, Written
from kooperacja.disclosures.models import Correction, DisclosedItem, DisclosureState, Mode, Party, Proof
from kooperacja.disclosures.queries.corrected import CorrectedRow, corrections_of, last_of
from kooperacja.disclosures.queries.giving import last_day
from kooperacja.disclosures.queries.naming import are_workers_named
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now, today
from kooperacja.foundation.errors import NotAllowed
from kooperacja.people.models import Person, Relation
from kooperacja.people.queries import Member, is_minor, members, who_may_consent_for

# What has reached the recipient, whatever became of it since.
HANDED = (
    DisclosureState.DISCLOSED,
    DisclosureState.ACKNOWLEDGED,
    DisclosureState.REVOKED,
    DisclosureState.RECALLED,
    DisclosureState.RETURNED,
)


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One disclosure, or one letter that another package sent. A letter stays, unless `proof` says what was done
    with it. `corrected_on` is when the recipient was told last that we had put the data right, `taken_on` when it did
    so itself. `worker` and `second`, who approved it, are empty unless names are told.
    """

    day: date
    institution: str
    is_window: bool
    what: tuple[str, ...]
    why: str
    sources: tuple[str, ...]
    until: date | None
    withdrawn_on: date | None
    closed_on: date | None
    proof: str
    proved_on: date | None
    corrected_on: date | None = None
    taken_on: date | None = None
    worker: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    data: str
    institution: str
    day: date


@dataclass(frozen=True, slots=True)
class ToldPage:
    """`others` are the children whose data are in it too: the person decides for them."""

    ref: str
    name: str
    others: tuple[str, ...]
    institution: str
    address: str
    officer: str
    rows: tuple[ToldRow, ...]
    refused: tuple[RefusedRow, ...]
    day: date


def told_page(actor: Actor, ref: str, purpose: str) -> ToldPage:
    """For a partner there is no such page: each institution answers for what it handed over itself."""
    person = visible(Person, actor, purpose).owned().get(ref=ref)
    _is_no_matter_of_the_officer(actor, person)
    homes = visible(Relation, actor, purpose).owned().filter(person_id=person.pk, ended_on=None).all("pk")
    households = {row.anchor_id for row in homes}
    children = _children(actor, person, households, purpose)
    names = {person.anchor_id: "", **{one.anchor_id: one.first_name for one in children}}
    owner = Institution.objects.get(pk=actor.institution_id)
    rows = [*_rows(actor, {*names, *households}, names, purpose), *_written(actor, [person, *children], names, purpose)]
    is_named = are_workers_named(actor)
    return ToldPage(
        ref=person.ref,
        name=str(person),
        others=tuple(one.first_name for one in children),
        institution=owner.name,
        address=", ".join(filter(None, (owner.address, owner.place))),
        officer=owner.dpo_contact,
        rows=tuple(
            row if is_named else replace(row, worker="", second="")
            for row in sorted(rows, key=lambda row: row.day, reverse=True)
        ),
        refused=tuple(_refused(actor, names, purpose)),
        day=today(),
    )


def _is_no_matter_of_the_officer(actor: Actor, person: Person) -> None:
    """Nothing is made automatically where the reader knows that the officer answers this person."""
    if any(asked(actor, person.anchor_id) for asked in TO_OFFICER):
        raise NotAllowed(
            "told.for_officer",
            _("This request is answered by the data-protection officer. No list is made here."),
            ways=(_("Pass the request on from the page of the procedure."),),
        )


def _children(actor: Actor, person: Person, households: Iterable[int], purpose: str) -> list[Member]:
    """Minors of the same household for whom this person may decide."""
    day = today()
    found = [one for home in sorted(households) for one in members(actor, home, purpose)]
    minors = [one for one in found if one.born_on and is_minor(one.born_on, day) and one.pk != person.pk]
    return [one for one in minors if person.ref in {who.ref for who in who_may_consent_for(actor, one, day)}]


def _rows(actor: Actor, subjects: set[int], names: dict[int, str], purpose: str) -> list[ToldRow]:
    """An entry whose telling was put off leaves no trace until its day."""
    rows = visible(DisclosedItem, actor, purpose).owned().filter(subject_id__in=sorted(subjects))
    told = Q(entry__review_on=None) | Q(entry__review_on__lte=today())
    rows = rows.filter(told, entry__party=Party.GIVER, entry__disclosure__state__in=list(HANDED))
    found: dict[int, list[DisclosedItem]] = {}
    named = ("recipient", "author", "second")
    related = [f"entry__disclosure__{name}" for name in named]
    for item in rows.select_related(*related, "basis", "share").all("pk"):
        found.setdefault(item.entry.disclosure_id, []).append(item)
    corrected = corrections_of(actor, {items[0].entry_id for items in found.values()}, purpose)
    return [_row(items, names, corrected.get(items[0].entry_id, [])) for items in found.values()]


def _row(items: Sequence[DisclosedItem], names: dict[int, str], corrections: Sequence[Correction]) -> ToldRow:
    about = items[0].entry.disclosure
    told = [last for number, last in last_of(corrections).items() if number in {item.number for item in items}]
    facts = [item.basis for item in items if item.basis]
    ended = [fact.valid_to for fact in facts if fact.is_consent and not fact.holds_at(now())]
    live = [fact.valid_to for item in items for fact in (item.basis, item.share) if fact and fact.holds_at(now())]
    is_closed = about.state == DisclosureState.REVOKED
    return ToldRow(
        day=local_date(about.disclosed_at or about.made_at),
        institution=about.recipient.name,
        is_window=about.mode == Mode.WINDOW,
        what=tuple(dict.fromkeys(_what(item, names) for item in items)),
        why=str(Purpose(about.purpose).label),
        sources=tuple(dict.fromkeys(fact.source for fact in facts)),
        until=last_day(live) if not (is_closed or ended) and about.mode == Mode.WINDOW else None,
        withdrawn_on=local_date(min(ended)) if ended else None,
        closed_on=local_date(about.since_at) if is_closed else None,
        proof=str(Proof(about.proof).label) if about.proof else "",
        proved_on=about.proved_on,
        corrected_on=max((one.day for one in told), default=None),
        taken_on=max((one.taken_on for one in told if one.taken_on), default=None) if _all_taken(told) else None,
        worker=about.author.full_name,
        second=about.second.full_name if about.second else "",
    )


def _all_taken(told: Sequence[CorrectedRow]) -> bool:
    return all(one.taken_on for one in told)


def _written(actor: Actor, people: Sequence[Somebody], names: dict[int, str], purpose: str) -> list[ToldRow]:
    """Letters that packages above sent."""
    return [_letter(one, names) for letters in WRITTEN for one in letters(actor, people, purpose)]


def _letter(one: Written, names: dict[int, str]) -> ToldRow:
    return ToldRow(
        day=one.day,
        institution=one.institution,
        is_window=False,
        what=(_of_whom(one.what, names.get(one.subject_id, "")),),
        why=one.why,
        sources=tuple(filter(None, (one.source,))),
        until=None,
        withdrawn_on=None,
        closed_on=None,
        proof="",
        proved_on=None,
        worker=one.worker,
    )


def _what(item: DisclosedItem, names: dict[int, str]) -> str:
    label = str(Category(item.data).label).capitalize()
    told = f"{label}: {item.words}" if item.words else label
    return _of_whom(told, names.get(item.subject_id, ""))


def _of_whom(told: str, child: str) -> str:
    return f"{told} ({child})" if child else told


def _refused(actor: Actor, names: dict[int, str], purpose: str) -> list[RefusedRow]:
    """The last word on each point, where it was a no."""
    rows = visible(ConsentItem, actor, purpose).owned().filter(subject_id__in=sorted(names))
    last = {
        (row.subject_id, row.recipient_id, row.data): row
        for row in rows.select_related("consent", "recipient", "basis").all("pk")
    }
    return [
        RefusedRow(str(Category(row.data).label).capitalize(), row.recipient.name, row.consent.signed_on)
        for row in last.values()
        if row.basis is None
    ]
