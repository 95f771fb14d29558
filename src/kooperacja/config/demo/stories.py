"""The stories of the county, step by step: an exchange of letters, and the work with a family.

Each step is the action that a worker would take, at the instant that `plan` gave it. What is planned
stands first in each class, the rows that the steps make stand last. A story keeps its rows in hand
from step to step, as the only one who changes them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from kooperacja.access import actions as facts
from kooperacja.access.door import visible
from kooperacja.access.models import Emergency
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases import actions as cases
from kooperacja.cases.models import Case
from kooperacja.config.demo import agreed, asked, handed, homes, planned, sharing, way
from kooperacja.config.demo.families import Family, pesel_of
from kooperacja.config.demo.people import Member
from kooperacja.consents.models import Consent
from kooperacja.directory.models import Institution, Membership
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.inquiries.models import InquirySide
from kooperacja.people.actions import DetailText, add_detail, correct_detail
from kooperacja.people.kinds import DetailKind
from kooperacja.people.models import Detail, Person
from kooperacja.referrals import actions as referrals
from kooperacja.referrals.access import DEADLINE_ACTOR
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries import get_side
from kooperacja.referrals.queries.letters import Content, letter_content


@dataclass(frozen=True, slots=True)
class Step:
    """What happens when; `told` is what this step alone needs to know."""

    at: datetime
    name: str
    told: Any = None


@dataclass(slots=True)
class County:
    """The institutions by key, and who acts in them."""

    places: dict[str, Institution] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    supervisors: dict[str, str] = field(default_factory=dict)
    # How many plans were written, and diagnoses begun.
    planned: int = 0
    diagnosed: int = 0
    memberships: dict[str, Membership] = field(default_factory=dict)


class Story(Protocol):
    """Something that goes on for a while."""

    steps: list[Step]

    def perform(self, county: County, step: Step) -> None: ...


@dataclass(slots=True)
class Noted:
    """A note to write: what kind of contact, about what and whom."""

    kind: str
    category: str
    text: str
    about: Member | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the family card; `other` is whom a ruling names."""

    about: Member
    kind: DetailKind
    text: str
    paper: str = ""
    since: date | None = None
    other: Member | None = None


@dataclass(slots=True)
class Casework:
    """A family in the care of an institution, led by `lead`."""

    family: Family
    place: str
    lead: str
    steps: list[Step] = field(default_factory=list)
    external_number: str = ""
    is_urgent: bool = False
    learned_on: date | None = None
    row: Case | None = None
    glass: Emergency | None = None
    people: dict[Member, Person] = field(default_factory=dict)
    consents: dict[agreed.Agreed, Consent] = field(default_factory=dict)
    given_out: dict[handed.Handed, RegisterEntry] = field(default_factory=dict)
    asked: dict[Any, InquirySide] = field(default_factory=dict)
    # The reference of its plan, and those of the actions in it.
    plan: str = ""
    tasks: list[str] = field(default_factory=list)
    # The reference of its newest diagnosis, and how each area was rated.
    diagnosis: str = ""
    scores: dict[str, int] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        if self.row is None:
            raise LookupError(f"the case of {self.family.name} was not opened yet")
        return self.row

    def perform(self, county: County, step: Step) -> None:
        """Take one step, as who leads the case."""
        CASE_STEPS[step.name](self, county, county.actors[self.lead], step.told)

    def open(self, county: County, actor: Actor, told: Any) -> None:
        """The family came by itself."""
        self.row = cases.open_case(
            actor=actor,
            family_name=self.family.name,
            place=self.family.village,
            learned_on=self.learned_on or today(),
            is_urgent=self.is_urgent,
            key_worker_id=actor.user_id,
            external_number=self.external_number,
        )

    def member(self, county: County, actor: Actor, told: Member) -> None:
        self.people[told] = cases.add_member(
            actor=actor,
            case=self.case,
            first_name=told.first_name,
            last_name=told.last_name,
            born_on=told.born_on,
            kinship=told.kinship,
            occupation=told.work,
            occupation_kind=told.work_kind,
            pesel=pesel_of(told),
        )

    def interview(self, county: County, actor: Actor, told: Any) -> None:
        cases.record_interview(actor=actor, case=self.case, version=self.case.version, done_on=today())

    def note(self, county: County, actor: Actor, told: Noted) -> None:
        cases.write_note(
            actor=actor,
            case=self.case,
            kind=told.kind,
            happened_on=today(),
            category=told.category,
            text=told.text,
            person=self.people.get(told.about) if told.about else None,
        )

    def write(self, county: County, actor: Actor, told: Known) -> None:
        """A line of the family card."""
        other = self.people.get(told.other) if told.other else None
        since = told.since or today()
        typed = DetailText(told.kind, since, told.text, told.paper, None, other)
        add_detail(actor=actor, person=self.people[told.about], typed=typed)

    def put_right(self, county: County, actor: Actor, told: tuple[Known, str]) -> None:
        """The first text was a mistake."""
        known, text = told
        person = self.people[known.about]
        with snapshot():
            rows = visible(Detail, actor, Purpose.JOINT_HELP).filter(person=person, kind=known.kind, text=known.text)
            row = rows.get()
        typed = DetailText(known.kind, row.since, text, known.paper)
        correct_detail(actor=actor, detail=row, person=person, typed=typed)

    def tell(self, county: County, actor: Actor, told: Any) -> None:
        """The privacy notice, for everybody who is written down."""
        agreed.tell(actor, self.case, list(self.people.values()))

    def agree(self, county: County, actor: Actor, told: agreed.Agreed) -> None:
        self.consents[told] = agreed.agree(actor, self.case, self.people, told, county.places)

    def take_back(self, county: County, actor: Actor, told: agreed.Agreed) -> None:
        agreed.take_back(actor, self.case, self.consents[told], told)

    def join(self, county: County, actor: Actor, told: str) -> None:
        """A colleague joins the family team."""
        cases.appoint_worker(actor=actor, case=self.case, user_id=county.actors[told].user_id)

    def hand_over(self, county: County, actor: Actor, told: str) -> None:
        """The manager gives the case to another key worker."""
        manager = county.actors[county.supervisors[self.place]]
        cases.change_key_worker(actor=manager, case=self.case, user_id=county.actors[told].user_id)
        self.lead = told

    def close(self, county: County, actor: Actor, told: str) -> None:
        """What a team worked on is closed by the manager, for the coordinator is not in each case."""
        planned.end_all(self, county, actor, told)
        manager = county.actors[county.supervisors[self.place]]
        cases.close_case(actor=manager, case=self.case, close_reason=told, closed_on=today())

    def shun(self, county: County, actor: Actor, told: str) -> None:
        """A worker who is related to the family keeps away."""
        facts.declare_conflict(actor, anchor_id=self.case.anchor_id, user_id=county.actors[told].user_id)

    def restrict(self, county: County, actor: Actor, told: Any) -> None:
        """The family contests what is written (art. 18 RODO)."""
        facts.restrict(actor, anchor_id=self.case.anchor_id)

    def show(self, county: County, actor: Actor, told: tuple[str, str]) -> None:
        """A partner's worker may read a part of it."""
        sharing.show_to(actor, self.case, county.actors[told[0]], told[1])

    def hide(self, county: County, actor: Actor, told: str) -> None:
        sharing.hide(actor, self.case, county.actors[told])

    def danger(self, county: County, actor: Actor, told: tuple[str, str]) -> None:
        self.glass = sharing.open_in_danger(county.actors[told[0]], actor, self.case, told[1])

    def approve(self, county: County, actor: Actor, told: str) -> None:
        """The data-protection officer reviews the latest emergency access."""
        if self.glass is not None:
            sharing.approve(county.actors[told], self.glass)


@dataclass(slots=True)
class Exchange:
    """A referral from the draft to its end. `opener` opens the inbox, `worker` takes it up.

    The sender's side may lie in a case of his; the addressee may open a case from the letter or put
    it into one. `better` is the place that a refusal names.
    """

    sender: str
    addressee: str
    author: str
    opener: str
    worker: str
    content: Content
    urgency: str
    steps: list[Step]
    about: Member | None = None
    from_case: Casework | None = None
    into_case: Casework | None = None
    better: str = ""
    mine: Side | None = None
    theirs: Side | None = None

    @property
    def sent(self) -> Side:
        if self.mine is None:
            raise LookupError("the letter was not written yet")
        return self.mine

    @property
    def got(self) -> Side:
        if self.theirs is None:
            raise LookupError("the letter was not opened yet")
        return self.theirs

    def perform(self, county: County, step: Step) -> None:
        EXCHANGE_STEPS[step.name](self, county, step.told)

    # ---- The sender

    def _writes(self, county: County) -> Actor:
        return county.actors[self.from_case.lead if self.from_case else self.author]

    def draft(self, county: County, told: Any) -> None:
        person = self.from_case.people.get(self.about) if self.from_case and self.about else None
        self.mine = referrals.draft_referral(
            actor=self._writes(county),
            content=self.content,
            addressee_id=county.places[self.addressee].pk,
            urgency=self.urgency,
            case=self.from_case.case if self.from_case else None,
            person=person,
        )

    def send(self, county: County, told: Any) -> None:
        referrals.send_referral(actor=self._writes(county), side=self.sent)

    def complete(self, county: County, told: Content) -> None:
        actor = self._writes(county)
        mark = letter_content(actor, self.sent, Purpose.JOINT_HELP).mark
        referrals.change_draft(actor=actor, side=self.sent, mark=mark, content=told)

    def resend(self, county: County, told: Any) -> None:
        referrals.resend(actor=self._writes(county), side=self.sent)

    def confirm(self, county: County, told: Any) -> None:
        referrals.confirm(actor=self._writes(county), side=self.sent)

    def not_done(self, county: County, told: str) -> None:
        referrals.not_done(actor=self._writes(county), side=self.sent, text=told)

    def withdraw(self, county: County, told: str) -> None:
        referrals.withdraw(actor=self._writes(county), side=self.sent, text=told)

    def lapse(self, county: County, told: Any) -> None:
        """Nobody confirmed in time: the nightly act closes it."""
        referrals.close_unconfirmed(actor=Actor.system(DEADLINE_ACTOR))

    # ---- The addressee

    def _opens(self, county: County) -> Actor:
        return county.actors[self.opener]

    def receive(self, county: County, told: Any) -> None:
        actor = self._opens(county)
        if self.theirs is None:
            self.theirs = get_side(actor, self.sent.referral.ref, Purpose.JOINT_HELP)
            # One row of the workflow in memory, so that each side knows of the other's moves.
            self.theirs.referral = self.sent.referral
        referrals.receive(actor=actor, side=self.theirs)

    def accept(self, county: County, told: Any) -> None:
        referrals.accept(actor=self._opens(county), side=self.got)

    def returns(self, county: County, told: tuple[str, str]) -> None:
        referrals.return_for_completion(actor=self._opens(county), side=self.got, reason_code=told[0], text=told[1])

    def decline(self, county: County, told: tuple[str, str]) -> None:
        better = county.places[self.better].pk if self.better else None
        referrals.decline(actor=self._opens(county), side=self.got, reason_code=told[0], text=told[1], better_id=better)

    def redirect(self, county: County, told: tuple[str, str]) -> None:
        referrals.redirect(
            actor=self._opens(county),
            side=self.got,
            better_id=county.places[self.better].pk,
            reason_code=told[0],
            text=told[1],
        )

    def assign(self, county: County, told: Any) -> None:
        worker = county.actors[self.worker].user_id
        referrals.assign(actor=self._opens(county), side=self.got, worker_id=worker)

    def open_case(self, county: County, told: Any) -> None:
        case = self._case_of_addressee()
        case.row = referrals.open_case(
            actor=self._opens(county),
            side=self.got,
            family_name=case.family.name,
            place=case.family.village,
            learned_on=case.learned_on or today(),
            is_urgent=case.is_urgent,
            key_worker_id=county.actors[case.lead].user_id,
            external_number=case.external_number,
            kinship=self.about.kinship if self.about else "",
            occupation_kind=self.about.work_kind if self.about and self.content.occupation else "",
            first_name=self.about.first_name if self.about else "",
            last_name=self.about.last_name if self.about else "",
        )
        if self.about:
            case.people[self.about] = _person(county.actors[case.lead], self.got.subject_id)

    def link_case(self, county: County, told: Any) -> None:
        """Who opens the inbox may not see the case; the manager sees both."""
        case = self._case_of_addressee()
        actor = self._opens(county) if self.opener == case.lead else county.actors[county.supervisors[self.addressee]]
        referrals.link_case(actor=actor, side=self.got, case=case.case)

    def report_done(self, county: County, told: str) -> None:
        worker = self.into_case.lead if self.into_case else self.worker
        referrals.report_done(actor=county.actors[worker], side=self.got, text=told)

    def _case_of_addressee(self) -> Casework:
        if self.into_case is None:
            raise LookupError("this letter goes into no case")
        return self.into_case


def _person(actor: Actor, subject_id: int) -> Person:
    with snapshot():
        return visible(Person, actor, Purpose.JOINT_HELP).get(anchor_id=subject_id)


CASE_STEPS: dict[str, Callable[..., None]] = {
    "open": Casework.open,
    "member": Casework.member,
    "interview": Casework.interview,
    "note": Casework.note,
    "write": Casework.write,
    "put_right": Casework.put_right,
    "welcome": homes.welcome,
    "tell": Casework.tell,
    "agree": Casework.agree,
    "take_back": Casework.take_back,
    **handed.STEPS,
    **asked.STEPS,
    **way.STEPS,
    **planned.STEPS,
    "join": Casework.join,
    "hand_over": Casework.hand_over,
    "close": Casework.close,
    "shun": Casework.shun,
    "restrict": Casework.restrict,
    "show": Casework.show,
    "hide": Casework.hide,
    "danger": Casework.danger,
    "approve": Casework.approve,
}
EXCHANGE_STEPS: dict[str, Callable[..., None]] = {
    "draft": Exchange.draft,
    "send": Exchange.send,
    "complete": Exchange.complete,
    "resend": Exchange.resend,
    "confirm": Exchange.confirm,
    "not_done": Exchange.not_done,
    "withdraw": Exchange.withdraw,
    "lapse": Exchange.lapse,
    "receive": Exchange.receive,
    "accept": Exchange.accept,
    "return": Exchange.returns,
    "decline": Exchange.decline,
    "redirect": Exchange.redirect,
    "assign": Exchange.assign,
    "open_case": Exchange.open_case,
    "link_case": Exchange.link_case,
    "report_done": Exchange.report_done,
}
