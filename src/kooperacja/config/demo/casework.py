"""Plans the work with a family: when its case opens and closes, who leads it, what is noted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from random import Random
from typing import Any, NamedTuple

from kooperacja.cases.models import CloseReason
from kooperacja.config.demo.county import LEAVER, SUCCESSOR
from kooperacja.config.demo.families import ADULT, CHILDREN, OLD, SCHOOL, Family, age_on, chance, is_man
from kooperacja.config.demo.letters import staff_of
from kooperacja.config.demo.pace import at, back, office_hours
from kooperacja.config.demo.papers import LEFT_AGO
from kooperacja.config.demo.people import Member
from kooperacja.config.demo.stories import Casework, Noted, Step
from kooperacja.config.demo.texts import NoteText, notes, written
from kooperacja.config.demo.way import LAST, Stages

LEADS = {
    "gops": ("anna", "iga", "anna", "ewa", "iga", "anna", "iga"),
    "gops_zalesie": ("kinga", "bogdan"),
    "mops": ("monika", "barbara", "artur"),
    "cus": ("natalia", "urszula"),
    "pcpr": ("olga", "pawel"),
}
# The moves after which work goes on by the plan, and after how many working days it is looked at.
WORKING, REVIEWED = frozenset({"begin", "go_on", "resume"}), 58
# Institutions without the family interview of the act on social assistance.
WITHOUT_INTERVIEW = frozenset({"pcpr"})
ASSISTANT = "beata"
# Working days within which the interview must be made.
INTERVIEW_TERM = 14
CLOSINGS = (
    *(CloseReason.REACHED, CloseReason.REACHED, CloseReason.PARTLY, CloseReason.PARTLY),
    *(CloseReason.INTERRUPTED, CloseReason.REFUSED, CloseReason.MOVED, CloseReason.UNFOUNDED),
)
NOTE_CATEGORIES_OF_ALL = frozenset({"family", "housing", "income"})


@dataclass(frozen=True, slots=True)
class Held:
    """A case and its span in working days before the last day; an open one is `closed` at -1."""

    case: Casework
    opened: int
    closed: int = -1

    @property
    def is_open(self) -> bool:
        return self.closed < 0

    def latest_start(self) -> int:
        """From here on letters may be written from it: its people are registered, and it has its leader."""
        joined = self.opened - 2
        return min(joined, LEFT_AGO - 2) if self.case.lead == LEAVER else joined


class Act(NamedTuple):
    """A step before its minute is known; on one day the order of entry holds."""

    ago: int
    name: str
    told: Any = None


class Chronicler:
    """Plans cases; all chance comes from one pair of dice."""

    def __init__(self, dice: Random, last: date) -> None:
        self.dice, self.last = dice, last
        self.stages = Stages()
        self.leads = {place: cycle(leads) for place, leads in LEADS.items()}

    def active(self, family: Family, place: str, opened: int, *, lead: str = "") -> Held:
        return Held(self._case(family, place, lead), opened)

    def closed(self, family: Family, place: str, opened: int) -> Held:
        return Held(self._case(family, place), opened, self.dice.randint(4, opened - 90))

    def _case(self, family: Family, place: str, lead: str = "") -> Casework:
        case = Casework(family, place, lead or next(self.leads[place]))
        case.is_urgent = chance(self.dice, 8)
        if chance(self.dice, 40):
            case.external_number = f"PS/{self.dice.randrange(1000, 9999)}/{self.last.year % 100}"
        return case

    def tell(self, held: Held, *, new: bool, letter_about: Member | None, opener: str = "") -> None:
        """Write the steps of the case. `letter_about` is whom the letter brought that opened it."""
        acts = self._beginning(held, letter_about)
        if not new:
            acts += self._work(held, opener)
        if not held.is_open:
            reason = self.dice.choice(CLOSINGS)
            acts = [act._replace(told=reason) if act.name == "close" else act for act in acts]
        held.case.steps = sorted([*held.case.steps, *self.timed(acts)], key=lambda step: step.at)

    def timed(self, acts: list[Act]) -> list[Step]:
        acts = sorted(acts, key=lambda act: -act.ago)
        moments = office_hours(self.dice, [back(self.last, act.ago) for act in acts])
        return [Step(moment, act.name, act.told) for moment, act in zip(moments, acts, strict=True)]

    def _beginning(self, held: Held, letter_about: Member | None) -> list[Act]:
        case = held.case
        if letter_about:
            return [Act(held.opened - 1, "member", one) for one in case.family.members if one != letter_about]
        case.learned_on = back(self.last, held.opened + self.dice.randint(0, 1))
        return [Act(held.opened, "open"), *(Act(held.opened, "member", one) for one in case.family.members)]

    def _work(self, held: Held, opener: str) -> list[Act]:
        case, dice = held.case, self.dice
        interviewed = held.opened - dice.randint(3, INTERVIEW_TERM - 3)
        acts = [] if case.place in WITHOUT_INTERVIEW else [Act(interviewed, "interview")]
        acts += self._way(held, interviewed - dice.randint(1, 9))
        if case.lead == LEAVER:
            acts.append(Act(LEFT_AGO + 1, "hand_over", SUCCESSOR))
        colleague = self._colleague(held, opener)
        if colleague:
            acts.append(Act(interviewed - dice.randint(1, 9), "join", colleague))
        return acts + [Act(ago, "note", self.note(case.family, ago)) for ago in self._days_of_notes(held)]

    def _way(self, held: Held, begun: int) -> list[Act]:
        """The moves lie evenly between the first one and the last day of the case."""
        moves = self.stages.of_open() if held.is_open else self.stages.of_ended()
        before = [name for name in moves if name not in LAST]
        span = max(begun - max(held.closed, 0) - 1, 0)
        days = {name: begun - span * number // len(before) for number, name in enumerate(before)}
        days |= {"close": held.closed, "transfer": held.closed, "archive": held.closed // 2}
        acts = [Act(days[name], name, self.stages.told_of(name, held.case.place)) for name in moves]
        if "begin" in moves:
            acts = [act._replace(told=True) if act.name == "plan" else act for act in acts]
            held.case.steps += self._progress(days["begin"], max(held.closed, 0))
        return [*acts, *_reviews(acts[-1])]

    def _progress(self, begun: int, ended: int) -> list[Step]:
        """Every three weeks somebody says what became of the actions that are due."""
        return [Step(at(back(self.last, ago), 15, 40), "progress") for ago in range(begun - 15, ended, -15)]

    def _colleague(self, held: Held, opener: str) -> str:
        case = held.case
        if case.place == "gops":
            has_children = any(one.kinship in CHILDREN for one in case.family.members)
            return ASSISTANT if has_children and chance(self.dice, 45) else ""
        others = [key for key in staff_of(case.place) if key not in {case.lead, opener}]
        return self.dice.choice(others) if others and chance(self.dice, 25) else ""

    def _days_of_notes(self, held: Held) -> list[int]:
        earliest, latest = held.opened - 2, max(held.closed + 1, 0)
        number = 1 + min((earliest - latest) // 70, 4)
        return [self.dice.randint(latest, earliest) for _note in range(number)]

    def note(self, family: Family, ago: int) -> Noted:
        day = back(self.last, ago)
        text, about = self.dice.choice([*_fitting(family, day)])
        man = about is not None and is_man(about)
        return Noted(text.kind, text.category, written(text.text, self.dice, day, man=man), about)


def _reviews(last: Act) -> Iterator[Act]:
    """Who works on by the plan looks at it about every three months."""
    if last.name in WORKING:
        for ago in range(last.ago - REVIEWED, 0, -REVIEWED):
            yield Act(ago + 1, "review")
            yield Act(ago, "go_on")


def _fitting(family: Family, day: date) -> list[tuple[NoteText, Member | None]]:
    """The notes that can be written about this family, each with the person whom it is about."""
    found: list[tuple[NoteText, Member | None]] = []
    for text in notes():
        if text.about == "family":
            found.append((text, None))
            continue
        about = next((one for one in family.members if _is(text.about, one, age_on(one, day))), None)
        if about:
            found.append((text, about))
    return found


def _is(word: str, one: Member, age: int) -> bool:
    if word == "elder":
        return age >= OLD
    child = one.kinship in CHILDREN
    return child and SCHOOL <= age < ADULT if word == "child" else not child and age < OLD
