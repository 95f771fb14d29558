"""The permission matrix: who may make which move, and open which address; computed, then reviewed as a file.

Every actor here is authorised for ordinary and health data and has signed the statement: what is shown
is what role and relation alone decide. What rows somebody sees is the kernel's and is proved in `tests/kernel`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from typing import Any

from django.conf import settings

from kooperacja.access.actions import appoint
from kooperacja.access.models import Capacity
from kooperacja.access.snapshot import snapshot
from kooperacja.accounts.models import User
from kooperacja.agreements.models import Advice, Agreement, Opinion
from kooperacja.blue_cards.models import BlueCard, CardSeat
from kooperacja.cases.actions import open_case
from kooperacja.cases.models import Case
from kooperacja.diagnosis.models import Diagnosis, Workshop
from kooperacja.directory.kinds import Role
from kooperacja.disclosures.models import Disclosure, Mode
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.routes import Route, anyone, table
from kooperacja.foundation.verdict import Verdict
from kooperacja.foundation.workflow import Move, Workflow
from kooperacja.inquiries.models import Inquiry, InquiryKind
from kooperacja.meetings.models import Meeting
from kooperacja.plans.models import Plan
from kooperacja.referrals.access import DEADLINE_ACTOR
from kooperacja.referrals.models import Referral
from kooperacja.tasks.models import Task
from kooperacja.teams.actions import add_act, found_team, name_worker, open_seat
from kooperacja.teams.models import Seat, Team, TeamState
from kooperacja.teams.queries import get_team
from tests.cast import MONDAY, Town, enrol
from tests.house.test_workflows import FLOWS

SYSTEMS = (DEADLINE_ACTOR, "import")
MARK = "+"
HEAD = """\
# Permissions

Written by `python tools/permissions.py`; a test fails when it is stale. A change here is a change of who may do what:
look at each line of the difference.

Everybody below is authorised (art. 29 RODO) and has signed the statement of confidentiality. What is allowed here is
needed and not enough: each action also asks the kernel (`access`) whether this very row may be written, and a role
opens no row by itself.
"""


@dataclass(frozen=True)
class Relation:
    """How somebody stands to the object: one letter in the table, and who that is."""

    letter: str
    who: str
    make: Callable[[str], tuple[Actor, Any]]


class World:
    """The town, and in it one referral, one case and one agreement, with people of every role around them."""

    def __init__(self, cast: Town) -> None:
        self.cast = cast
        self.numbers = count(1)
        self.case = self._case()
        # The officer has agreed, so that what is shown is what role and relation alone decide.
        Opinion.objects.create(agreement=cast.agreement, institution=cast.at("gops"), advice=Advice.POSITIVE)

    def _case(self) -> Case:
        anna = self.cast.anna
        keys = {"learned_on": MONDAY.date(), "key_worker_id": anna.user.pk}
        return open_case(actor=anna.actor, family_name="Malinowscy", **keys)

    def worker(self, role: str, at: str, *, supervises: bool = False, capacity: str = "") -> Actor:
        """Somebody new in this role, appointed to the case in this capacity."""
        user = User.objects.create(email=f"{next(self.numbers)}@rola.example", full_name=f"Osoba {role}")
        actor = enrol(user, self.cast.at(at), role, title=role, supervises=supervises).actor
        if capacity:
            keys = {"user_id": user.pk, "institution_id": actor.institution_id, "capacity": capacity}
            appoint(self.cast.anna.actor, anchor=self.case.anchor, **keys)
        return actor

    def stranger(self, role: str, at: str) -> Actor:
        """An actor of whom nothing but role and institution is asked."""
        return Actor(next(self.numbers) + 10_000, 0, self.cast.at(at).pk, role, role)

    # ---- Relations

    def relations(self, flow: Workflow) -> tuple[Relation, ...]:
        found: tuple[Relation, ...] = getattr(self, f"_to_{flow.name}")()
        return found

    def _to_referral(self) -> tuple[Relation, ...]:
        def of(at: str, *, leads: bool = False) -> Callable[[str], tuple[Actor, Referral]]:
            def make(role: str) -> tuple[Actor, Referral]:
                actor = self.stranger(role, at)
                lead = actor.user_id if leads else None
                parties = {"sender": self.cast.at("school"), "addressee": self.cast.at("gops")}
                return actor, Referral(**parties, assigned_to_id=lead)

            return make

        return (
            Relation("S", "works for the institution that sent it", of("school")),
            Relation("A", "works for the institution that got it", of("gops")),
            Relation("L", "works for the institution that got it and leads it", of("gops", leads=True)),
            Relation("O", "works for a third institution", of("police")),
        )

    def _to_case(self) -> tuple[Relation, ...]:
        def of(at: str, **facts: Any) -> Callable[[str], tuple[Actor, Case]]:
            return lambda role: (self.worker(role, at, **facts), self.case)

        return (
            Relation("K", "is its key worker", of("gops", capacity=Capacity.KEY_WORKER)),
            Relation("T", "belongs to its team", of("gops", capacity=Capacity.TEAM)),
            Relation("M", "supervises the institution", of("gops", supervises=True)),
            Relation("N", "works for the institution and is not appointed", of("gops")),
            Relation("P", "is appointed to it by another institution", of("school", capacity=Capacity.TEAM)),
            Relation("O", "works for another institution", of("school")),
        )

    def _to_agreement(self) -> tuple[Relation, ...]:
        def of(at: str, **numbers: str) -> Callable[[str], tuple[Actor, Agreement]]:
            def make(role: str) -> tuple[Actor, Agreement]:
                actor, row = self.stranger(role, at), copy(self.agreement)
                for column, value in numbers.items():
                    setattr(row, column, getattr(actor, value))
                return actor, row

            return make

        prepared = {"prepared_by": "user_id", "prepared_for": "institution_id"}
        return (
            Relation("S", "acts for a party that has signed", of("gops")),
            Relation("W", "acts for such a party and sent it for signature", of("gops", **prepared)),
            Relation("C", "acts for such a party, which suspended it", of("gops", suspended_for="institution_id")),
            Relation("U", "acts for a party that has not signed", of("mostek")),
            Relation("O", "acts for an institution that is no party", of("outside")),
        )

    def _to_disclosure(self) -> tuple[Relation, ...]:
        def of(at: str, *, is_author: bool = False, mode: str = Mode.WINDOW) -> Callable[[str], tuple[Actor, Any]]:
            def make(role: str) -> tuple[Actor, Disclosure]:
                actor = self.worker(role, at)
                parties = {"giver": self.cast.at("gops"), "recipient": self.cast.at("school"), "mode": mode}
                return actor, Disclosure(**parties, author_id=actor.user_id if is_author else 0)

            return make

        return (
            Relation("A", "has prepared it for the giver, a window", of("gops", is_author=True)),
            Relation("L", "has prepared it for the giver, a letter", of("gops", is_author=True, mode=Mode.LETTER)),
            Relation("G", "works for the giver", of("gops")),
            Relation("R", "works for the recipient", of("school")),
            Relation("O", "works for a third institution", of("police")),
        )

    def _to_inquiry(self) -> tuple[Relation, ...]:
        def of(at: str, kind: str = InquiryKind.INFORMATION) -> Callable[[str], tuple[Actor, Any]]:
            def make(role: str) -> tuple[Actor, Inquiry]:
                parties = {"asker": self.cast.at("gops"), "addressee": self.cast.at("school")}
                return self.worker(role, at), Inquiry(**parties, kind=kind)

            return make

        return (
            Relation("S", "works for who asks, by law", of("gops")),
            Relation("A", "works for who is asked, by law", of("school")),
            Relation("D", "works for who asks for access", of("gops", InquiryKind.ACCESS)),
            Relation("G", "works for who is asked for access", of("school", InquiryKind.ACCESS)),
            Relation("O", "works for a third institution", of("police")),
        )

    def _to_task(self) -> tuple[Relation, ...]:
        def of(at: str, *, taker: str = "school") -> Callable[[str], tuple[Actor, Any]]:
            def make(role: str) -> tuple[Actor, Task]:
                parties = {"giver": self.cast.at("gops"), "taker": self.cast.at(taker)}
                return self.worker(role, at), Task(**parties, handed_at=MONDAY)

            return make

        return (
            Relation("G", "works for whose case it is", of("gops")),
            Relation("T", "works for who is to do it", of("school")),
            Relation("W", "works for whose case it is, and who does it too", of("gops", taker="gops")),
            Relation("O", "works for a third institution", of("police")),
        )

    def _to_plan(self) -> tuple[Relation, ...]:
        return self._of_the_case(Plan)

    def _to_diagnosis(self) -> tuple[Relation, ...]:
        return self._of_the_case(Diagnosis)

    def _to_workshop(self) -> tuple[Relation, ...]:
        return self._of_the_case(Workshop)

    def _of_the_case(self, model: Any) -> tuple[Relation, ...]:
        """A row of this kind in the case, to which people stand as they stand to the case."""

        def of(make: Callable[[str], tuple[Actor, Any]]) -> Callable[[str], tuple[Actor, Any]]:
            def made(role: str) -> tuple[Actor, Any]:
                actor, case = make(role)
                facts = {"owner_id": case.owner_id, "anchor_id": case.anchor_id, "subject_id": case.subject_id}
                return actor, model(case=case, **facts)

            return made

        return tuple(Relation(one.letter, one.who, of(one.make)) for one in self._to_case())

    def _to_bluecard(self) -> tuple[Relation, ...]:
        def of(at: str, body: str = "", *, is_handed: bool = True) -> Callable[[str], tuple[Actor, BlueCard]]:
            def make(role: str) -> tuple[Actor, BlueCard]:
                actor = self.stranger(role, at)
                card = BlueCard(owner=self.cast.at("gops"), team_id=1 if is_handed else None)
                mine = {"user_id": actor.user_id, "institution_id": actor.institution_id}
                card.seats = (CardSeat(**mine, body=body),) if body else ()
                return actor, card

            return make

        return (
            Relation("F", "works for the institution that filled it", of("gops", is_handed=False)),
            Relation("T", "sits over it in the interdisciplinary team", of("police", "team")),
            Relation("G", "sits over it in the group", of("police", "group")),
            Relation("O", "works for another institution", of("police")),
        )

    def _to_meeting(self) -> tuple[Relation, ...]:
        team = self._to_team()[0].make("")[1]

        def of(at: str, function: str = "", *, wrote: bool = False) -> Callable[[str], tuple[Actor, Meeting]]:
            def make(role: str) -> tuple[Actor, Meeting]:
                actor = self.worker(role, at)
                if function:
                    who = {"institution": self.cast.at(at), "user_id": actor.user_id}
                    Seat.objects.create(team=team, function=function, **who)
                working = get_team(self.cast.ewa.actor, team.ref)
                working.state = TeamState.WORKING
                return actor, Meeting(team=working, written_by=actor.user_id if wrote else 0)

            return make

        return (
            Relation("C", "has the seat of its coordinator", of("gops", "coordinator")),
            Relation("E", "has the seat of its secretary", of("school", "secretary")),
            Relation("F", "has such a seat and finished the minutes", of("school", "secretary", wrote=True)),
            Relation("S", "has the seat of a member", of("school", "member")),
            Relation("L", "works for the institution that leads the team", of("gops")),
            Relation("O", "works for another institution", of("police")),
        )

    def _to_team(self) -> tuple[Relation, ...]:
        ewa, halina = self.cast.ewa, self.cast.halina
        row = found_team(actor=ewa.actor, name="PZK Wierzbowo", variant="rural", kind="pzk")
        for kind in row.says().founding_acts:
            add_act(actor=ewa.actor, team=row, kind=kind, number="1", issuer="wójt", signed_on=MONDAY.date())
        for key, function in (("gops", "coordinator"), ("school", "member")):
            seat = open_seat(actor=ewa.actor, team=row, institution=self.cast.at(key), function=function)
            if key == "gops":
                name_worker(actor=halina.actor, seat=seat, user_id=ewa.user.pk)
        ready = get_team(ewa.actor, row.ref)

        def of(at: str) -> Callable[[str], tuple[Actor, Team]]:
            return lambda role: (self.stranger(role, at), ready)

        return (
            Relation("L", "works for the institution that leads it", of("gops")),
            Relation("S", "works for an institution that sits in it", of("school")),
            Relation("O", "works for another institution", of("police")),
        )

    @property
    def agreement(self) -> Agreement:
        row = self.cast.agreement
        assert row is not None
        return Agreement.objects.prefetch_related("parties__institution", "clauses", "opinions", "annexes").get(
            pk=row.pk
        )


# ---- Moves


Answers = dict[tuple[str, str, str], dict[str, Verdict]]


def moves(world: World, flow: Workflow) -> Answers:
    """By role, move and letter: what the rule says in each of the move's source states."""
    answers: Answers = {}
    for relation in world.relations(flow):
        for role in Role.values:
            actor, row = relation.make(role)
            for move in flow.moves:
                answers[role, move.name, relation.letter] = dict(_asked(move, actor, row))
    for name in SYSTEMS:
        _, row = world.relations(flow)[0].make(Role.KEY_WORKER)
        for move in flow.moves:
            answers[f"(system) {name}", move.name, MARK] = dict(_asked(move, Actor.system(name), row))
    return answers


def _asked(move: Move, actor: Actor, row: Any) -> Iterator[tuple[str, Verdict]]:
    for state in sorted(move.sources):
        shown = copy(row)
        shown.state = state
        yield state, move.allowed(actor, shown)


def _cell(answers: Answers, role: str, move: str, letters: str) -> str:
    said = []
    for letter in letters:
        by_state = answers.get((role, move, letter), {})
        yes = [state for state, verdict in by_state.items() if verdict]
        if yes:
            said.append(letter if len(yes) == len(by_state) else f"{letter} ({', '.join(yes)})")
    return " ".join(said)


def _reasons(answers: Answers, move: str, letter: str) -> str:
    """The codes with which somebody of this relation is refused, whatever the role."""
    codes = {
        verdict.code
        for (_, name, place), by_state in answers.items()
        if (name, place) == (move, letter)
        for verdict in by_state.values()
        if not verdict
    }
    return ", ".join(f"`{code}`" for code in sorted(codes))


def flow_section(world: World, flow: Workflow, answers: Answers) -> list[str]:
    relations = world.relations(flow)
    letters = "".join(relation.letter for relation in relations) + MARK
    names = [move.name for move in flow.moves]
    roles = sorted({role for role, _, _ in answers}, key=lambda role: (role.startswith("("), role))
    said = [f"## Moves of {flow.name}", ""]
    said += [f"- **{relation.letter}** {relation.who}" for relation in relations]
    said += ["", *_table(["Role", *names], ([r, *(_cell(answers, r, name, letters) for name in names)] for r in roles))]
    said += ["", "Refusals, by who is refused:", ""]
    heads = [relation.letter for relation in relations]
    return [*said, *_table(["Move", *heads], ([n, *(_reasons(answers, n, one) for one in heads)] for n in names)), ""]


# ---- Addresses


def _check_name(route: Route) -> str:
    if route.check is anyone:
        return "anyone"
    return f"{route.check.__module__.split('.')[1]}.{route.check.__name__}"


def route_section(world: World) -> list[str]:
    import_module(settings.ROOT_URLCONF)
    routes = [(name, route) for name, route in table() if not name.startswith("ui:gallery")]
    checks = {_check_name(route): route.check for _, route in routes if route.needs_actor}
    said = ["## Checks of addresses", "", "**W** a worker in this role, **M** one who also supervises.", ""]
    said += _table(["Role", *sorted(checks)], _checked(world, checks))
    rows = ([f"`/{r.path}`", name, " ".join(r.methods), r.resource, r.purpose, _admits(r)] for name, r in routes)
    said += ["", "## Addresses", ""]
    return [*said, *_table(["Address", "Name", "Methods", "Shows", "Purpose", "Check"], sorted(rows)), ""]


def _admits(route: Route) -> str:
    if route.resource == "public":
        return "nobody is asked"
    return _check_name(route) if route.needs_actor else "signed in"


def _checked(world: World, checks: dict[str, Callable[[Actor], Verdict]]) -> Iterator[list[str]]:
    for role in Role.values:
        worker, manager = (world.worker(role, "gops", supervises=supervises) for supervises in (False, True))
        marks: dict[str, str] = defaultdict(str)
        for name, check in checks.items():
            marks[name] = " ".join(mark for mark, actor in (("W", worker), ("M", manager)) if check(actor))
        yield [role, *(marks[name] for name in sorted(checks))]


def _table(heads: list[str], rows: Any) -> list[str]:
    return [_row(heads), _row(["---"] * len(heads)), *map(_row, rows)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def matrix(cast: Town) -> tuple[str, dict[str, Answers]]:
    """The document, and the answers that it was made from."""
    cast.institutions["outside"] = _outside(cast)
    world = World(cast)
    with snapshot():
        answers = {flow.name: moves(world, flow) for flow in FLOWS}
        parts = [line for flow in FLOWS for line in flow_section(world, flow, answers[flow.name])]
        parts += route_section(world)
    return "\n".join([HEAD, *parts]).rstrip("\n") + "\n", answers


def _outside(cast: Town) -> Any:
    """An institution of another county, no party of anything."""
    row = copy(cast.at("mostek"))
    row.pk, row.key, row.short_name = None, "outside", "OPS Daleko"
    row.save(force_insert=True)
    return row
