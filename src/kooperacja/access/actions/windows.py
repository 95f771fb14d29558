"""Windows: a basis, and a share that rests on it. Closing either acts at the next request (I9)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actions.facts import end_now, written
from kooperacja.access.models import Anchor, AnchorKind, Basis, Share
from kooperacja.agreements.models import Pact
from kooperacja.audit.models import About
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, now
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.foundation.intervals import valid_at

NOT_YOURS = _("Only the institution that keeps the data may do this.")


@transaction.atomic
def record_basis(
    actor: Actor,
    *,
    subject_id: int,
    recipient_id: int,
    category: str,
    purpose: str,
    is_consent: bool,
    source: str,
    valid_to: datetime = OPEN_END,
) -> Basis:
    """A consent of the subject, or a provision of law, for one recipient, category and purpose."""
    subject = Anchor.objects.get(pk=subject_id)
    _owner_side(actor, subject)
    if is_consent and subject.kind != AnchorKind.PERSON:
        raise RuleBroken("basis.household", _("A household gives no consent; each person consents for himself."))
    row = Basis.objects.create(
        subject=subject,
        recipient_id=recipient_id,
        category=category,
        purpose=purpose,
        is_consent=is_consent,
        source=source,
        valid_to=valid_to,
        recorded_by=actor.user_id,
    )
    written(actor, "access.record_basis", _about("basis", row.pk, subject), consent=is_consent)
    return row


@transaction.atomic
def end_basis(actor: Actor, basis: Basis) -> None:
    """A consent is withdrawn, or a provision stops; every window that rests on it closes."""
    _owner_side(actor, basis.subject)
    if end_now(Basis.objects.filter(pk=basis.pk)):
        written(actor, "access.end_basis", _about("basis", basis.pk, basis.subject), consent=basis.is_consent)


@transaction.atomic
def open_share(
    actor: Actor,
    *,
    anchor_id: int,
    subject_id: int,
    recipient_id: int,
    category: str,
    purpose: str,
    agreement_id: int,
    basis_id: int,
    valid_to: datetime = OPEN_END,
) -> Share:
    """Show a partner's team the owner's rows of one category about one subject.

    The agreement must cover it now, and must not end before the share does; where no end is named,
    the share ends with the agreement. The basis must be about this very subject, recipient,
    category and purpose (I10, I11).
    """
    anchor, subject = Anchor.objects.get(pk=anchor_id), Anchor.objects.get(pk=subject_id)
    _owner_side(actor, anchor)
    _owner_side(actor, subject)
    _not_to_oneself(actor, recipient_id)
    keys = {"recipient_id": recipient_id, "category": category, "purpose": purpose}
    basis = Basis.objects.filter(valid_at(now()), pk=basis_id, subject=subject, **keys).first()
    if basis is None:
        sentence = _("The basis is for other data, another person or another institution.")
        raise RuleBroken("share.basis", sentence, is_denial=True)
    row = Share.objects.create(
        owner_id=actor.institution_id,
        anchor=anchor,
        subject=subject,
        agreement_id=agreement_id,
        basis=basis,
        valid_to=_end(actor, agreement_id, keys, valid_to),
        recorded_by=actor.user_id,
        **keys,
    )
    written(actor, "access.open_share", _about("share", row.pk, subject), recipient=recipient_id, category=category)
    return row


def _end(actor: Actor, agreement_id: int, keys: dict[str, Any], asked: datetime) -> datetime:
    pacts = Pact.objects.filter(valid_at(now()), agreement=agreement_id, owner=actor.institution_id, **keys)
    ends = list(pacts.values_list("valid_to", flat=True))
    if not ends:
        sentence = _("The agreement does not cover this category and purpose now.")
        raise RuleBroken("share.agreement", sentence, is_denial=True)
    if asked == OPEN_END:
        return max(ends)
    if asked > max(ends):
        sentence = _("The agreement ends earlier. Choose a day until it ends.")
        raise RuleBroken("share.past_agreement", sentence, is_denial=True)
    return asked


@transaction.atomic
def close_share(actor: Actor, share: Share) -> None:
    """Close the window at the next request."""
    _owner_side(actor, share.anchor)
    if end_now(Share.objects.filter(pk=share.pk)):
        written(actor, "access.close_share", _about("share", share.pk, share.subject), recipient=share.recipient_id)


def _owner_side(actor: Actor, anchor: Anchor) -> None:
    """Institution A grants nothing on institution B's records (I15)."""
    if actor.institution_id != anchor.owner_id:
        raise NotAllowed("share.other_institution", NOT_YOURS)


def _not_to_oneself(actor: Actor, recipient_id: int) -> None:
    """Nobody opens alone a window to an institution that he works for himself (I16)."""
    if recipient_id == actor.institution_id:
        raise RuleBroken("share.own_institution", _("Your institution has these data already."))
    if Membership.objects.filter(valid_at(now()), user=actor.user_id, institution=recipient_id).exists():
        raise NotAllowed("share.to_oneself", _("You work there too. Somebody else of your institution must do this."))


def _about(kind: str, pk: int, subject: Anchor) -> About:
    return About(kind, pk, subject.pk, (subject.pk,))
