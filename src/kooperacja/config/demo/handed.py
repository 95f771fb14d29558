"""What of the first family was handed to whom, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.cases.queries import case_header
from kooperacja.config.demo.people import Member
from kooperacja.directory.models import Institution
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.disclosures.queries.offer import offer
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.people.models import Person

AIM = Purpose.JOINT_HELP
# For so long the person is not told of an entry under lawful secrecy; then the officer looks at it again.
SECRET_DAYS = 60


@dataclass(frozen=True, slots=True)
class Handed:
    """One act: to which place, about whom and what; nobody means the family."""

    place: str
    cells: tuple[tuple[Member | None, str], ...]
    is_letter: bool = False


UNNAMED = (
    "Art. 15 ust. 1 lit. c RODO mówi o odbiorcach danych, a nie o pracownikach administratora. Nazwisko pracownika"
    " podajemy na wniosek, gdy osoba wykaże, że jest jej potrzebne."
)


def name_nobody(officer: Actor) -> None:
    """What the officer decided when the institution began to keep the register."""
    actions.decide_names(actor=officer, is_named=False, since=today(), reason=UNNAMED)


class Story(Protocol):
    """The work with a family, as far as handing over needs it."""

    people: dict[Member, Person]
    given_out: dict[Handed, RegisterEntry]

    @property
    def case(self) -> Case: ...


class Places(Protocol):
    places: dict[str, Institution]
    actors: dict[str, Actor]


def hand_out(story: Story, county: Places, actor: Actor, told: Handed, *, answers: str = "") -> None:
    case, recipient = story.case, county.places[told.place]
    wanted = {(story.people[one].anchor_id if one else case.subject_id, category) for one, category in told.cells}
    with snapshot():
        page = offer(actor, case_header(actor, case.ref, AIM), AIM)
    chosen = [
        actions.Chosen(row.place_id, row.subject_id, row.category, recipient.pk)
        for row in page.rows
        if (row.subject_id, row.category) in wanted
    ]
    [story.given_out[told]] = actions.disclose(
        actor=actor,
        case=case,
        aim=AIM,
        chosen=chosen,
        letters=[recipient.pk] if told.is_letter else [],
        confirmed={recipient.pk: recipient.name},
        answers=answers,
    )


def close(story: Story, county: Places, actor: Actor, told: Handed) -> None:
    actions.close(actor=actor, entry=_side_of(actor, story, told))


def recall(story: Story, county: Places, actor: Actor, told: Handed) -> None:
    actions.recall(actor=actor, entry=_side_of(actor, story, told))


def acknowledge(story: Story, county: Places, _actor: Actor, told: tuple[Handed, str]) -> None:
    """By who opens the letters of the recipient."""
    reader = county.actors[told[1]]
    actions.acknowledge(actor=reader, entry=_side_of(reader, story, told[0]))


def defer(story: Story, county: Places, _actor: Actor, told: tuple[Handed, str]) -> None:
    officer = county.actors[told[1]]
    row = _side_of(officer, story, told[0])
    actions.defer(actor=officer, entry=row, version=row.version, review_on=today() + timedelta(days=SECRET_DAYS))


def _side_of(actor: Actor, story: Story, told: Handed) -> RegisterEntry:
    """The same act as this party has it now."""
    return get_entry(actor, story.given_out[told].disclosure.ref, AIM)


STEPS: dict[str, Callable[[Any, Any, Actor, Any], None]] = {
    "hand_out": hand_out,
    "close_window": close,
    "recall": recall,
    "acknowledge": acknowledge,
    "defer": defer,
}
