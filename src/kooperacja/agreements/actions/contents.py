"""Parties and clauses: what a draft names, and what ends of one that is in force."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.agreements import access
from kooperacja.agreements.access import conditions
from kooperacja.agreements.actions.effects import SAID
from kooperacja.agreements.actions.moving import locked
from kooperacja.agreements.actions.pacts import rederive
from kooperacja.agreements.changes import live
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.agreements.models import Agreement, AgreementParty, Clause, PaperKind
from kooperacja.agreements.workflow import AGREEMENT_FLOW
from kooperacja.audit.actions import quicker, record
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, now, today
from kooperacja.foundation.errors import Conflict, RuleBroken

# A party that has not signed holds at no instant.
UNSIGNED: dict[str, Any] = {"valid_from": OPEN_END, "valid_to": OPEN_END, "signed_on": None, "signed_by": 0}


@transaction.atomic
def add_party(
    *, actor: Actor, agreement: Agreement, institution: Institution, represented_by: str = ""
) -> AgreementParty:
    """Name an institution in a draft; it is bound by nothing until it signs."""
    row = _agreement(actor, agreement)
    if institution.has_ended(today()):
        raise RuleBroken("institution.ended", _("This institution has ended already."), field="institution")
    named = {**UNSIGNED, "represented_by": " ".join(represented_by.split())}
    party, made = AgreementParty.objects.get_or_create(agreement=row, institution=institution, defaults=named)
    if not made:
        raise RuleBroken("party.doubled", _("This institution is a party already."), field="institution")
    record(actor, "agreement.add_party", row.about(), institution=institution.pk)
    return party


@transaction.atomic
def remove_party(*, actor: Actor, party: AgreementParty) -> None:
    """Only from a draft, where nobody is bound yet; clauses that name it must go first."""
    row = _agreement(actor, party.agreement)
    named = {pk for clause in live(row) for pk in (clause.giver_id, clause.receiver_id)}
    if party.institution_id in named:
        raise RuleBroken("party.named", _("A clause names this party. End that clause first."))
    gone, _rows = AgreementParty.objects.filter(pk=party.pk).delete()
    if not gone:
        raise Conflict("party.removed", _("This party has been removed already."))
    record(actor, "agreement.remove_party", row.about(), institution=party.institution_id)


@transaction.atomic
def add_clause(
    *,
    actor: Actor,
    agreement: Agreement,
    paragraph: str,
    purpose: str,
    category: str,
    max_level: int,
    basis_act: str,
    basis_article: str,
    giver_id: int | None = None,
    receiver_id: int | None = None,
    replaces: Clause | None = None,
) -> Clause:
    """One paragraph that lets data flow, in a draft. An empty side of it means each party. In an annex it
    may come in the place of a clause of the agreement.
    """
    row = _draft(actor, agreement)
    _may_replace(row, replaces)
    _may_flow(category, max_level)
    _may_direct(row, giver_id, receiver_id)
    clause = Clause.objects.create(
        agreement=row,
        paragraph=paragraph,
        purpose=purpose,
        category=category,
        max_level=max_level,
        basis_act=basis_act,
        basis_article=basis_article,
        giver_id=giver_id,
        receiver_id=receiver_id,
        replaces=replaces,
        recorded_by=actor.user_id,
    )
    record(actor, "agreement.add_clause", row.about(), clause=clause.pk, category=category, level=max_level)
    return clause


@transaction.atomic
def drop_clause(*, actor: Actor, annex: Agreement, clause: Clause) -> Clause:
    """The annex ends this clause of the agreement and puts nothing in its place."""
    row = _draft(actor, annex)
    _may_replace(row, clause)
    facts = {name: getattr(clause, name) for name in SAID}
    dropped = Clause.objects.create(agreement=row, replaces=clause, is_dropped=True, recorded_by=actor.user_id, **facts)
    record(actor, "agreement.drop_clause", row.about(), clause=clause.pk)
    return dropped


def _may_replace(paper: Agreement, replaced: Clause | None) -> None:
    if paper.kind == PaperKind.ACCESSION:
        raise RuleBroken("accession.clauses", _("An accession changes no clause: prepare an annex for that."))
    if replaced is None:
        return
    if replaced.agreement_id != paper.amends_id or not replaced.holds_at(now()):
        raise RuleBroken("clause.not_changed", _("An annex changes the clauses of its agreement that are in force."))
    if replaced.pk in {clause.replaces_id for clause in live(paper)}:
        raise RuleBroken("clause.doubled", _("This annex changes this clause already. Take that change out first."))


def _may_flow(category: str, max_level: int) -> None:
    if category not in access.CATEGORIES or max_level > access.HIGHEST_LEVEL:
        sentence = _("Data of levels 4 and 5 are opened by no agreement: they have rules of their own.")
        raise RuleBroken("clause.closed_level", sentence, field="category")
    needed = LEVEL_OF[Category(category)]
    if max_level < needed:
        sentence = _("These data are of level %(level)s, so this limit would open nothing.") % {"level": needed}
        raise RuleBroken("clause.low_level", sentence, field="max_level")


def _may_direct(agreement: Agreement, giver_id: int | None, receiver_id: int | None) -> None:
    if giver_id is not None and giver_id == receiver_id:
        raise RuleBroken("clause.to_itself", _("Data flow between two different parties."), field="receiver")
    parties = {party.institution_id for party in agreement.parties.all()}
    for field, pk in (("giver", giver_id), ("receiver", receiver_id)):
        if pk is not None and pk not in parties:
            raise RuleBroken("clause.not_party", _("Choose one of the parties."), field=field)


@transaction.atomic
def end_clause(*, actor: Actor, clause: Clause) -> None:
    """From now on this paragraph lets nothing flow; shares that rest on it close (I8)."""
    row = locked(clause.agreement)
    clause.agreement = row
    access.can_end_clause(actor, clause).require()
    at = now()
    if not Clause.objects.filter(pk=clause.pk, valid_to__gt=at).update(valid_to=at):
        raise Conflict("clause.ended", _("This clause has ended already."))
    record(actor, "agreement.end_clause", row.about(), clause=clause.pk)
    rederive(row.pk)


def _draft(actor: Actor, agreement: Agreement) -> Agreement:
    """The draft as it is now, kept from being sent while it is changed."""
    row = locked(agreement)
    if row.state != agreement.state:
        raise quicker(AGREEMENT_FLOW, row)
    access.can_change(actor, row).require()
    return row


def _agreement(actor: Actor, agreement: Agreement) -> Agreement:
    """The draft of an agreement: who is asked to sign an annex follows from the agreement."""
    row = _draft(actor, agreement)
    conditions.is_agreement(row).require()
    return row
