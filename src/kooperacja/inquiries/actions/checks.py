"""What every act on a request asks first, what it writes on both sides, and whom it tells."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.queries import appointed, intake_workers
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.audit import actions as audit
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.inquiries.models import Inquiry, InquirySide, InquiryText, Party, Section
from kooperacja.inquiries.workflow import FLOW
from kooperacja.notices import actions as notices

JOINT_HELP = Purpose.JOINT_HELP
LONGEST = 4000


def other_institution(actor: Actor, pk: int) -> Institution:
    """An institution that exists, works, and is not the actor's own."""
    found = Institution.objects.filter(pk=pk).first()
    if found is None:
        raise RuleBroken("institution.unknown", _("Choose an institution from the list."), field="addressee")
    if found.pk == actor.institution_id:
        sentence = _("Your own institution leads this. Look into the file instead of asking.")
        raise RuleBroken("institution.own", sentence, field="addressee")
    if found.has_ended(today()):
        refusal = _("%(name)s has ended. Choose another institution.") % {"name": found.short_name}
        raise RuleBroken("institution.ended", refusal, field="addressee")
    return found


def written(text: str, refusal: Any) -> str:
    if not text.strip():
        raise RuleBroken("text.missing", refusal, field="text")
    if len(text) > LONGEST:
        sentence = _("The text is too long: %(number)s signs, and at most %(most)s fit. Shorten it; nothing was sent.")
        raise RuleBroken("text.too_long", sentence % {"number": len(text), "most": LONGEST}, field="text")
    return text.strip()


def to_come(review_on: date | None) -> None:
    if review_on is not None and review_on <= today():
        raise RuleBroken("inquiry.review_past", _("Choose a day of the review in the future."), field="review_on")


def category_of(inquiry: Inquiry) -> Category:
    """Of what is written in it. Why one asks for access is a family matter, whatever is asked for."""
    return Category.FAMILY if inquiry.is_access else Category(inquiry.data[0])


def write(side: InquirySide, section: Section, text: str, *, who: str = "", born_on: date | None = None) -> InquiryText:
    """One copy, on one side."""
    category = category_of(side.inquiry)
    row = InquiryText(
        owner_id=side.owner_id,
        anchor_id=side.anchor_id,
        subject_id=side.subject_id,
        category=category,
        level=LEVEL_OF[category],
        side=side,
        section=section,
        who=who,
        born_on=born_on,
        text=text,
    )
    row.save(force_insert=True)
    return row


def may_write(actor: Actor, row: InquiryText) -> None:
    if not door.decide(actor, door.WRITE, row, JOINT_HELP):
        sentence = _("You are not authorised to process these data, so you do not ask for them.")
        raise NotAllowed("inquiry.not_authorised", sentence, field="categories")


def reads_question(actor: Actor, side: InquirySide) -> None:
    """Who may not read what is asked cannot decide about it."""
    with snapshot():
        door.require(actor, door.WRITE, side, JOINT_HELP)
        texts = door.visible(InquiryText, actor, JOINT_HELP).filter(side_id=side.pk, section=Section.QUESTION)
        is_open = texts.exists()
    if not is_open:
        raise NotAllowed(
            "inquiry.closed",
            _("You may not read what is asked here, so you cannot decide about it."),
            ways=(_("Ask your manager for an authorisation that covers it."),),
        )


def turn(actor: Actor, side: InquirySide, name: str, *, code: str = "", text: str = "") -> None:
    """Make one move on behalf of one side, and tell the other."""
    reads_question(actor, side)
    other = counterpart(side)
    with on_behalf("inquiries.counterpart"):
        changes = {"reason_code": code} if code else {}
        audit.move(actor, side.inquiry, FLOW, name, code=code, about=side.of_inquiry(), since_at=now(), **changes)
        InquirySide._base_manager.filter(inquiry_id=side.inquiry_id).update(updated_at=now())
        if text:
            for one in filter(None, (side, other)):
                write(one, Section.ANSWER, text)
    if other:
        tell(other, name)


def counterpart(side: InquirySide) -> InquirySide | None:
    """The other party's side; on paper there is none."""
    other = Party.ADDRESSEE if side.is_asker else Party.ASKER
    with unrestricted(InquirySide, "inquiries.counterpart") as sides:
        return sides.select_related("inquiry").filter(inquiry_id=side.inquiry_id, party=other).first()


def tell(side: InquirySide, name: str) -> None:
    """A number and no name: to those who are appointed where the side lies, and to who asked."""
    to = _workers_at(side.anchor_id, side.owner_id)
    if side.is_asker:
        to = {side.inquiry.author_id, *to}
    notices.send(to=to, institution_id=side.owner_id, code=f"inquiry.{name}", about=side.inquiry.about())


def _workers_at(anchor_id: int, owner_id: int) -> set[int]:
    return {post.user_id for post in appointed([anchor_id]) if post.institution_id == owner_id}


def is_worked_on(anchor_id: int, owner_id: int) -> bool:
    """Whether somebody would read what is put there."""
    return bool(_workers_at(anchor_id, owner_id))


def opens_letters(institution_id: int) -> bool:
    return bool(intake_workers(institution_id))
