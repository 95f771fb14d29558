"""The meetings of the county's teams: called, held with minutes and votes, signed; some called off, one in a few days.

What a meeting speaks about is chosen when it takes place: cases led by somebody who sits in the team.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from kooperacja.access import actions as facts
from kooperacja.access.door import visible
from kooperacja.access.models import Capacity
from kooperacja.access.queries import appointed, covering
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.cases import actions as cases
from kooperacja.cases.models import CaseState
from kooperacja.config.demo import planned, sharing
from kooperacja.config.demo.pace import ahead, at, back
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import WARSAW, today
from kooperacja.meetings import actions, law
from kooperacja.meetings.actions import Decided
from kooperacja.meetings.actions.planning import ready_seats
from kooperacja.meetings.models import CaseItem, GeneralItem, Invitation, Meeting, Why
from kooperacja.meetings.queries.rows import following_ref, get_item, get_meeting, invited, seers
from kooperacja.tasks import actions as tasks
from kooperacja.tasks.models import TaskSide, TaskState
from kooperacja.tasks.queries.listing import rows_of_tasks
from kooperacja.tasks.queries.rows import get_side
from kooperacja.teams.access import live_seats
from kooperacja.teams.queries import get_team

if TYPE_CHECKING:
    from kooperacja.config.demo.casework import Held
    from kooperacja.config.demo.standing import Standing
    from kooperacja.config.demo.stories import Casework, County, Step

HELP = Purpose.JOINT_HELP
# Working days from the invitation to the meeting, and from the meeting to the second signature.
CALLED, SIGNED = 6, 2
# In so many working days is the meeting that the county waits for.
SOON = 4
# So many families stand on one agenda, and a family comes back after so many days.
MOST_CASES, AGAIN = 2, timedelta(days=80)
# Which meeting of a long row was called off.
CALLED_OFF = 3


class Round(NamedTuple):
    """How a team meets: who keeps it, since how many working days and how often, where; partners who come to know of
    its cases.
    """

    team: str
    keeper: str
    since: int
    every: int
    place: str
    partners: tuple[str, ...] = ()


ROUNDS = (
    Round("PZK Wierzbowo", "ewa", 440, 45, "GOPS Wierzbowo, sala 4", ("piotr", "olga")),
    Round("PZK Lipniki", "urszula", 205, 45, "CUS w Lipnikach", ("agnieszka",)),
    Round("GGK Lipniki", "natalia", 170, 45, "CUS w Lipnikach, pokój 12", ("agnieszka",)),
    Round("PZK Brzezin", "barbara", 280, 50, "MOPS w Brzezinie, sala narad", ("ryszard",)),
    Round("ZZK Brzezin – mieszkania", "artur", 240, 60, "Zakład mieszkaniowy, świetlica", ("ryszard",)),
    Round("Zespół interdyscyplinarny w Wierzbowie", "iga", 390, 90, "Urząd Gminy, sala 2"),
)
WHY = {
    CaseState.INFORMED: Why.START,
    CaseState.ASSESSMENT: Why.START,
    CaseState.ACTIVE: Why.REVIEW,
    CaseState.REVIEW: Why.REVIEW,
    CaseState.CLOSING: Why.CLOSING,
}
TEXTS = {
    Why.START: "Rodzina chce pracować z zespołem. Diagnoza jest rozpoczęta, szkoła i praca to pierwsze tematy.",
    Why.REVIEW: "Frekwencja dzieci wzrosła do 88%. Asystent bywa w domu dwa razy w tygodniu. Trudne są rachunki.",
    Why.CLOSING: "Cele planu są osiągnięte. Rodzina radzi sobie sama od dwóch miesięcy i chce zakończyć pracę.",
}
WORDS = {
    Why.START: "Zespół obejmuje rodzinę pracą zespołową.",
    Why.REVIEW: "Plan jest kontynuowany, przegląd za trzy miesiące.",
    Why.CLOSING: "Zespół popiera zamknięcie sprawy.",
}
TASKS = ("Wspólna wizyta w domu rodziny", "Rozmowa z rodziną o zaległych rachunkach", "Pomoc w przygotowaniu wniosku")
# A general point: its title, what was said, what was decided.
GENERAL = (
    ("Wspólny dyżur w czwartki", "Dyżur raz w miesiącu, w różnych miejscach.", "Pierwszy dyżur za miesiąc."),
    (
        "Szkolenie: rozmowa motywująca",
        "Dwa terminy do wyboru, grupa do 15 osób.",
        "Zgłoszenia zbiera jedna instytucja.",
    ),
    ("Ulotka o pomocy dla rodzin", "Obecna ma stare numery telefonów.", "Nowa ulotka do końca kwartału."),
    (
        "Jak się powiadamiamy w pilnych sprawach",
        "Numery dyżurne są na stronie zespołu.",
        "Numery są sprawdzane co kwartał.",
    ),
)
# How those who are invited answer, in turn.
ANSWERS = ("yes", "yes", "no", "", "yes", "maybe")
OBJECTION = "Termin jest za krótki na uzgodnienia w mojej instytucji."
REASON = "Choroba prowadzącej; następny termin za kilka tygodni."
SUSPENDED = "Nie ma kworum gotowych członków, bo porozumienie nie obowiązuje."


@dataclass(slots=True)
class Gathering:
    """The meetings of one team. `at_work` are the cases of the county, among which its own are."""

    round: Round
    team: "Standing"
    at_work: "Sequence[Held]"
    steps: "list[Step]" = field(default_factory=list)
    ref: str = ""
    # The general decision that somebody has still to carry out.
    open_item: str = ""
    of_meeting: str = ""
    met: dict[int, date] = field(default_factory=dict)
    # To whom a case was shown, and on which agreement: with the agreement it ends.
    shown: set[tuple[int, str, int]] = field(default_factory=set)

    def perform(self, county: "County", step: "Step") -> None:
        STEPS[step.name](self, county, county.actors[self.round.keeper], step.told)

    # ---- Before

    def call(self, county: "County", actor: Actor, told: date) -> None:
        """Planned, where the one before has not planned it, and everybody is invited."""
        self._carry_out(county)
        if not self.ref:
            starts_at = datetime.combine(told, at(told, 10).time(), tzinfo=WARSAW)
            place = self.round.place
            team = get_team(actor, self.team.team.ref)
            self.ref = actions.plan(actor=actor, team=team, starts_at=starts_at, place=place).ref
        row = self._row(actor)
        members = [seat for seat in live_seats(row.team) if not seat.substitute_for_id]
        if len(ready_seats(actor, row.team)) < law.quorum(row.team.kind, len(members), row.team.says().quorum_percent):
            self._off(actor, SUSPENDED)
            return
        actions.invite(actor=actor, meeting=row)

    def call_off(self, county: "County", actor: Actor, told: Any) -> None:
        if self.ref:
            self._off(actor, REASON)

    def _off(self, actor: Actor, reason: str) -> None:
        actions.cancel(actor=actor, meeting=self._row(actor), reason=reason)
        self.ref = ""

    def answer(self, county: "County", actor: Actor, told: Any) -> None:
        """To the one that comes: most say yes, one no, one nothing; and its agenda is made."""
        if not self.ref:
            return
        for number, key in enumerate(self._invited(county)):
            said = ANSWERS[number % len(ANSWERS)]
            if said:
                actions.answer(actor=county.actors[key], meeting=self._row(county.actors[key]), answer=said)
        self._agenda(county)
        title = GENERAL[len(self.met) % len(GENERAL)][0]
        actions.add_item(actor=actor, meeting=self._row(actor), title=title)
        member = next((key for key in self._invited(county) if key != self.round.keeper), "")
        if member:
            who = county.actors[member]
            actions.add_item(actor=who, meeting=self._row(who), title="Spotkanie z dyrektorami szkół")

    # ---- The meeting

    def hold(self, county: "County", actor: Actor, told: tuple[int, date]) -> None:
        if not self.ref:
            return
        number, following = told
        items = self._agenda(county)
        title, said, decision = GENERAL[number % len(GENERAL)]
        general = actions.add_item(actor=actor, meeting=self._row(actor), title=title)
        actions.open_meeting(actor=actor, meeting=self._row(actor))
        row = self._row(actor)
        rows = invited(row)
        there = rows if len(rows) <= row.quorum else [one for one in rows if one != rows[number % 5 + 1 - len(rows)]]
        actions.mark_present(actor=actor, meeting=row, seats=[one.seat_id for one in there])
        if len(there) > row.quorum and items and items[0][1].owner_id == actor.institution_id:
            actions.recuse(actor=actor, meeting=row, item=items[0][1], user_id=there[-1].user_id)
            there = there[:-1]
        for place, (held, item) in enumerate(items):
            if len(there) >= row.quorum:
                self._decide(county, held, item, there, number + place)
        actions.write(actor=actor, meeting=row, item=general, version=general.version, text=said)
        if len(there) >= row.quorum:
            votes = {one.pk: "against" if place == len(rows) - 2 else "for" for place, one in enumerate(there)}
            taker = there[number % len(there)].seat.institution_id
            due = today() + timedelta(days=30)
            against = {pk: OBJECTION for pk, choice in votes.items() if choice == "against"}
            decided = Decided(decision, votes, against, charged_id=taker, due_on=due)
            actions.decide(actor=actor, meeting=row, item=general, decided=decided)
            self.open_item, self.of_meeting = general.ref, row.ref
        actions.finish(actor=actor, meeting=self._row(actor), next_on=following)
        # The next one follows from this one; its minutes wait for the second signature.
        self.of_meeting, self.ref = row.ref, following_ref(self._row(actor))

    def sign(self, county: "County", actor: Actor, told: Any) -> None:
        """By the other keeper; where there is none, by a member."""
        if not self.of_meeting:
            return
        for key in self._keepers_first(county, self.of_meeting):
            who = county.actors[key]
            row = get_meeting(who, self.of_meeting)
            if row.state == "minutes_ready":
                actions.sign(actor=who, meeting=row)
                return

    def _keepers_first(self, county: "County", ref: str) -> list[str]:
        keys = {actor.user_id: key for key, actor in county.actors.items()}
        seats = live_seats(get_meeting(county.actors[self.round.keeper], ref).team)
        order = sorted(seats, key=lambda seat: (seat.function not in {"coordinator", "secretary"}, seat.pk))
        found = [keys[seat.user_id] for seat in order if seat.user_id]
        return [key for key in found if key != self.round.keeper]

    def _decide(
        self, county: "County", held: "Casework", item: CaseItem, there: Sequence[Invitation], number: int
    ) -> None:
        """Written and decided by who leads the case; every second decision becomes an action."""
        actor, why = county.actors[held.lead], Why(item.why)
        row = self._row(actor)
        actions.write(actor=actor, meeting=row, item=item, version=item.version, text=TEXTS[why])
        seen = seers(item)
        voters = [one for one in there if (one.user_id, one.seat.institution_id) in seen]
        if not voters:
            return
        votes = {
            one.pk: "abstained" if place and place + 1 == len(voters) and number % 2 else "for"
            for place, one in enumerate(voters)
        }
        words = WORDS[why]
        more: dict[str, Any] = {}
        if why == Why.REVIEW and number % 2 == 0:
            words = TASKS[number % len(TASKS)]
            more = {"charged_id": self._taker(county, held, {place for _user, place in seen})}
            more |= {"due_on": today() + timedelta(days=35)}
        item = get_item(actor, row, item.ref)  # type: ignore[assignment]  # The same row, as it is now.
        actions.decide(actor=actor, meeting=row, item=item, decided=Decided(words, votes, **more))
        if more:
            self._given(county, held, actor, is_accepted=bool(number % 3))

    def _taker(self, county: "County", held: "Casework", who_see: set[int]) -> int:
        partners = [key for key in self.round.partners if county.actors[key].institution_id in who_see]
        seats = {seat.institution_id for seat in live_seats(self._row(county.actors[held.lead]).team)}
        for key in partners:
            place = next(name for name, one in county.places.items() if one.pk == county.actors[key].institution_id)
            taker = planned.partner_or_own(held, county, place)
            if taker in seats & who_see:
                return taker
        return county.places[held.place].pk

    def _given(self, county: "County", held: "Casework", actor: Actor, *, is_accepted: bool) -> None:
        with snapshot():
            sides = visible(TaskSide, actor, HELP).owned().filter(task__state=TaskState.PROPOSED)
            ids = [side.task_id for side in sides.filter(case_id=held.case.pk).all("-pk")]
            rows = rows_of_tasks(actor, ids, HELP)
        newest = next((rows[pk].ref for pk in ids if rows[pk].ref not in held.tasks), "")
        if not newest:
            return
        held.tasks.append(newest)
        taker = planned.who_answers(county, newest, held, actor)
        if is_accepted and taker:
            tasks.accept(actor=taker, side=get_side(taker, newest, HELP))

    # ---- Who and what

    def _row(self, actor: Actor) -> Meeting:
        return get_meeting(actor, self.ref)

    def _invited(self, county: "County") -> list[str]:
        keys = {actor.user_id: key for key, actor in county.actors.items()}
        row = self._row(county.actors[self.round.keeper])
        return [keys[one.user_id] for one in invited(row)]

    def _agenda(self, county: "County") -> "list[tuple[Casework, CaseItem]]":
        """Cases of who sits in the team, with which it has not dealt for three months."""
        if not self.round.partners:
            return []
        sits = {county.actors[key].user_id for key in self._invited(county)}
        found = []
        for held in self._due(county, sits):
            case, actor = held.case, county.actors[held.lead]
            self._let_know(county, held)
            row = self._row(actor)
            item = actions.add_case(actor=actor, meeting=row, case=case, why=WHY[CaseState(case.state)])
            self.met[case.pk] = today()
            found.append((held, item))
        return found

    def _due(self, county: "County", sits: set[int]) -> "list[Casework]":
        led = [
            held.case
            for held in self.at_work
            if held.case.row and county.actors[held.case.lead].user_id in sits and held.case.case.state in WHY
        ]
        due = [held for held in led if self.met.get(held.case.pk, date.min) + AGAIN < today()] if led else []
        own = county.actors[self.round.keeper].institution_id

        def place(held: "Casework") -> tuple[bool, date, int]:
            return held.case.owner_id != own, self.met.get(held.case.pk, date.min), held.case.pk

        return sorted(due, key=place)[:MOST_CASES]

    def _let_know(self, county: "County", held: "Casework") -> None:
        """Who keeps the meeting joins the family team, and partners come to know of the case where they may."""
        actor, case = county.actors[held.lead], held.case
        there = {row.user_id for row in appointed([case.anchor_id])}
        keeper = county.actors[self.round.keeper]
        if keeper.user_id not in there and keeper.institution_id == case.owner_id:
            cases.appoint_worker(actor=actor, case=case, user_id=keeper.user_id)
        for key in self.round.partners:
            reader = county.actors[key]
            keys = {"user_id": reader.user_id, "institution_id": reader.institution_id}
            open_to = covering(case.owner_id, reader.institution_id, Category.COORDINATION, HELP)
            if not open_to or reader.institution_id == case.owner_id or (case.pk, key, open_to[0]) in self.shown:
                continue
            if reader.user_id not in there:
                facts.appoint(actor, **keys, anchor=case.anchor, capacity=Capacity.TEAM)
            sharing.window(actor, reader, case.anchor_id, case.subject_id, Category.COORDINATION)
            self.shown.add((case.pk, key, open_to[0]))

    def _carry_out(self, county: "County") -> None:
        """What was decided in general is done by the time of the next meeting."""
        if not (self.open_item and self.of_meeting):
            return
        row = get_meeting(county.actors[self.round.keeper], self.of_meeting)
        item = get_item(county.actors[self.round.keeper], row, self.open_item)
        doer = next((one for one in county.actors.values() if one.institution_id == item.charged_id), None)
        if doer and isinstance(item, GeneralItem):
            actions.finish_task(actor=doer, meeting=row, item=item)
        self.open_item = ""


STEPS: dict[str, Callable[..., None]] = {
    "call": Gathering.call,
    "answer": Gathering.answer,
    "call_off": Gathering.call_off,
    "hold": Gathering.hold,
    "sign": Gathering.sign,
}


def gatherings(last: date, teams: "Sequence[Standing]", at_work: "Sequence[Held]") -> "Iterator[Gathering]":
    by_name = {team.name: team for team in teams}
    for one in ROUNDS:
        gathering = Gathering(one, by_name[one.team], at_work)
        gathering.steps = [*_steps(last, one)]
        yield gathering


def _steps(last: date, one: Round) -> "Iterator[Step]":
    from kooperacja.config.demo.stories import Step  # noqa: PLC0415 - stories do not know of meetings.

    agos = range(one.since, SIGNED + 1, -one.every)
    days = [*(back(last, ago) for ago in agos), ahead(last, SOON)]
    for number, day in enumerate(days[:-1]):
        yield Step(at(back(day, CALLED), 9, 20), "call", day)
        if number == CALLED_OFF:
            yield Step(at(back(day, 1), 8, 10), "call_off")
        yield Step(at(day, 10), "hold", (number, days[number + 1]))
        yield Step(at(ahead(day, SIGNED), 8, 30), "sign")
    yield Step(at(back(last, 1), 9, 20), "call", days[-1])
    yield Step(at(last, 9, 40), "answer")
