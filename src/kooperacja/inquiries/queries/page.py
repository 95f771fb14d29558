"""One request with all that its party may read of it, and what can be done with it."""

from dataclasses import dataclass
from datetime import date, datetime

from kooperacja.access.door import visible
from kooperacja.access.models import Part
from kooperacja.agreements.labels import Purpose
from kooperacja.audit import queries as trail
from kooperacja.cases.models import ENDED, Case
from kooperacja.directory.models import Institution
from kooperacja.disclosures.models import DisclosedItem, RegisterEntry
from kooperacja.disclosures.models import Party as DisclosureParty
from kooperacja.documents.queries import FileRow, files_by_key
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.workflow import Move
from kooperacja.inquiries import law
from kooperacja.inquiries.access import can_attach, can_put_off, can_share
from kooperacja.inquiries.models import Inquiry, InquirySide, InquiryState, InquiryText, RefuseReason, Section
from kooperacja.inquiries.queries.listing import InquiryRow, described, row_of
from kooperacja.inquiries.queries.rows import is_answer_of
from kooperacja.inquiries.workflow import FLOW, offered
from kooperacja.people.access import writing
from kooperacja.people.models import Person, folded_name

MOST_CASES = 5


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the timeline. Of the other party only the institution is told."""

    move: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file from which the data could be handed over."""

    ref: str
    number: str


@dataclass(frozen=True, slots=True)
class InquiryPage:
    """`question` and `answer` are empty for who sees coordination only. `files` are those of the reader in which
    the person is, `about` whom the data are marked of; `disclosure` is the reference of what answered the request.
    Until `review_on` the person is not told of it.
    """

    row: InquiryRow
    is_access: bool
    asker: Institution
    addressee: Institution
    is_on_paper: bool
    basis: str
    purpose: str
    aim: str
    codes: tuple[str, ...]
    who: str
    born_on: date | None
    question: str
    answer: str
    file: FileRow | None
    can_attach: bool
    reason: str
    version: int
    events: tuple[Event, ...]
    moves: tuple[Move, ...]
    can_share: bool
    files: tuple[FileOf, ...]
    about: tuple[int, ...]
    disclosure: str
    review_on: date | None
    can_put_off: bool


def inquiry_page(actor: Actor, ref: str, purpose: str) -> InquiryPage:
    side = described(visible(InquirySide, actor, purpose).owned(), actor, purpose).get(inquiry__ref=ref)
    about = side.inquiry
    texts = {row.section: row for row in visible(InquiryText, actor, purpose).filter(side_id=side.pk).all("pk")}
    question, answer = texts.get(Section.QUESTION), texts.get(Section.ANSWER)
    is_live = writing(actor).is_live
    shares = is_live and about.state == InquiryState.SENT and bool(can_share(actor, about))
    line = law.basis_of(about.basis)
    steps = trail.timeline("inquiry", [about.pk])
    mine = any(is_answer_of(actor, step) for step in steps)
    people = _about(actor, side, question, purpose) if shares else []
    return InquiryPage(
        row=row_of(side),
        is_access=about.is_access,
        asker=about.asker,
        addressee=about.addressee,
        is_on_paper=about.is_on_paper,
        basis=line.article if line else "",
        purpose=str(Purpose(about.purpose).label),
        aim=about.purpose,
        codes=tuple(about.data),
        who=question.who if question else "",
        born_on=question.born_on if question else None,
        question=question.text if question else "",
        answer=answer.text if answer else "",
        file=_file(actor, answer, purpose),
        can_attach=is_live and question is not None and bool(can_attach(actor, about, mine)),
        reason=str(RefuseReason(about.reason_code).label) if about.reason_code else "",
        version=about.version,
        events=tuple(_event(step, actor) for step in steps),
        moves=tuple(offered(actor, about)) if is_live and question else (),
        can_share=shares,
        files=tuple(_files(actor, side, people, purpose)) if shares else (),
        about=tuple(people),
        disclosure=_disclosure(actor, about, purpose) if about.state == InquiryState.SHARED else "",
        review_on=side.review_on,
        can_put_off=is_live and bool(question and question.who) and bool(can_put_off(actor, about)),
    )


def inquiry_move(actor: Actor, ref: str, name: str, purpose: str) -> tuple[InquirySide, InquiryRow, Move]:
    """The request and one of its moves, if the reader may make it; an unknown move is `NotFound`."""
    step = FLOW.get(name)
    side = described(visible(InquirySide, actor, purpose).owned(), actor, purpose).get(inquiry__ref=ref)
    step.allowed(actor, side.inquiry).require()
    return side, row_of(side), step


def _about(actor: Actor, side: InquirySide, question: InquiryText | None, purpose: str) -> list[int]:
    """Whom the disclosure before was about; for a name those of that name whom the reader himself sees."""
    if side.entry_id:
        lines = visible(DisclosedItem, actor, purpose).owned().filter(entry_id=side.entry_id).all("number")
        return list(dict.fromkeys(line.subject_id for line in lines))
    if question is None or not question.who:
        return []
    first, _space, last = question.who.partition(" ")
    same = visible(Person, actor, purpose).owned().filter(folded=folded_name(first, last))
    found = same.filter(born_on=question.born_on) if question.born_on else same
    return [row.anchor_id for row in found.all("pk", limit=MOST_CASES)]


def _files(actor: Actor, side: InquirySide, people: list[int], purpose: str) -> list[FileOf]:
    """The file of the disclosure before, or those in which such a person is."""
    rows = visible(Case, actor, purpose).owned().exclude(state__in=ENDED)
    if side.case_id:
        rows = rows.filter(pk=side.case_id)
    else:
        parts = Part.objects.filter(valid_at(now()), subject__in=people)
        rows = rows.filter(anchor_id__in=sorted(parts.values_list("dossier", flat=True)))
    return [FileOf(row.ref, row.number) for row in rows.all("-pk", limit=MOST_CASES)]


def _file(actor: Actor, answer: InquiryText | None, purpose: str) -> FileRow | None:
    """That of the reader's own side; a withdrawn one is none."""
    if answer is None or answer.file_id is None:
        return None
    return files_by_key(actor, [answer.file_id], purpose).get(answer.file_id)


def _disclosure(actor: Actor, about: Inquiry, purpose: str) -> str:
    """By the entry of the reader's own side."""
    party = DisclosureParty.RECIPIENT if actor.institution_id == about.asker_id else DisclosureParty.GIVER
    rows = visible(RegisterEntry, actor, purpose).owned().filter(party=party, disclosure__answers=about.ref)
    found = rows.select_related("disclosure").all("pk", limit=1)
    return found[0].disclosure.ref if found else ""


def _event(step: trail.Step, actor: Actor) -> Event:
    mine = step.institution_id == actor.institution_id
    return Event(step.action.partition(".")[2], step.at, step.user_name if mine else "")
