"""Making and revoking the secret address of a calendar."""

import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.accounts.keys import digest
from kooperacja.audit.actions import record
from kooperacja.deadlines.models import CalendarAddress
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import NotAllowed

BYTES = 32


@transaction.atomic
def make_address(*, actor: Actor) -> str:
    """A new secret, shown once; the one before opens nothing any more."""
    if actor.via == "api":
        raise NotAllowed("calendar.by_token", _("An address is made by a person who is signed in, not with a key."))
    revoke_address(actor=actor)
    secret = secrets.token_urlsafe(BYTES)
    row = CalendarAddress.objects.create(
        user_id=actor.user_id, membership_id=actor.membership_id, digest=digest(secret)
    )
    record(actor, "calendar.make", row.about())
    return secret


@transaction.atomic
def revoke_address(*, actor: Actor) -> bool:
    """It opens nothing from the next request; whether there was one."""
    live = CalendarAddress.objects.filter(membership_id=actor.membership_id, revoked_at=None).first()
    if live is None:
        return False
    CalendarAddress.objects.filter(pk=live.pk, revoked_at=None).update(revoked_at=now())
    record(actor, "calendar.revoke", live.about())
    return True
