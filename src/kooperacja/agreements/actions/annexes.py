"""Drafting what changes an agreement that is in force: an annex, or an accession. Each is a paper with
parties and states of its own, and one of them at a time is prepared.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.agreements import access
from kooperacja.agreements.actions.contents import UNSIGNED
from kooperacja.agreements.actions.drafts import check_annex_day, folded_title
from kooperacja.agreements.actions.moving import locked
from kooperacja.agreements.models import Agreement, AgreementParty, AgreementState, PaperKind
from kooperacja.audit.actions import record
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.refs import new_ref

TITLE_LIMIT = 250


@transaction.atomic
def draft_annex(
    *, actor: Actor, agreement: Agreement, valid_until: date | None, number: str = "", subject: str = ""
) -> Agreement:
    """A new version of the agreement. `valid_until` is the last day that it shall have: the same when the
    annex does not change it. All who are bound are asked to sign.
    """
    row = locked(agreement)
    access.can_amend(actor, row).require()
    check_annex_day(row, valid_until)
    facts = {"valid_until": valid_until, "number": " ".join(number.split()), "subject": subject}
    return _paper(actor, row, PaperKind.ANNEX, **facts)


@transaction.atomic
def draft_accession(
    *, actor: Actor, agreement: Agreement, institution: Institution, represented_by: str = ""
) -> Agreement:
    """A new party. Who must sign beside it, the agreement says (`AccessionRule`)."""
    row = locked(agreement)
    access.can_admit(actor, row, institution.pk).require()
    if institution.has_ended(today()):
        raise RuleBroken("institution.ended", _("This institution has ended already."), field="institution")
    if row.parties.filter(institution=institution, valid_to=OPEN_END).exists():
        raise RuleBroken("party.doubled", _("This institution is a party already."), field="institution")
    paper = _paper(actor, row, PaperKind.ACCESSION, valid_until=row.valid_until)
    words = " ".join(represented_by.split())
    AgreementParty.objects.create(
        agreement=paper, institution=institution, accedes=True, represented_by=words, **UNSIGNED
    )
    record(actor, "agreement.add_party", paper.about(), institution=institution.pk)
    return paper


def _paper(actor: Actor, agreement: Agreement, kind: PaperKind, **facts: Any) -> Agreement:
    number = 1 + agreement.annexes.exclude(state=AgreementState.DISCARDED).count()
    words = {
        PaperKind.ANNEX: _("Annex no. %(number)s: %(title)s"),
        PaperKind.ACCESSION: _("Accession no. %(number)s: %(title)s"),
    }
    title = (words[kind] % {"number": number, "title": agreement.title})[:TITLE_LIMIT]
    paper = Agreement.objects.create(
        ref=new_ref(),
        kind=kind,
        amends=agreement,
        annex_number=number,
        title=title,
        folded=folded_title(title, facts.get("number", "")),
        replaced_until=agreement.valid_until,
        prepared_by=actor.user_id,
        prepared_for=actor.institution_id,
        **facts,
    )
    record(actor, "agreement.draft", paper.about(), amends=agreement.pk)
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=paper, institution_id=party.institution_id, represented_by=party.represented_by, **UNSIGNED
        )
        for party in agreement.parties.filter(valid_at(now())).order_by("institution_id")
    )
    return paper
