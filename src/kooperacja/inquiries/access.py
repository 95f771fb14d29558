"""Who asks another institution, and who answers for the one that is asked. Rows carry these labels:

| row | owner | anchor | subject | category |
|---|---|---|---|---|
| InquirySide of the asker | asker | the dossier, or the place of the entry | the person or the entry's | coordination |
| InquirySide of the addressee | addressee | the dossier of its entry, or its inbox | the same, or new | coordination |
| InquiryText of a request for access | its side's | its side's | its side's | family |
| InquiryText of a question, file of its answer | its side's | its side's | its side's | that which is asked for |

Inquiry has no label: it is reached from a side. Pure: what rows the actor reaches is asked at the door.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.inquiries.models import Inquiry, InquiryKind, InquiryState
from kooperacja.people.access import writing

LABEL = {"category": Category.COORDINATION, "level": LEVEL_OF[Category.COORDINATION]}


def can_ask(actor: Actor) -> Verdict:
    """Officers who only watch ask nothing."""
    mine = writing(actor)
    if mine.is_live and Category.COORDINATION in mine.categories:
        return YES
    return no("inquiry.role", _("Your role asks and answers nothing here."), _("Ask a worker of this case."))


def can_answer(actor: Actor, inquiry: Inquiry) -> Verdict:
    return first_no([_addressee(actor, inquiry), can_ask(actor), _is(inquiry, InquiryKind.INFORMATION)])


def can_share(actor: Actor, inquiry: Inquiry) -> Verdict:
    """Made by handing data over; there each cell is judged."""
    return first_no([_addressee(actor, inquiry), can_ask(actor), _is(inquiry, InquiryKind.ACCESS)])


def can_refuse(actor: Actor, inquiry: Inquiry) -> Verdict:
    return first_no([_addressee(actor, inquiry), can_ask(actor)])


def can_write_down(actor: Actor, inquiry: Inquiry) -> Verdict:
    """An answer that came on paper, also from an institution that works here."""
    return first_no([_asker(actor, inquiry), can_ask(actor), _is(inquiry, InquiryKind.INFORMATION)])


def can_write_refusal_down(actor: Actor, inquiry: Inquiry) -> Verdict:
    return can_write_down(actor, inquiry)


def can_attach(actor: Actor, inquiry: Inquiry, has_answered: bool) -> Verdict:
    """A file to an answer in words, by the institution that gave it or wrote it down."""
    if inquiry.state != InquiryState.ANSWERED or not has_answered:
        return no("inquiry.not_answered", _("A file is attached by the institution that wrote the answer."))
    return can_ask(actor)


def can_withdraw(actor: Actor, inquiry: Inquiry) -> Verdict:
    return first_no([_asker(actor, inquiry), can_ask(actor)])


def can_put_off(actor: Actor, inquiry: Inquiry) -> Verdict:
    """Whether the person is told later that somebody was asked, where telling would endanger somebody."""
    return first_no([_asker(actor, inquiry), can_ask(actor)])


def _asker(actor: Actor, inquiry: Inquiry) -> Verdict:
    if actor.institution_id == inquiry.asker_id:
        return YES
    return no("inquiry.not_asker", _("Only the institution that asked can do this."))


def _addressee(actor: Actor, inquiry: Inquiry) -> Verdict:
    if actor.institution_id == inquiry.addressee_id:
        return YES
    return no("inquiry.not_addressee", _("Only the institution that was asked can do this."))


def _is(inquiry: Inquiry, kind: str) -> Verdict:
    if inquiry.kind == kind:
        return YES
    if kind == InquiryKind.ACCESS:
        return no("inquiry.information", _("A question is answered in words. Nothing is handed over by it."))
    return no("inquiry.access", _("A request for access is answered by handing the data over, or with a reason."))
