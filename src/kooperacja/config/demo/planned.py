"""The plans of the county's families: written with the family, approved, signed, lived through and closed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from kooperacja.access.queries import covering
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.config.demo.county import POSTS
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.plans import actions as plans
from kooperacja.plans.actions import GoalWords
from kooperacja.plans.models import Plan
from kooperacja.plans.queries.rows import get_plan
from kooperacja.tasks import actions as tasks
from kooperacja.tasks.actions import Wanted
from kooperacja.tasks.models import OPEN, PRESSED, TaskState
from kooperacja.tasks.queries.rows import get_side

if TYPE_CHECKING:
    from kooperacja.config.demo.stories import Casework, County

HELP = Purpose.JOINT_HELP
# Every second family has a plan with several goals; the others one goal and one action of their own institution.
SECOND = 2
# Of so many actions one was not done.
EVERY = 5
# Of what is due within so many days something is said each time, so that little is late.
HORIZON = timedelta(days=12)


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal, with its actions: who does each (empty: the institution itself) and in how many days."""

    category: str
    words: GoalWords
    actions: tuple[tuple[str, str, int], ...]


AIMS = (
    Aim(
        "education",
        GoalWords(
            "Dzieci chodzą do szkoły regularnie",
            "obecność co najmniej 90% przez trzy miesiące",
            "Rodzice dzwonią do szkoły w dniu każdej nieobecności.",
        ),
        (("Stały kontakt wychowawcy z rodzicami", "school", 90), ("Wizyta dzieci u psychologa", "ppp", 45)),
    ),
    Aim(
        "income",
        GoalWords("Rodzina ma stały dochód", "wynagrodzenie przez trzy miesiące", "Zgłaszamy się na każdy termin."),
        (("Wniosek o świadczenie", "", 30), ("Oferta stażu", "pup", 120)),
    ),
    Aim(
        "family",
        GoalWords(
            "Rodzice mają wsparcie na co dzień", "dwie wizyty w tygodniu", "Wpuszczamy asystenta i mówimy, co pomaga."
        ),
        (("Asystent rodziny, dwie wizyty w tygodniu", "", 180), ("Poradnictwo rodzinne", "pcpr", 150)),
    ),
    Aim(
        "addiction",
        GoalWords("Dorośli utrzymują trzeźwość", "sześć miesięcy bez alkoholu", "Chodzimy na spotkania grupy."),
        (("Miejsce w grupie wsparcia", "", 60),),
    ),
    Aim(
        "housing",
        GoalWords("Mieszkanie jest ciepłe i bezpieczne", "przegląd pieca z wynikiem dobrym"),
        (("Pomoc w zgłoszeniu przeglądu pieca", "", 40),),
    ),
)
STEPS_OF_DRAFT = ("consult", "remark", "submit")
REMARKS = (
    "Zgadzamy się. Najważniejsze, żeby ktoś pomógł w urzędach.",
    "Chcemy, żeby dzieci miały spokój. Na terapię pójdziemy, jeśli nie będzie w godzinach pracy.",
    "Plan jest dobry. Prosimy tylko nie dzwonić rano.",
)


def draft(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """One that waits: being written, with the family, or before the team."""
    number = _written(held, county, actor)
    for name in STEPS_OF_DRAFT[: number % 4]:
        _step(held, county, actor, name)


def _written(held: "Casework", county: "County", actor: Actor) -> int:
    """With several goals or one, in turn; what partners do goes only where an agreement lets it."""
    number = county.planned
    county.planned += 1
    plan = plans.make_plan(actor=actor, case=held.case)
    aims = [*AIMS[number % len(AIMS) :], *AIMS[: number % len(AIMS)]][: 1 if number % SECOND else 3]
    for place, aim in enumerate(aims):
        goal = plans.add_goal(actor=actor, plan=plan, category=aim.category, words=aim.words, is_main=place == 0)
        for title, partner, days in islice(aim.actions, 1 if number % SECOND else 2):
            taker = partner_or_own(held, county, partner)
            wanted = Wanted(title, taker, today() + timedelta(days=days + number % 11), "notatka w sprawie")
            side = plans.add_action(actor=actor, plan=plan, goal=goal, wanted=wanted)
            held.tasks.append(side.task.ref)
    held.plan = plan.ref
    return number


def into_force(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """In one day, from the writing on; the last action stays proposed where it is a partner's."""
    _written(held, county, actor)
    for name in STEPS_OF_DRAFT:
        _step(held, county, actor, name)
    for ref in held.tasks[:-1]:
        taker = who_answers(county, ref, held, actor)
        if taker:
            side = get_side(taker, ref, HELP)
            if side.task.state == TaskState.PROPOSED:
                tasks.accept(actor=taker, side=side)
    _decided(held, county, actor)


def _decided(held: "Casework", county: "County", actor: Actor) -> None:
    """The team approves, an adult of the family and the key worker sign, and it is in force."""
    manager = county.actors[county.supervisors[held.place]]
    votes: dict[str, Any] = {"votes_for": 4, "votes_against": 0, "abstained": 0, "recused": len(held.tasks) % 2}
    plans.approve_plan(actor=manager, plan=_plan(held, manager), decided_on=today(), **votes)
    how: dict[str, Any] = {"medium": "paper", "signed_on": today()}
    adult = next(iter(held.people.values()))
    plans.sign_plan(actor=actor, plan=_plan(held, actor), person=adult, **how)
    plans.sign_plan(actor=actor, plan=_plan(held, actor), **how)
    plans.enforce(actor=manager, plan=_plan(held, manager))


def review(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    plans.review(actor=actor, plan=_plan(held, actor))


def go_on(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """Every third plan gets a next version with one goal more; the others go on as they are."""
    plan = _plan(held, actor)
    if county.planned % 3:
        plans.resume(actor=actor, plan=plan)
        return
    following = plans.make_plan(actor=actor, case=held.case)
    words = GoalWords("Rodzina zna swoje prawa w urzędach", "samodzielnie złożony wniosek")
    goal = plans.add_goal(actor=actor, plan=following, category="family", words=words)
    own = county.places[held.place].pk
    wanted = Wanted("Wspólne wypełnienie wniosku", own, today() + timedelta(days=60))
    held.tasks.append(plans.add_action(actor=actor, plan=following, goal=goal, wanted=wanted).task.ref)
    held.plan = following.ref
    for name in STEPS_OF_DRAFT:
        _step(held, county, actor, name)
    _decided(held, county, actor)


def progress(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """What is due soon is reported and confirmed; every fifth was not done, because the person did not come."""
    for number, ref in enumerate(held.tasks):
        side = get_side(actor, ref, HELP)
        if side.task.state not in PRESSED or side.task.due_on > today() + HORIZON:
            continue
        _end(held, county, actor, ref, number)


def end_all(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """Before a case is closed each action has an end, and the plan with it."""
    for number, ref in enumerate(held.tasks):
        if get_side(actor, ref, HELP).task.state in OPEN:
            _end(held, county, actor, ref, number)
    manager = county.actors[county.supervisors[held.place]]
    if held.plan and _plan(held, manager).state in {"in_force", "under_review"}:
        plans.complete(actor=manager, plan=_plan(held, manager))


def _end(held: "Casework", county: "County", actor: Actor, ref: str, number: int) -> None:
    taker = who_answers(county, ref, held, actor)
    side = get_side(actor, ref, HELP)
    if taker is None or side.task.state == TaskState.PROPOSED:
        tasks.cancel(actor=actor, side=side, reason_code="obsolete")
    elif number % EVERY == EVERY - 1:
        tasks.fail(actor=actor, side=side, reason_code="absent")
    else:
        theirs = get_side(taker, ref, HELP)
        tasks.report(actor=taker, side=theirs, text="Zrobione w terminie, rodzina potwierdza.")
        tasks.confirm(actor=actor, side=get_side(actor, ref, HELP))


def _step(held: "Casework", county: "County", actor: Actor, name: str) -> None:
    plan = _plan(held, actor)
    if name == "consult":
        plans.consult(actor=actor, plan=plan)
    elif name == "remark":
        plans.add_remark(actor=actor, plan=plan, text=REMARKS[plan.pk % len(REMARKS)], said_on=today())
    else:
        manager = county.actors[county.supervisors[held.place]]
        plans.submit(actor=manager, plan=_plan(held, manager))


def _plan(held: "Casework", actor: Actor) -> Plan:
    return get_plan(actor, held.plan, HELP)


def partner_or_own(held: "Casework", county: "County", partner: str) -> int:
    """The partner, where an agreement covers it today; otherwise the institution itself."""
    own = county.places[held.place].pk
    if partner and partner != held.place and covering(own, county.places[partner].pk, Category.COORDINATION, HELP):
        return county.places[partner].pk
    return own


def who_answers(county: "County", ref: str, held: "Casework", actor: Actor) -> Actor | None:
    """Who answers for the institution that is to do it, while it works."""
    taker = get_side(actor, ref, HELP).task.taker_id
    if taker == actor.institution_id:
        return actor
    key = next(key for key, place in county.places.items() if place.pk == taker)
    return next((county.actors[name] for name, post in POSTS.items() if post.place == key and post.intake), None)


STEPS: dict[str, Callable[..., None]] = {"progress": progress}
