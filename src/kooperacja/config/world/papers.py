"""Agreements with their parties, clauses and periods, and the facts that rest on them."""

from typing import Any

from kooperacja.access import models as access
from kooperacja.agreements.actions import rebuild
from kooperacja.agreements.actions.drafts import folded_title
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementParty, AgreementState, Clause, PaperKind
from kooperacja.config.world.kept import Kept, interval
from kooperacja.foundation.refs import new_ref

AS_TOLD = ("key", "kind", "title", "number", "subject", "annex_number", "signed_on", "valid_on", "valid_until")


def agreements(kept: Kept) -> None:
    """Agreements first: annexes point at them."""
    for amending in (False, True):
        items = [item for item in kept.world.agreements if (item.amends is not None) == amending]
        made = kept.stored(Agreement, "agreements", items, [_agreement(kept, item) for item in items])
        for item, row in zip(items, made, strict=True):
            kept.tell("agreements", item.key, ref=row.ref)


def _agreement(kept: Kept, item: Any) -> dict[str, Any]:
    told = {name: getattr(item, name) for name in AS_TOLD}
    state = item.state or _state(kept, item)
    folded = folded_title(item.title, item.number)
    return {**told, "ref": new_ref(), "amends_id": kept.some(item.amends), "state": state, "folded": folded}


def _state(kept: Kept, item: Any) -> AgreementState:
    """What people would have decided by now for these periods to be as they are."""
    if not item.in_force:
        return AgreementState.DRAFT
    if any(force.to > kept.at for force in item.in_force):
        return AgreementState.IN_FORCE
    return AgreementState.TERMINATED


def parties(kept: Kept) -> None:
    kept.load(
        AgreementParty,
        [
            {
                "agreement_id": kept.pk[item.key],
                "institution_id": kept.pk[party.institution],
                "represented_by": party.represented_by,
                "signed_on": party.signed_on,
                "accedes": item.kind == PaperKind.ACCESSION,
                **interval(party),
            }
            for item in kept.world.agreements
            for party in item.parties
        ],
    )


def clauses(kept: Kept) -> None:
    items = [(paper, clause) for paper in kept.world.agreements for clause in paper.clauses]
    rows = [
        {
            "agreement_id": kept.pk[paper.key],
            "giver_id": kept.some(clause.giver),
            "receiver_id": kept.some(clause.receiver),
            **{name: getattr(clause, name) for name in SAID},
            **interval(clause),
        }
        for paper, clause in items
    ]
    kept.stored(Clause, "clauses", [clause for _paper, clause in items], rows)


SAID = ("paragraph", "purpose", "category", "max_level", "basis_act", "basis_article")


def periods(kept: Kept) -> None:
    papers = kept.world.agreements
    kept.load(
        AgreementForce,
        [{"agreement_id": kept.pk[paper.key], **interval(force)} for paper in papers for force in paper.in_force],
    )


def pacts(_kept: Kept) -> None:
    rebuild()


# ---- Facts of files


def parts(kept: Kept) -> None:
    items = kept.world.parts
    rows = (
        {
            "dossier_id": kept.anchor[item.dossier],
            "subject_id": kept.anchor[item.subject],
            "part": item.part,
            **interval(item),
        }
        for item in items
    )
    kept.stored(access.Part, "parts", items, rows)


def appointments(kept: Kept) -> None:
    items = kept.world.appointments
    rows = (
        {
            "user_id": kept.pk[item.user],
            "institution_id": kept.pk[item.institution],
            "anchor_id": kept.anchor[item.file],
            "capacity": item.capacity,
            **interval(item),
        }
        for item in items
    )
    kept.stored(access.Appointment, "appointments", items, rows)


def bases(kept: Kept) -> None:
    """Consents and provisions are one table."""
    for name, is_consent in (("consents", True), ("provisions", False)):
        items = getattr(kept.world, name)
        rows = (
            {
                "subject_id": kept.anchor[item.subject],
                "recipient_id": kept.pk[item.recipient],
                "category": item.category,
                "purpose": item.purpose,
                "is_consent": is_consent,
                "source": item.source,
                **interval(item),
            }
            for item in items
        )
        kept.stored(access.Basis, name, items, list(rows))


def shares(kept: Kept) -> None:
    items = kept.world.shares
    rows = (
        {
            "owner_id": kept.pk[item.owner] if item.owner else kept.owner[item.file],
            "recipient_id": kept.pk[item.recipient],
            "anchor_id": kept.anchor[item.file],
            "subject_id": kept.anchor[item.subject],
            "category": item.category,
            "purpose": item.purpose,
            "agreement_id": kept.pk[item.agreement],
            "basis_id": kept.pk[item.basis],
            **interval(item),
        }
        for item in items
    )
    kept.stored(access.Share, "shares", items, rows)


def vetoes(kept: Kept) -> None:
    """0 is everybody, an empty category is all."""
    items = kept.world.vetoes
    rows = (
        {
            "anchor_id": kept.anchor[item.file],
            "kind": item.kind,
            "user_id": kept.some(item.user) or 0,
            "institution_id": kept.some(item.institution) or 0,
            "category": item.category or "",
            **interval(item),
        }
        for item in items
    )
    kept.stored(access.Veto, "vetoes", items, rows)


def emergencies(kept: Kept) -> None:
    items = kept.world.emergencies
    rows = (
        {
            "user_id": kept.pk[item.user],
            "institution_id": kept.pk[item.institution],
            "subject_id": kept.anchor[item.subject],
            "reason": item.reason,
            "reviewed_at": item.reviewed_at,
            "reviewed_by": kept.some(item.reviewed_by) or 0,
            "outcome": item.outcome or "",
            **interval(item),
        }
        for item in items
    )
    kept.stored(access.Emergency, "emergencies", items, rows)
