"""Everything that happens in the county in two years, planned before the first row is written.

Pure: the same day and seed give the same plan, down to the minute, and no statement is made.
Distances are counted in working days before the last day: 0 is that day, 500 are two years.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle
from random import Random
from typing import TypeVar

from kooperacja.blue_cards.queries.naming import INTERDISCIPLINARY
from kooperacja.config.demo.absences import absences_until
from kooperacja.config.demo.carded import cards_until
from kooperacja.config.demo.casework import Act, Chronicler, Held
from kooperacja.config.demo.county import BRZEZIN, COMMUNES, LEAVER, LIPNIKI, WIERZBOWO, ZALESIE
from kooperacja.config.demo.families import Family, chance, invented
from kooperacja.config.demo.gathered import gatherings
from kooperacja.config.demo.letters import PATHS, Clerk, Wish, place_of, whom
from kooperacja.config.demo.pace import back, last_working_day
from kooperacja.config.demo.papers import LEFT_AGO, agreements_until, office_until
from kooperacja.config.demo.scenes import SCENES, Scene
from kooperacja.config.demo.signal import signal_day, signal_of
from kooperacja.config.demo.standing import teams_until
from kooperacja.config.demo.stories import Exchange, Step, Story
from kooperacja.config.demo.texts import Topic, topics

T = TypeVar("T")
SEED = 2026
# Two years, and the days before them in which the county is set up.
SPAN, FOUNDED = 500, 505


@dataclass(frozen=True, slots=True)
class Size:
    """How many families are in care, how many neighbours are not, and how many letters are written."""

    families: dict[str, int]
    neighbours: int
    letters: int


SIZES = {
    # Enough for a test: every state and every scene, and little history.
    "tiny": Size({WIERZBOWO: 14, ZALESIE: 1, BRZEZIN: 2, LIPNIKI: 1}, 40, 60),
    "small": Size({WIERZBOWO: 25, ZALESIE: 14, BRZEZIN: 17, LIPNIKI: 8}, 50, 306),
}
# What becomes of letters that belong to no scene, in turn; and how long ago their last step was.
ENDS = (
    *("confirmed", "confirmed", "declined", "confirmed", "redirected", "confirmed", "lapsed", "withdrawn"),
    *("confirmed", "confirmed", "completed", "confirmed", "declined", "insisted", "confirmed", "redirected"),
)
OPEN_ENDS = {
    "draft": (0, 7),
    "sent": (0, 3),
    "received": (0, 7),
    "returned": (0, 7),
    "accepted": (0, 6),
    "in_progress": (0, 24),
    "answered": (0, 6),
}
# A letter that nobody confirms is closed 14 days later; this is longer.
LAPSED_AGO = 14
URGENT_PERCENT = 12
# A case of this age is assessed and in full work.
SETTLED = 40
COMMUNE_OF = {"mops": BRZEZIN, "cus": LIPNIKI, "gops_zalesie": ZALESIE}


@dataclass(frozen=True, slots=True)
class Plan:
    """The stories, and the day on which the last of them stands."""

    last: date
    founded: date
    stories: tuple[Story, ...]

    def timeline(self) -> list[tuple[Story, Step]]:
        """Every step in the order of time; at one minute the earlier story comes first."""
        steps = [
            (step.at, number, place, story, step)
            for number, story in enumerate(self.stories)
            for place, step in enumerate(story.steps)
        ]
        return [(story, step) for *_order, story, step in sorted(steps, key=lambda row: row[:3])]

    def exchanges(self) -> list[Exchange]:
        return [story for story in self.stories if isinstance(story, Exchange)]


def planned(today: date, size: str = "small") -> Plan:
    """The plan of a county that has its last working day behind it."""
    last = last_working_day(today)
    planner = Planner(Random(SEED), last, SIZES[size])  # noqa: S311 - an invented county needs no secrets.
    papers = agreements_until(last, signal_day(last))
    teams = teams_until(last, papers)
    others: list[Story] = [office_until(last), absences_until(last), *teams]
    lived = tuple(planner.stories())
    by_law = next(team for team in teams if team.kind == INTERDISCIPLINARY)
    cards = cards_until(last, planner.held, by_law, planner.sealed)
    told = (*lived, *signal_of(last, planner.clerk), *cards, *gatherings(last, teams, planner.held))
    return Plan(last, back(last, FOUNDED), (*papers, *others, *told))


class Planner:
    """Draws the families, their cases and the letters about them."""

    def __init__(self, dice: Random, last: date, size: Size) -> None:
        self.dice, self.last, self.size = dice, last, size
        self.clerk, self.chronicler = Clerk(dice, last), Chronicler(dice, last)
        in_care = [commune for commune, number in size.families.items() for _family in range(number)]
        near = [
            dice.choice((WIERZBOWO, WIERZBOWO, WIERZBOWO, ZALESIE, BRZEZIN, LIPNIKI))
            for _neighbour in range(size.neighbours)
        ]
        self.in_care, self.neighbours = invented(dice, last, in_care), invented(dice, last, near)
        self.held: list[Held] = []
        self.exchanges: list[Exchange] = []
        self.in_scene: set[Family] = set()
        self.sealed: tuple[Held, ...] = ()

    def stories(self) -> Iterator[Story]:
        self._take_into_care()
        self._seal()
        for scene in SCENES:
            self._play(scene)
        self._correspond()
        yield from (held.case for held in self.held)
        yield from self.exchanges

    # ---- Cases

    def _take_into_care(self) -> None:
        """Of seven cases one is new, and of the others every third is closed; two interviews are late."""
        late, leaving = iter((17, 19)), iter(range(3))
        for family, kind in zip(self.in_care, cycle(("old", "new", "closed", "active", "old", "closed", "active"))):
            place = COMMUNES[family.commune].serves["ops"]
            if kind == "new":
                self._open(self.chronicler.active(family, place, next(late, self.dice.randint(3, 12))), new=True)
            elif kind == "closed":
                self._open(self.chronicler.closed(family, place, self.dice.randint(140, SPAN - 25)))
            elif kind == "old" and place == "gops" and next(leaving, None) is not None:
                opened = self.dice.randint(LEFT_AGO + 40, SPAN - 25)
                self._open(self.chronicler.active(family, place, opened, lead=LEAVER))
            else:
                self._open(self.chronicler.active(family, place, self.dice.randint(26, SPAN - 25)))
        for family in self.in_care[2::17]:
            self._open(self.chronicler.active(family, "pcpr", self.dice.randint(40, 300)), alone=True)

    def _open(self, held: Held, *, new: bool = False, alone: bool = False) -> None:
        """Most cases begin with a letter, the others with the family itself."""
        by_letter = not alone and held.case.lead != LEAVER and chance(self.dice, 62)
        exchange = self._opening(held, new=new) if by_letter else None
        about = exchange.about if exchange else None
        self.chronicler.tell(held, new=new, letter_about=about, opener=exchange.opener if exchange else "")
        self.held.append(held)

    def _opening(self, held: Held, *, new: bool) -> Exchange | None:
        found = self._topic(held.case.family, back(self.last, held.opened), to=held.case.place)
        if found is None:
            return None
        topic, sender = found
        outcome = "in_progress" if new else self.dice.choice(("confirmed", "confirmed", "lapsed", "insisted"))
        wish = self._wish(topic, held.case.family, outcome, sender, held.case.place, into_case=held.case, opens=True)
        gaps = self.clerk.gaps(wish.outcome, urgent=wish.urgent)
        after = sum(gaps[PATHS[outcome].index("take") + 1 :])
        if outcome == "lapsed" and held.opened - after < LAPSED_AGO:
            return None
        wish = replace(wish, ago=held.opened - after)
        if not whom(topic, wish.family, self.clerk.begins(wish.ago, gaps)):
            return None
        exchange = self.clerk.exchange(wish, gaps)
        sent = next(step for step in exchange.steps if step.name == "send")
        held.case.learned_on = sent.at.date()
        self.exchanges.append(exchange)
        return exchange

    # ---- Letters

    def _correspond(self) -> None:
        """Fill up to the number of letters: from cases, into cases, and about neighbours."""
        ends, open_ends = cycle(ENDS), cycle(OPEN_ENDS)
        ways = cycle((self._under_way, self._from_case, self._into_case, self._about_anybody))
        while len(self.exchanges) < self.size.letters:
            way = next(ways)
            way(next(open_ends if way == self._under_way else ends))

    def _under_way(self, outcome: str) -> None:
        self._about_anybody(outcome, self.dice.randint(*OPEN_ENDS[outcome]))

    def _from_case(self, outcome: str) -> None:
        held = self.dice.choice(self.held)
        found = self._topic(held.case.family, back(self.last, held.opened), by=held.case.place)
        if found:
            topic, addressee = found
            wish = self._wish(topic, held.case.family, outcome, held.case.place, addressee, from_case=held.case)
            self._within(held, wish)

    def _into_case(self, outcome: str) -> None:
        held = self.dice.choice(self.held)
        found = self._topic(held.case.family, back(self.last, held.opened), to=held.case.place)
        if found:
            topic, sender = found
            wish = self._wish(topic, held.case.family, outcome, sender, held.case.place, into_case=held.case)
            self._within(held, wish)

    def _within(self, held: Held, wish: Wish) -> None:
        """Only while the case is open, and after its people are known."""
        gaps = self.clerk.gaps(wish.outcome, urgent=wish.urgent)
        latest = max(held.closed + 1, LAPSED_AGO if wish.outcome == "lapsed" else 1)
        earliest = held.latest_start() - sum(gaps)
        if latest <= earliest:
            self._add(replace(wish, ago=self.dice.randint(latest, earliest)), gaps)

    def _about_anybody(self, outcome: str, ago: int | None = None) -> None:
        family = self.dice.choice(self.neighbours + self.in_care)
        found = self._topic(family, self.last)
        if found is None:
            return
        topic, sender = found
        addressee = self._resolved(topic.addressees, topic, family, self.last, but=sender)
        if addressee:
            wish = self._wish(topic, family, outcome, sender, addressee)
            gaps = self.clerk.gaps(wish.outcome, urgent=wish.urgent)
            self._add(replace(wish, ago=self.dice.randint(LAPSED_AGO, SPAN - sum(gaps)) if ago is None else ago), gaps)

    def _add(self, wish: Wish, gaps: tuple[int, ...]) -> None:
        """Unless the child was too small then, or the pensioner too young."""
        if whom(wish.topic, wish.family, self.clerk.begins(wish.ago, gaps)):
            self.exchanges.append(self.clerk.exchange(wish, gaps))

    def _wish(self, topic: Topic, family: Family, outcome: str, sender: str, addressee: str, **more: object) -> Wish:
        urgent = chance(self.dice, URGENT_PERCENT)
        return Wish(
            topic=topic,
            family=family,
            outcome=outcome,
            ago=0,
            sender=sender,
            addressee=addressee,
            urgent=urgent,
            **more,  # type: ignore[arg-type]
        )

    def _topic(self, family: Family, day: date, *, to: str = "", by: str = "") -> tuple[Topic, str] | None:
        """A topic that fits the family, and the other party of it: where one is given, or the sender."""
        fitting: list[tuple[Topic, str]] = []
        for topic in topics().values():
            theirs = topic.addressees if by else topic.senders
            mine = topic.senders if by else topic.addressees
            given = by or to
            if given and given not in self._places(mine, topic, family, day):
                continue
            other = self._resolved(theirs, topic, family, day, but=given)
            if other:
                fitting.append((topic, other))
        if not fitting:
            return None
        return self.dice.choices(fitting, [topic.weight for topic, _other in fitting])[0]

    def _resolved(self, symbols: tuple[str, ...], topic: Topic, family: Family, day: date, *, but: str) -> str:
        found = [place for place in self._places(symbols, topic, family, day) if place != but]
        return self.dice.choice(found) if found else ""

    def _places(self, symbols: tuple[str, ...], topic: Topic, family: Family, day: date) -> list[str]:
        member = whom(topic, family, day)
        if member is None:
            return []
        return [place for word in symbols if (place := place_of(word, family, member, day))]

    # ---- Scenes

    def _play(self, scene: Scene) -> None:
        topic = topics()[scene.topic]
        gaps = self.clerk.gaps(scene.outcome, urgent=scene.urgent)
        day = self.clerk.begins(scene.ago, gaps)
        held = self._case_for(scene, topic, day, scene.ago + sum(gaps)) if scene.case else None
        family = held.case.family if held else self._family_for(scene, topic, day)
        self.in_scene.add(family)
        wish = Wish(
            topic=topic,
            family=family,
            outcome=scene.outcome,
            ago=scene.ago,
            sender=scene.sender,
            addressee=scene.addressee,
            author=scene.author,
            opener=scene.opener,
            worker=scene.worker,
            urgent=scene.urgent,
            from_case=held.case if held else None,
        )
        self.exchanges.append(self.clerk.exchange(wish, gaps))

    def _case_for(self, scene: Scene, topic: Topic, day: date, begun: int) -> Held | None:
        """An open case that the author leads, about which such a letter can be."""
        open_now = [one for one in self.held if one.is_open and one not in self.sealed]
        led = [one for one in open_now if one.case.lead == scene.author and one.latest_start() > begun]
        fit = [one for one in led if whom(topic, one.case.family, day)]
        return self._fresh(fit, lambda one: one.case.family)

    def _family_for(self, scene: Scene, topic: Topic, day: date) -> Family:
        commune = COMMUNE_OF.get(scene.sender, WIERZBOWO)
        for known in (self.neighbours, self.in_care):
            fit = [one for one in known if one.commune == commune and whom(topic, one, day)]
            found = self._fresh(fit, lambda one: one)
            if found:
                return found
        raise LookupError(f"no family in {commune} for {scene.topic}")

    def _fresh(self, among: list[T], family_of: Callable[[T], Family]) -> T | None:
        """One that is in no scene yet, if there is one."""
        fresh = [one for one in among if family_of(one) not in self.in_scene] or among
        return self.dice.choice(fresh) if fresh else None

    # ---- Vetoes

    def _seal(self) -> None:
        """One case is restricted, and from one a worker keeps away for a conflict of interest."""
        led = [one for one in self.held if one.is_open and one.case.lead == "anna" and one.opened > SETTLED]
        shunned, restricted = led[:2]
        shunned.case.steps += self.chronicler.timed([Act(1, "shun", "iga")])
        restricted.case.steps += self.chronicler.timed([Act(0, "restrict")])
        self.sealed = (shunned, restricted)
