"""Asking: for access to what another institution has, or for information that it must give by law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access import door
from kooperacja.access.models import AnchorKind
from kooperacja.access.queries import appointed, covering
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import Category
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import belongs, may_work
from kooperacja.cases.models import Case
from kooperacja.cases.queries import case_header
from kooperacja.directory.models import Institution
from kooperacja.disclosures.models import Party as DisclosureParty
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.disclosures.queries.offer import SHOWN, offer
from kooperacja.disclosures.words import why
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.inquiries import law
from kooperacja.inquiries.access import LABEL, can_ask
from kooperacja.inquiries.actions.checks import (
    JOINT_HELP,
    is_worked_on,
    may_write,
    opens_letters,
    other_institution,
    tell,
    to_come,
    write,
    written,
)
from kooperacja.inquiries.models import Inquiry, InquiryKind, InquirySide, InquiryState, Party, Section
from kooperacja.inquiries.words import data_words
from kooperacja.people.models import Person
from kooperacja.sharing.actions.checks import is_at_the_file


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: categories, and in the asker's words why. Until `review_on` the person is not told."""

    data: tuple[str, ...]
    text: str
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a side lies, and whom it is about there."""

    owner_id: int
    anchor_id: int
    subject_id: int
    case_id: int | None = None
    entry_id: int | None = None


@writes
def ask_again(*, actor: Actor, entry: RegisterEntry, wanted: Wanted) -> InquirySide:
    """For access, to who handed something over before: what the asker knows is its own entry of that act, so it
    learns nothing new from asking, and no name is sent.
    """
    door.require(actor, door.WRITE, entry, JOINT_HELP)
    can_ask(actor).require()
    giver = other_institution(actor, entry.disclosure.giver_id)
    _agreed_on(actor, giver, wanted.data)
    mine = _Place(entry.owner_id, entry.anchor_id, entry.subject_id, entry_id=entry.pk)
    _is_read(giver)
    inquiry = _prepared(actor, InquiryKind.ACCESS, giver, wanted, mine, is_on_paper=False)
    theirs = _where_it_came_from(actor, entry)
    return _sent(actor, inquiry, (mine, theirs), wanted)


@writes
def ask_access(*, actor: Actor, case: Case, person: Person, addressee_id: int, wanted: Wanted) -> InquirySide:
    """For access, about a person of one's own case. The name goes only where it may go by the same rules as any
    other datum; whether the other side has such a person, nobody is told.
    """
    giver = _of_own_case(actor, case, person, addressee_id)
    _agreed_on(actor, giver, wanted.data)
    _is_read(giver)
    _may_be_named(actor, case, person, giver)
    mine = _Place(case.owner_id, case.anchor_id, person.anchor_id, case.pk)
    inquiry = _prepared(actor, InquiryKind.ACCESS, giver, wanted, mine, is_on_paper=False)
    return _sent(actor, inquiry, (mine, _inbox(giver.pk)), wanted, person)


@writes
def ask_information(
    *, actor: Actor, case: Case, person: Person, addressee_id: int, basis: str, wanted: Wanted
) -> InquirySide:
    """By a provision that obliges the addressee. Where nobody there opens letters here, it goes on paper alone, and
    who asked writes the answer down.
    """
    asked = _of_own_case(actor, case, person, addressee_id)
    line = _line(actor, asked, basis)
    if len(wanted.data) != 1 or wanted.data[0] not in line.categories:
        sentence = _("%(article)s does not cover these data. Choose one kind of data from the list.")
        raise RuleBroken("inquiry.category", sentence % {"article": line.article}, field="categories")
    is_on_paper = not opens_letters(asked.pk)
    mine = _Place(case.owner_id, case.anchor_id, person.anchor_id, case.pk)
    inquiry = _prepared(actor, InquiryKind.INFORMATION, asked, wanted, mine, basis=line.code, is_on_paper=is_on_paper)
    theirs = None if is_on_paper else _inbox(asked.pk)
    return _sent(actor, inquiry, (mine, theirs), wanted, person)


# ---- What may be asked


def _of_own_case(actor: Actor, case: Case, person: Person, addressee_id: int) -> Institution:
    is_at_the_file(actor, case)
    may_work(actor, case)
    can_ask(actor).require()
    if not belongs(case, person.anchor_id):
        raise RuleBroken("inquiry.person", _("Choose a person of this case."), field="person")
    return other_institution(actor, addressee_id)


def _is_read(giver: Institution) -> None:
    if not opens_letters(giver.pk):
        sentence = _("Nobody at %(name)s opens requests here yet. Call them, or choose another institution.")
        raise RuleBroken("inquiry.nobody", sentence % {"name": giver.short_name}, field="addressee")


def _agreed_on(actor: Actor, giver: Institution, data: Sequence[str]) -> None:
    """Nobody is asked for what could never be shown: the agreement says so, and it is no secret of a family."""
    if not data or not set(data) <= set(Category.values):
        raise RuleBroken("inquiry.nothing", _("Mark what you ask for."), field="categories")
    closed = [one for one in data if not covering(giver.pk, actor.institution_id, one, JOINT_HELP)]
    if closed:
        sentence = _("No agreement in force lets %(name)s show you: %(data)s. Nothing was sent.")
        told = {"name": giver.short_name, "data": data_words(closed)}
        raise RuleBroken("inquiry.no_agreement", sentence % told, field="categories", is_denial=True)


def _may_be_named(actor: Actor, case: Case, person: Person, giver: Institution) -> None:
    """The cell of the matrix that stands for handing over who it is."""
    with snapshot():
        page = offer(actor, case_header(actor, case.ref, JOINT_HELP), JOINT_HELP)
    key = f"{person.anchor_id}-{person.anchor_id}-{Category.IDENTITY}-{giver.pk}"
    cell = page.cells.get(key)
    if cell is not None and (cell.is_open or cell.status == SHOWN):
        return
    sentence = _("You may not tell %(name)s whom you ask about. %(why)s Nothing was sent.")
    told = {"name": giver.short_name, "why": why(cell) if cell else str(_("Nothing goes there from this case."))}
    raise RuleBroken("inquiry.not_named", sentence % told, field="addressee", is_denial=True)


def _line(actor: Actor, addressee: Institution, code: str) -> law.Basis:
    own = Institution.objects.get(pk=actor.institution_id)
    found = next((line for line in law.bases_for(own.kind) if line.code == code), None)
    if found is None:
        sentence = _("Your institution asks on no such basis. Choose one from the list.")
        raise RuleBroken("inquiry.basis", sentence, field="basis", is_denial=True)
    if not found.lets(own.kind, addressee.kind):
        told = {"article": found.article, "name": addressee.short_name}
        refusal = _("%(article)s does not oblige %(name)s.") % told
        raise RuleBroken("inquiry.basis_addressee", refusal, field="addressee", is_denial=True)
    return found


# ---- Sending


def _prepared(actor: Actor, kind: str, addressee: Institution, wanted: Wanted, mine: _Place, **more: Any) -> Inquiry:
    written(wanted.text, _("Write why you ask and what you need."))
    to_come(wanted.review_on)
    _not_twice(actor, kind, addressee, mine)
    inquiry = Inquiry(
        kind=kind,
        asker_id=actor.institution_id,
        addressee=addressee,
        purpose=JOINT_HELP,
        data=list(dict.fromkeys(wanted.data)),
        author_id=actor.user_id,
        due_on=law.deadline(kind, today()).due_on,
        **more,
    )
    inquiry.save(force_insert=True)
    return inquiry


def _not_twice(actor: Actor, kind: str, addressee: Institution, mine: _Place) -> None:
    same = {"inquiry__kind": kind, "inquiry__addressee_id": addressee.pk, "inquiry__state": InquiryState.SENT}
    with snapshot():
        rows = door.visible(InquirySide, actor, JOINT_HELP).owned()
        rows = rows.filter(party=Party.ASKER, anchor_id=mine.anchor_id, subject_id=mine.subject_id, **same)
        is_open = rows.exists()
    if is_open:
        sentence = _("%(name)s has been asked already and has not answered yet. Withdraw that request first.")
        raise RuleBroken("inquiry.open_already", sentence % {"name": addressee.short_name}, field="text")


def _where_it_came_from(actor: Actor, entry: RegisterEntry) -> _Place:
    """The giver's own place of the same act; its inbox where nobody works on that file any more."""
    with unrestricted(RegisterEntry, "inquiries.counterpart") as rows:
        given = rows.filter(disclosure_id=entry.disclosure_id, party=DisclosureParty.GIVER).first()
    if given is None or not is_worked_on(given.anchor_id, given.owner_id):
        return _inbox(entry.disclosure.giver_id)
    if actor.user_id in {post.user_id for post in appointed([given.anchor_id])}:
        sentence = _("You work on this case there yourself. Change the role in which you act and hand the data over.")
        raise NotAllowed("inquiry.oneself", sentence)
    return _Place(given.owner_id, given.anchor_id, given.subject_id, given.case_id, given.pk)


def _inbox(owner_id: int) -> _Place:
    subject = facts.new_anchor(AnchorKind.PERSON, owner_id)
    return _Place(owner_id, facts.inbox_of(owner_id).pk, subject.pk)


def _sent(
    actor: Actor, inquiry: Inquiry, places: tuple[_Place, _Place | None], wanted: Wanted, person: Person | None = None
) -> InquirySide:
    """Both sides with their copy of the question; the person is named in it where it is given."""
    mine, theirs = places
    who: dict[str, Any] = {"who": str(person), "born_on": person.born_on} if person else {}
    side, text = _side(inquiry, Party.ASKER, mine, review_on=wanted.review_on), wanted.text.strip()
    may_write(actor, write(side, Section.QUESTION, text, **who))
    record(actor, "inquiry.send", side.of_inquiry(), what=inquiry.kind, addressee=inquiry.addressee_id)
    if theirs is not None:
        with on_behalf("inquiries.counterpart"):
            other = _side(inquiry, Party.ADDRESSEE, theirs)
            write(other, Section.QUESTION, text, **who)
        tell(other, "send")
    return side


def _side(inquiry: Inquiry, party: str, place: _Place, review_on: date | None = None) -> InquirySide:
    row = InquirySide(
        review_on=review_on,
        **LABEL,
        owner_id=place.owner_id,
        anchor_id=place.anchor_id,
        subject_id=place.subject_id,
        case_id=place.case_id,
        entry_id=place.entry_id,
        inquiry=inquiry,
        party=party,
    )
    row.save(force_insert=True)
    return row
