"""Blue Cards of the county: some over, one monitored, one that waits for its absent suspect, one late, one new."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kooperacja.access.models import PartKind
from kooperacja.blue_cards import actions
from kooperacja.blue_cards.actions import CardA, InCard
from kooperacja.blue_cards.models import BlueCard
from kooperacja.blue_cards.queries.naming import live_seats
from kooperacja.blue_cards.queries.rows import get_card
from kooperacja.config.demo.casework import Held
from kooperacja.config.demo.families import ADULT, age_on, is_man
from kooperacja.config.demo.pace import at, back
from kooperacja.config.demo.standing import Standing
from kooperacja.config.demo.stories import Casework, County, Step
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today

CHAIR, POLICE = "iga", "robert"
# Who is authorised by name for data on violence from the beginning.
BY_LAW = ("anna", "iga", "robert", "wanda", "teresa")
COURSES = (
    "W czasie wizyty zastano ślady popychania. Dzieci były w domu.",
    "Od kilku tygodni wyzwiska i groźby, w niedzielę szarpanie.",
    "Zabiera pieniądze i telefon, zabrania wychodzić z domu.",
)
ENTRIES = ("Wizyta dzielnicowego: spokojnie.", "Rozmowa w ośrodku. Nie było nowych zdarzeń.")


@dataclass(frozen=True, slots=True)
class Way:
    """How long ago each step was made, in working days before the last one; what is not there was not made."""

    filled: int
    handed: int = -1
    named: int = -1
    met: int = -1
    absent: bool = False
    told: int = -1
    entries: tuple[int, ...] = ()
    ended: int = -1
    reason: str = ""


WAYS = (
    Way(330, 328, 326, 322, absent=True, told=320, entries=(310, 280), ended=250, reason="stopped"),
    Way(190, 188, 186, 183, entries=(170,), ended=160, reason="unfounded"),
    Way(64, 62, 60, 57, absent=True, told=55, entries=(45, 20)),
    Way(12, 10, 8, 2, absent=True),
    Way(4, 2),
    Way(8),
    Way(1),
)


@dataclass(slots=True)
class Carded:
    """One card, filled by who leads the case."""

    held: Casework
    team: Standing
    course: str
    steps: list[Step] = field(default_factory=list)
    ref: str = ""

    def perform(self, county: County, step: Step) -> None:
        STEPS[step.name](self, county, step.told)

    def fill(self, county: County, told: Any) -> None:
        card = actions.fill_card(
            actor=county.actors[self.held.lead],
            case=self.held.case,
            told=CardA(
                happened_on=today(),
                place="home",
                acts=("psychological", "physical"),
                people=tuple(self._people()),
                taken=("safe_place",),
                course=self.course,
            ),
        )
        self.ref = card.ref

    def _people(self) -> list[InCard]:
        """The first woman suffers, or whoever stands first; the first man is suspected, or somebody from outside."""
        day = today()
        adults = [one for one in self.held.people if age_on(one, day) >= ADULT]
        women = [one for one in adults if not is_man(one)] or list(self.held.people)[:1]
        men = [one for one in adults if is_man(one) and one is not women[0]]
        children = [one for one in self.held.people if one not in adults and one is not women[0]]
        found = [InCard(PartKind.VICTIM, self.held.people[women[0]])]
        found += [InCard(PartKind.CHILD, self.held.people[one]) for one in children]
        if men:
            return [*found, InCard(PartKind.SUSPECT, self.held.people[men[0]])]
        return [*found, InCard(PartKind.SUSPECT, first_name="Zdzisław", last_name="Nieznany")]

    def _card(self, actor: Actor) -> BlueCard:
        return get_card(actor, self.ref)

    def hand_over(self, county: County, told: Any) -> None:
        actor = county.actors[self.held.lead]
        actions.hand_over(actor=actor, card=self._card(actor), team=self.team.team, day=today())

    def receive(self, county: County, told: Any) -> None:
        chair = county.actors[CHAIR]
        actions.receive(actor=chair, card=self._card(chair), day=today())

    def name_group(self, county: County, told: Any) -> None:
        chair = county.actors[CHAIR]
        card, users = self._card(chair), {county.actors[key].user_id for key in (CHAIR, POLICE)}
        members = [seat.pk for seat in live_seats(card) if seat.user_id in users]
        actions.name_group(actor=chair, card=card, members=members, day=today())

    def accept(self, county: County, told: Any) -> None:
        police = county.actors[POLICE]
        actions.accept(actor=police, card=self._card(police), day=today())

    def meet(self, county: County, told: bool) -> None:
        police = county.actors[POLICE]
        actions.meet(actor=police, card=self._card(police), day=today(), absence_on=today() if told else None)

    def tell_absent(self, county: County, told: Any) -> None:
        police = county.actors[POLICE]
        actions.tell_absent(actor=police, card=self._card(police), day=today())

    def entry(self, county: County, told: str) -> None:
        chair = county.actors[CHAIR]
        actions.write_entry(actor=chair, card=self._card(chair), seen_on=today(), text=told)

    def end(self, county: County, told: str) -> None:
        chair = county.actors[CHAIR]
        actions.end(actor=chair, card=self._card(chair), reason_code=told, day=today())


STEPS: dict[str, Callable[..., None]] = {
    "fill": Carded.fill,
    "hand_over": Carded.hand_over,
    "receive": Carded.receive,
    "name_group": Carded.name_group,
    "accept": Carded.accept,
    "meet": Carded.meet,
    "tell_absent": Carded.tell_absent,
    "entry": Carded.entry,
    "end": Carded.end,
}


def cards_until(last: date, held: Sequence[Held], team: Standing, but: Sequence[Held]) -> list[Carded]:
    """One for each way, of families that are in care all that time; nobody is bound there by a lock."""
    found: list[Carded] = []
    taken: list[Held] = list(but)
    for number, way in enumerate(WAYS):
        end = max(way.ended, 0)
        fits = [
            one
            for one in held
            if one not in taken
            and one.case.lead in {"anna", "iga"}
            and one.opened > way.filled + 8
            and one.closed < end
        ]
        if fits:
            taken.append(fits[0])
            steps = _steps(last, way)
            found.append(Carded(fits[0].case, team, COURSES[number % len(COURSES)], steps))
    return found


def _steps(last: date, way: Way) -> list[Step]:
    """In the afternoon, after whatever else happened in the case on that day."""
    named, met = way.named, way.met
    planned: list[tuple[int, int, str, Any]] = [
        (way.filled, 0, "fill", None),
        (way.handed, 5, "hand_over", None),
        (way.handed, 10, "receive", None),
        (named, 15, "name_group", None),
        (named, 20, "accept", None),
        (met, 25, "meet", way.absent),
        (way.told, 30, "tell_absent", None),
        *((ago, 35, "entry", ENTRIES[number % len(ENTRIES)]) for number, ago in enumerate(way.entries)),
        (way.ended, 40, "end", way.reason),
    ]
    return [Step(at(back(last, ago), 15, minute), name, told) for ago, minute, name, told in planned if ago >= 0]
