"""What an annex or an accession does to the agreement at the instant at which it takes effect. Nothing is
backdated, and the caller's transaction holds both rows: all of it happens, or nothing.
"""

from kooperacja.agreements.actions.pacts import rederive
from kooperacja.agreements.actions.telling import tell
from kooperacja.agreements.changes import acceding, live
from kooperacja.agreements.models import Agreement, AgreementParty, Clause
from kooperacja.audit.actions import edit, record
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end, now

# What a clause says; its dates and its place are not copied.
SAID = ("paragraph", "purpose", "category", "max_level", "basis_act", "basis_article", "giver_id", "receiver_id")


def apply_annex(actor: Actor, annex: Agreement) -> None:
    """`can_apply` has said that it may; the agreement is locked since before the move."""
    agreement = Agreement.objects.get(annexes=annex)
    for clause in live(annex):
        _change_clause(actor, agreement, clause)
    for party in annex.parties.filter(institution_id__in=acceding(annex)):
        _accede(actor, agreement, party)
    if annex.valid_until != annex.replaced_until:
        _change_last_day(actor, agreement, annex)
    record(actor, "agreement.amend", agreement.about(), annex=annex.pk, number=annex.annex_number)
    rederive(agreement.pk)
    tell(actor, agreement, "amend")


def _change_clause(actor: Actor, agreement: Agreement, said: Clause) -> None:
    at = now()
    if said.replaces_id is not None:
        Clause.objects.filter(pk=said.replaces_id, valid_to__gt=at).update(valid_to=at)
        record(actor, "agreement.end_clause", agreement.about(), clause=said.replaces_id)
    if not said.is_dropped:
        facts = {name: getattr(said, name) for name in SAID}
        new = Clause.objects.create(agreement=agreement, valid_from=at, recorded_by=actor.user_id, **facts)
        about = agreement.about()
        record(actor, "agreement.add_clause", about, clause=new.pk, category=new.category, level=new.max_level)


def _accede(actor: Actor, agreement: Agreement, party: AgreementParty) -> None:
    """Bound from now, by what it has signed."""
    AgreementParty.objects.create(
        agreement=agreement,
        institution_id=party.institution_id,
        represented_by=party.represented_by,
        valid_from=now(),
        signed_on=party.signed_on,
        signed_by=party.signed_by,
        accedes=True,
        recorded_by=actor.user_id,
    )
    record(actor, "agreement.accede", agreement.about(), institution=party.institution_id)


def _change_last_day(actor: Actor, agreement: Agreement, annex: Agreement) -> None:
    edit(actor, agreement, "agreement.change_last_day", agreement.version, valid_until=annex.valid_until)
    end_at = day_end(annex.valid_until) if annex.valid_until else OPEN_END
    for force in agreement.forces.filter(valid_to__gt=now()):
        agreement.forces.filter(pk=force.pk).update(valid_to=max(end_at, force.valid_from))
