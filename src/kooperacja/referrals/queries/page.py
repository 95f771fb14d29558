"""Everything that the page of one referral shows, from one side of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Level
from kooperacja.cases.law import interview_deadline
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, today
from kooperacja.foundation.workflow import Move, State
from kooperacja.foundation.working_days import Deadline
from kooperacja.people.queries import age_on
from kooperacja.referrals import deadlines, law
from kooperacja.referrals.access import can_write_letter
from kooperacja.referrals.models import Answer, FamilyKnows, Letter, Party, Referral, Side
from kooperacja.referrals.queries.history import AnswerText, Event, Step, events, steps
from kooperacja.referrals.queries.letters import Gap, gaps
from kooperacja.referrals.queries.rows import Due, due_of
from kooperacja.referrals.queries.sides import awaits_receipt
from kooperacja.referrals.workflow import BEFORE_CASE, DRAFT, FLOW, RECEIVED, SENDING, TURN, WRITABLE, offered, shown


@dataclass(frozen=True, slots=True)
class LetterText:
    """One version of the letter, with its codes in words."""

    pk: int
    number: int
    mark: str
    sent_at: datetime | None
    request: str
    reason_kind: str
    reason: str
    done_so_far: str
    who: str
    age: int | None
    occupation: str
    guardians: str
    place: str
    phone: str
    family_knows: str
    basis: str
    article: str
    agreed_on: date | None
    holds_health: bool


@dataclass(frozen=True, slots=True)
class Term:
    """How the running deadline is counted. `days_left` are working days; `source` where the number
    of days comes from; `holidays` have no words, because the picture has no room for their names.
    """

    stage: str
    count: Deadline
    days_left: int
    is_late: bool
    holidays: dict[date, str]
    source: str

    @property
    def is_proposal(self) -> bool:
        return self.source.startswith(law.PROPOSAL)


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """A referral from one side. `is_preview`: the addressee decides about it now. `letter` is None
    for a reader of coordination only. `turn` is the institution that has to act, empty when nobody
    has; `is_my_turn` tells whether the reader can.
    """

    ref: str
    number: str
    side_pk: int
    state: State
    is_outgoing: bool
    is_draft: bool
    is_preview: bool
    is_urgent: bool
    sender: str
    author: str
    author_title: str
    addressee: str
    worker: str
    better: tuple[int, str] | None
    letter: LetterText | None
    earlier: list[LetterText]
    answers: list[AnswerText]
    steps: list[Step]
    events: list[Event]
    moves: list[Move]
    can_write: bool
    is_completed: bool
    gaps: list[Gap]
    due: Due | None
    term: Term | None
    interview: Deadline | None
    case: tuple[str, str] | None
    turn: str
    is_my_turn: bool
    has_news: bool

    @property
    def last_answer(self) -> AnswerText | None:
        return self.answers[0] if self.answers else None


def referral_page(actor: Actor, side: Side, purpose: str) -> ReferralPage:
    """From a side of `get_side`. Four more statements, however long the story is."""
    referral, found = side.referral, vars(side)
    letters = visible(Letter, actor, purpose).filter(side_id=side.pk).all("-number")
    answers = _answers(actor, side, purpose)
    turn, moves = TURN.get(referral.state, ""), _moves(actor, side, letters)
    writes = referral.state in WRITABLE and bool(letters) and bool(can_write_letter(actor, referral))
    return ReferralPage(
        ref=referral.ref,
        number=referral.number,
        side_pk=side.pk,
        state=shown(referral),
        is_outgoing=side.is_sender,
        is_draft=referral.state == DRAFT,
        is_preview=referral.state == RECEIVED,
        is_urgent=deadlines.is_urgent(referral),
        sender=referral.sender.short_name,
        author=referral.author.full_name,
        author_title=found["author_title"] or "",
        addressee=referral.addressee.short_name if referral.addressee else "",
        worker=referral.assigned_to.full_name if referral.assigned_to else "",
        better=_better(referral),
        letter=letter_text(letters[0]) if letters else None,
        earlier=[letter_text(letter) for letter in letters[1:]],
        answers=answers,
        steps=steps(referral),
        events=events(side, answers),
        moves=moves,
        can_write=writes,
        is_completed=bool(letters) and not letters[0].is_sent,
        gaps=gaps(referral, letters[0]) if letters and referral.state in WRITABLE else [],
        due=due_of(referral),
        term=_term(referral),
        interview=_interview(side),
        case=(found["case_ref"], found["case_number"]) if found["case_ref"] else None,
        turn=_name(referral, turn),
        is_my_turn=turn == side.party and bool(moves or writes),
        has_news=found["has_news"],
    )


def moves_for_programs(actor: Actor, side: Side, page: ReferralPage) -> list[Move]:
    """The buttons of the page, and receiving, which a page does by being opened."""
    return [FLOW.get("receive"), *page.moves] if awaits_receipt(actor, side) else page.moves


def letter_of(actor: Actor, side: Side, purpose: str) -> LetterText | None:
    """The newest text that is saved, to be compared with one that is being typed."""
    with snapshot():
        letters = visible(Letter, actor, purpose).filter(side_id=side.pk).all("-number", limit=1)
    return letter_text(letters[0]) if letters else None


def letter_text(letter: Letter) -> LetterText:
    basis = law.basis_of(letter.basis)
    return LetterText(
        pk=letter.pk,
        number=letter.number,
        mark=letter.mark,
        sent_at=letter.sent_at,
        request=letter.request,
        reason_kind=law.reason_label(letter.reason_code),
        reason=letter.reason,
        done_so_far=letter.done_so_far,
        who=f"{letter.first_name} {letter.last_name}".strip(),
        age=age_on(letter.born_on, today()) if letter.born_on else None,
        occupation=letter.occupation,
        guardians=letter.guardians,
        place=letter.place,
        phone=letter.phone,
        family_knows=str(FamilyKnows(letter.family_knows).label) if letter.family_knows else "",
        basis=basis.label if basis else "",
        article=basis.article if basis else "",
        agreed_on=letter.agreed_on,
        holds_health=letter.level >= Level.SPECIAL,
    )


def _answers(actor: Actor, side: Side, purpose: str) -> list[AnswerText]:
    rows = visible(Answer, actor, purpose).filter(side_id=side.pk).select_related("author")
    return [
        AnswerText(
            move=row.move,
            reason=law.reason_label(row.reason_code),
            text=row.text,
            author=row.author.full_name,
            written_at=row.written_at,
        )
        for row in rows.all("-written_at", "-pk")
    ]


def _moves(actor: Actor, side: Side, letters: Sequence[Letter]) -> list[Move]:
    """Without the letter nothing can be decided; without a finished one nothing can be sent."""
    if not letters:
        return []
    moves = offered(actor, side.referral, has_case=side.case_id is not None)
    unfinished = letters[0].is_sent or bool(gaps(side.referral, letters[0]))
    return [move for move in moves if not (unfinished and move.name in SENDING)]


def _better(referral: Referral) -> tuple[int, str] | None:
    better = referral.redirected_to
    return (better.pk, better.short_name) if better else None


def _name(referral: Referral, party: str) -> str:
    if party == Party.SENDER:
        return referral.sender.short_name
    return referral.addressee.short_name if party and referral.addressee else ""


def _term(referral: Referral) -> Term | None:
    count, due = deadlines.running(referral), due_of(referral)
    if count is None or due is None:
        return None
    stage = deadlines.stage_of(referral)
    term = law.term_of(stage, count.start, urgent=deadlines.is_urgent(referral))
    return Term(
        stage=stage,
        count=count,
        days_left=max(due.days_left, 0),
        is_late=due.is_late,
        holidays=dict.fromkeys(deadlines.holidays_around(count), ""),
        source=term.source if term else "",
    )


def _interview(side: Side) -> Deadline | None:
    """The family interview that a welfare centre owes (art. 107 of the act on social assistance),
    counted from the day on which the letter lay in its inbox. A case opened has its own.
    """
    referral = side.referral
    if referral.addressee is None or side.case_id or referral.state not in BEFORE_CASE:
        return None
    urgent = deadlines.is_urgent(referral)
    return interview_deadline(referral.addressee.kind, local_date(referral.sent_at), urgent=urgent)
