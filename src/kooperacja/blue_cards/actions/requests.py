"""A person who is suspected asks "who got my data": a worker passes it on to the officer, who answers."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.blue_cards.actions.checks import fits, is_open
from kooperacja.blue_cards.models import BlueCard, PassedRequest
from kooperacja.directory.kinds import Role
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.notices import actions as notices


@writes
def pass_request(*, actor: Actor, card: BlueCard, day: date) -> PassedRequest:
    """To the officers of the worker's own institution. Of the card nothing goes along."""
    if not is_open(actor, card):
        raise NotAllowed("row.closed", _("You cannot do this with this record."))
    fits(day, None)
    officers = set(
        workers(actor.institution_id).filter(role=Role.DATA_PROTECTION_OFFICER).values_list("user_id", flat=True)
    )
    if not officers:
        sentence = _("No data-protection officer of your institution works here. Pass the request on outside.")
        raise RuleBroken("blue_card.no_officer", sentence, field="day")
    row = PassedRequest.objects.create(institution_id=actor.institution_id, worker_id=actor.user_id, asked_on=day)
    record(actor, "bluecard.pass_request", row.about())
    notices.send(to=officers, institution_id=actor.institution_id, code="request.passed", about=row.about())
    return row


@writes
def answer_request(*, actor: Actor, passed: PassedRequest, day: date) -> None:
    """Written down by the officer, when the person was answered."""
    if actor.role != Role.DATA_PROTECTION_OFFICER or actor.institution_id != passed.institution_id:
        raise NotAllowed("blue_card.not_officer", _("The data-protection officer answers this."))
    if passed.answered_on is not None:
        raise RuleBroken("blue_card.answered", _("It is written down already when it was answered."), field="day")
    passed.answered_on = fits(day, passed.asked_on)
    passed.save(update_fields=["answered_on"])
    record(actor, "bluecard.answer_request", passed.about())
    notices.mark_seen(actor=actor, about=passed.about())
