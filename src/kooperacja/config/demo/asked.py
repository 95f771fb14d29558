"""What Anna asks others about the first family, what they ask her for, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.config.demo.handed import Handed, Places, hand_out
from kooperacja.config.demo.people import Member
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.disclosures.queries.rows import get_entry
from kooperacja.foundation.actor import Actor
from kooperacja.inquiries import actions
from kooperacja.inquiries.actions import Wanted
from kooperacja.inquiries.models import InquirySide
from kooperacja.inquiries.queries.rows import get_side
from kooperacja.people.models import Person

AIM = Purpose.JOINT_HELP


@dataclass(frozen=True, slots=True)
class Question:
    """By art. 105, to this place, about this person."""

    place: str
    about: Member
    data: str
    text: str


@dataclass(frozen=True, slots=True)
class Again:
    """For access, by this worker, after what was handed over before."""

    before: Handed
    worker: str
    data: tuple[str, ...]
    text: str


class Story(Protocol):
    """The work with a family, as far as asking needs it."""

    people: dict[Member, Person]
    given_out: dict[Handed, RegisterEntry]
    asked: dict[Any, InquirySide]

    @property
    def case(self) -> Case: ...


def ask(story: Story, county: Places, actor: Actor, told: Question) -> None:
    story.asked[told] = actions.ask_information(
        actor=actor,
        case=story.case,
        person=story.people[told.about],
        addressee_id=county.places[told.place].pk,
        basis="ups_105",
        wanted=Wanted((told.data,), told.text),
    )


def ask_again(story: Story, county: Places, _actor: Actor, told: Again) -> None:
    reader = county.actors[told.worker]
    entry = get_entry(reader, story.given_out[told.before].disclosure.ref, AIM)
    story.asked[told] = actions.ask_again(actor=reader, entry=entry, wanted=Wanted(told.data, told.text))


def answer(story: Story, county: Places, _actor: Actor, told: tuple[Any, str, str]) -> None:
    asked, worker, text = told
    actions.answer(actor=county.actors[worker], side=_side_of(county.actors[worker], story, asked), text=text)


def refuse(story: Story, county: Places, _actor: Actor, told: tuple[Any, str, str]) -> None:
    asked, worker, code = told
    actions.refuse(actor=county.actors[worker], side=_side_of(county.actors[worker], story, asked), reason_code=code)


def share(story: Story, county: Places, actor: Actor, told: tuple[Any, Handed]) -> None:
    """Anna hands over what was asked for, which answers the request."""
    hand_out(story, county, actor, told[1], answers=story.asked[told[0]].inquiry.ref)


def _side_of(actor: Actor, story: Story, asked: Any) -> InquirySide:
    return get_side(actor, story.asked[asked].inquiry.ref, AIM)


STEPS: dict[str, Callable[[Any, Any, Actor, Any], None]] = {
    "ask": ask,
    "ask_again": ask_again,
    "answer_asked": answer,
    "refuse_asked": refuse,
    "share_asked": share,
}
