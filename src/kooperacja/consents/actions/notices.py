"""Telling people who keeps their data and why (art. 13 and 14 RODO), or putting it off with a reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import may_work, not_future
from kooperacja.cases.models import Case
from kooperacja.consents.access import LABEL
from kooperacja.consents.actions.checks import is_in_force, of_case
from kooperacja.consents.law import deferred_until
from kooperacja.consents.models import Deferral, NoticeWay, PrivacyNotice, TextKind
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people.models import Person
from kooperacja.ui.formats import date_text


@writes
def give_notice(
    *,
    actor: Actor,
    case: Case,
    people: Sequence[Person],
    wording: int,
    way: str,
    given_on: date,
    receiver: Person | None = None,
) -> list[PrivacyNotice]:
    """These people were told, each one himself unless a `receiver` took it for them."""
    _may_tell(actor, case, people)
    not_future(given_on, "given_on")
    if way not in NoticeWay.values or way == NoticeWay.DEFERRED:
        raise RuleBroken("notice.way", _("Say how the person was told."), field="way")
    text = is_in_force(actor, wording, TextKind.NOTICE, given_on)
    if receiver is not None:
        of_case(case, receiver)
    return [
        _written(actor, case, one, wording=text, way=way, given_on=given_on, receiver=receiver or one) for one in people
    ]


@writes
def defer_notice(
    *, actor: Actor, case: Case, people: Sequence[Person], reason: str, review_on: date
) -> list[PrivacyNotice]:
    """These people are not told yet, for a reason that the law knows; looked at again by a day that is near."""
    _may_tell(actor, case, people)
    if reason not in Deferral.values:
        raise RuleBroken("notice.reason", _("Say why the notice is put off."), field="reason")
    last = deferred_until(today())
    if not today() < review_on <= last:
        sentence = _("Choose a day after today, until %(day)s.") % {"day": date_text(last)}
        raise RuleBroken("notice.review", sentence, field="review_on")
    facts = {"way": NoticeWay.DEFERRED, "given_on": today(), "reason": reason, "review_on": review_on}
    return [_written(actor, case, one, receiver=one, **facts) for one in people]


def _may_tell(actor: Actor, case: Case, people: Sequence[Person]) -> None:
    may_work(actor, case)
    if not people:
        raise RuleBroken("notice.nobody", _("Choose at least one person."), field="people")
    for one in people:
        of_case(case, one)


def _written(actor: Actor, case: Case, person: Person, **facts: Any) -> PrivacyNotice:
    row = PrivacyNotice(
        **LABEL,
        owner_id=case.owner_id,
        anchor_id=case.anchor_id,
        subject_id=person.anchor_id,
        case=case,
        person=person,
        author_id=actor.user_id,
        **facts,
    )
    row.save(force_insert=True)
    told = {"reason": row.reason} if row.reason else {"wording": row.wording_id}
    record(actor, "notice.defer" if row.reason else "notice.give", row.about(), way=row.way, **told)
    return row
