"""The family's way in the county: each move of a case by who decides about it."""

from collections.abc import Callable
from itertools import chain, cycle
from random import Random
from typing import TYPE_CHECKING, Any

from kooperacja.agreements.labels import Purpose
from kooperacja.cases import actions as cases
from kooperacja.cases.models import RefuseReason, SuspendReason
from kooperacja.config.demo import agreed, diagnosed, planned
from kooperacja.config.demo.county import POSTS
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.participation.actions import Said, record_answers
from kooperacja.participation.models import Answer, Medium
from kooperacja.people.law import is_minor
from kooperacja.referrals import actions as referrals
from kooperacja.referrals.queries import get_side
from kooperacja.referrals.queries.letters import Content

if TYPE_CHECKING:
    from kooperacja.config.demo.stories import Casework, County

TO_WORK = ("qualify", "inform", "assess", "plan", "begin")
# How far the first open cases of the county have come, so that each state is there, and in turn the others.
FIRST: tuple[tuple[str, ...], ...] = (
    TO_WORK,
    TO_WORK[:3],
    (*TO_WORK, "review"),
    TO_WORK[:4],
    (*TO_WORK, "suspend"),
    TO_WORK[:1],
    (*TO_WORK, "propose_closing"),
    TO_WORK[:2],
    ("qualify", "refuse"),
)
THEN: tuple[tuple[str, ...], ...] = (
    TO_WORK,
    (*TO_WORK, "review", "go_on"),
    TO_WORK,
    TO_WORK[:3],
    (*TO_WORK, "suspend", "resume"),
    (*TO_WORK, "review"),
)
# What an ended case went through, in turn.
CLOSED_BY_TEAM = (*TO_WORK, "review", "propose_closing", "close")
ENDED: tuple[tuple[str, ...], ...] = (CLOSED_BY_TEAM, (*CLOSED_BY_TEAM, "archive"))
FIRST_ENDED = (*ENDED, ("qualify", "transfer"))
LAST = frozenset({"close", "transfer", "archive"})
CENTRES = ("gops", "gops_zalesie", "mops")
CLASSES = ("b10", "b5", "b10")


class Stages:
    """Deals out how far each case comes."""

    def __init__(self) -> None:
        self.dice = Random(5)  # noqa: S311 - what is invented need not be secret.
        self._open, self._ended = chain(FIRST, cycle(THEN)), chain(FIRST_ENDED, cycle(ENDED))

    def of_open(self) -> tuple[str, ...]:
        return next(self._open)

    def of_ended(self) -> tuple[str, ...]:
        return next(self._ended)

    def told_of(self, name: str, place: str) -> Any:
        """What the move is told."""
        if name == "refuse":
            return self.dice.choice(RefuseReason.values)
        if name == "suspend":
            return self.dice.choice(SuspendReason.values), self.dice.randint(15, 90)
        if name == "archive":
            return self.dice.choice(CLASSES)
        return next(centre for centre in CENTRES if centre != place) if name == "transfer" else None


def _plain(act: Callable[..., None]) -> Callable[..., None]:
    def step(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
        act(actor=actor, case=held.case)

    return step


def _by_manager(act: Callable[..., None]) -> Callable[..., None]:
    def step(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
        act(actor=_manager(held, county), case=held.case)

    return step


def _manager(held: "Casework", county: "County") -> Actor:
    return county.actors[county.supervisors[held.place]]


def _also(act: Callable[..., None], other: Callable[..., None]) -> Callable[..., None]:
    """A move of the case, and with it one of its plan."""

    def step(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
        act(actor=actor, case=held.case)
        other(held, county, actor, told)

    return step


def plan(held: "Casework", county: "County", actor: Actor, told: bool) -> None:
    """`told` says that work begins later: then its plan is written, approved and signed on that day."""
    diagnosed.finish(held, county, actor, told)
    cases.plan_case(actor=actor, case=held.case)
    if not told:
        planned.draft(held, county, actor, told)


def begin(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    planned.into_force(held, county, actor, told)
    cases.begin_case(actor=_manager(held, county), case=held.case)


def inform(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """The family gets the notice in the talk."""
    agreed.tell(actor, held.case, list(held.people.values()))
    cases.inform_case(actor=actor, case=held.case, talked_on=today())


def assess(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """Each adult agreed on the same day, and the diagnosis began."""
    adults = [person for person in held.people.values() if not is_minor(person.born_on, today())]
    said = [Said(person, Answer.YES.value) for person in adults]
    record_answers(actor=actor, case=held.case, said=said, said_on=today(), medium=Medium.PAPER.value)
    cases.assess_case(actor=actor, case=held.case)
    diagnosed.begin(held, county, actor, told)


def review(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """With the plan the areas are looked at and rated anew."""
    diagnosed.again(held, county, actor, told)
    planned.review(held, county, actor, told)


def refuse(held: "Casework", county: "County", actor: Actor, told: str) -> None:
    cases.refuse_case(actor=actor, case=held.case, refuse_reason=told)


def suspend(held: "Casework", county: "County", actor: Actor, told: tuple[str, int]) -> None:
    reason, days = told
    resume_on = today().fromordinal(today().toordinal() + days)
    cases.suspend_case(actor=_manager(held, county), case=held.case, suspend_reason=reason, resume_on=resume_on)


def archive(held: "Casework", county: "County", actor: Actor, told: str) -> None:
    cases.archive_case(actor=_manager(held, county), case=held.case, retention=told)


def transfer(held: "Casework", county: "County", actor: Actor, told: str) -> None:
    """The family moved: its new centre accepts a letter first, and opens a case of its own."""
    about = held.family.members[0]
    letter = Content(
        request="Rodzina przeprowadza się na Państwa teren. Prosimy o przejęcie pomocy od przyszłego miesiąca.",
        reason_code="living",
        reason="Rodzina wynajęła tam mieszkanie i zmienia szkołę dzieci.",
        first_name=about.first_name,
        last_name=about.last_name,
        born_on=about.born_on,
        place=held.family.village,
        family_knows="yes",
        basis="welfare_task",
    )
    side = referrals.draft_referral(
        actor=actor,
        content=letter,
        addressee_id=county.places[told].pk,
        urgency="normal",
        case=held.case,
        person=held.people[about],
    )
    referrals.send_referral(actor=actor, side=side)
    opener = county.actors[next(key for key, post in POSTS.items() if post.place == told and post.intake)]
    for act in (referrals.receive, referrals.accept):
        act(actor=opener, side=get_side(opener, side.referral.ref, Purpose.JOINT_HELP))
    cases.transfer_case(actor=_manager(held, county), case=held.case)


STEPS: dict[str, Callable[..., None]] = {
    "qualify": _plain(cases.qualify_case),
    "inform": inform,
    "refuse": refuse,
    "assess": assess,
    "plan": plan,
    "begin": begin,
    "review": _also(cases.review_case, review),
    "go_on": _also(cases.go_on_case, planned.go_on),
    "suspend": suspend,
    "resume": _by_manager(cases.resume_case),
    "propose_closing": _plain(cases.propose_closing_case),
    "transfer": transfer,
    "archive": archive,
}
