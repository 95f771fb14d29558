"""What becomes of a request: an answer in words, a refusal with a reason, data that go, or nothing needed any more."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.access.writing import writes
from kooperacja.audit import actions as audit
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.inquiries.access import can_put_off, can_share
from kooperacja.inquiries.actions.checks import JOINT_HELP, counterpart, tell, to_come, turn, written
from kooperacja.inquiries.models import InquirySide, InquiryState, Party
from kooperacja.inquiries.words import reasons_for
from kooperacja.inquiries.workflow import BY_A_DISCLOSURE, FLOW

EMPTY = _("Write the answer.")


@writes
def answer(*, actor: Actor, side: InquirySide, text: str) -> None:
    """In words, once: each side keeps its own copy."""
    turn(actor, side, "answer", text=written(text, EMPTY))


@writes
def refuse(*, actor: Actor, side: InquirySide, reason_code: str) -> None:
    turn(actor, side, "refuse", code=_reason(side, reason_code))


@writes
def write_down(*, actor: Actor, side: InquirySide, text: str) -> None:
    """What came on paper. The other side, where it works here, sees what was written down."""
    turn(actor, side, "write_down", text=written(text, EMPTY))


@writes
def write_refusal_down(*, actor: Actor, side: InquirySide, reason_code: str) -> None:
    turn(actor, side, "write_refusal_down", code=_reason(side, reason_code))


@writes
def withdraw(*, actor: Actor, side: InquirySide) -> None:
    turn(actor, side, "withdraw")


@writes
def put_off(*, actor: Actor, side: InquirySide, review_on: date | None) -> None:
    """Until this day the person is not told that somebody was asked about him or her; without one, told now."""
    door.require(actor, door.WRITE, side, JOINT_HELP)
    can_put_off(actor, side.inquiry).require()
    to_come(review_on)
    InquirySide._base_manager.filter(pk=side.pk).update(review_on=review_on, updated_at=now())
    audit.record(actor, "inquiry.put_off", side.of_inquiry(), until=review_on)


def _reason(side: InquirySide, code: str) -> str:
    if code not in dict(reasons_for(side.inquiry.kind)):
        raise RuleBroken("inquiry.reason", _("Choose a reason from the list."), field="reason_code")
    return code


def answer_by_disclosure(*, actor: Actor, entry: RegisterEntry) -> None:
    """Data went to who asked: the request that the disclosure names is answered by it. One that was taken back or
    refused meanwhile refuses the handing over too: nothing goes that nobody needs any more.
    """
    if not entry.disclosure.answers:
        return
    parties = {"inquiry__addressee_id": entry.disclosure.giver_id, "inquiry__asker_id": entry.disclosure.recipient_id}
    with unrestricted(InquirySide, "inquiries.counterpart") as sides:
        named = sides.filter(inquiry__ref=entry.disclosure.answers, party=Party.ADDRESSEE, **parties)
        side = named.select_related("inquiry").first()
    if side is None or side.inquiry.state == InquiryState.SHARED or not can_share(actor, side.inquiry):
        return
    if side.inquiry.state != InquiryState.SENT:
        told = {"state": FLOW.state(side.inquiry.state).label}
        sentence = _("Nothing was handed over: the request is “%(state)s”, so these data are not needed any more.")
        raise Conflict("inquiry.over", sentence % told)
    other = counterpart(side)
    with on_behalf("inquiries.counterpart"):
        audit.move(actor, side.inquiry, FLOW, BY_A_DISCLOSURE, about=side.of_inquiry(), since_at=now())
        InquirySide._base_manager.filter(inquiry_id=side.inquiry_id).update(updated_at=now())
    if other:
        tell(other, BY_A_DISCLOSURE)
