"""Telling key workers of consents that end soon, so that the person is asked in time."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Exists, OuterRef

from kooperacja.access.models import Basis, Capacity, Part
from kooperacja.access.queries import appointed
from kooperacja.audit.actions import record
from kooperacja.audit.models import About
from kooperacja.consents.access import can_warn
from kooperacja.consents.law import warned_until
from kooperacja.consents.models import ExpiryWarning
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import day_end, now, today
from kooperacja.foundation.intervals import valid_at
from kooperacja.notices import actions as notices


@transaction.atomic
def warn_expiring(*, actor: Actor, limit: int = 500) -> int:
    """Once for each consent; one notice for each file, however many items end. Returns how many items there were.
    A consent that the person gave anew, for the same data and institution, is not warned of.
    """
    can_warn(actor).require()
    rows = _ending(limit)
    ExpiryWarning.objects.bulk_create(ExpiryWarning(basis=row) for row in rows)
    by_subject = defaultdict(list)
    for part in Part.objects.filter(valid_at(now()), subject__in={row.subject_id for row in rows}):
        by_subject[part.subject_id].append(part.dossier_id)
    dossiers = {dossier for row in rows for dossier in by_subject[row.subject_id]}
    for post in appointed(dossiers).filter(capacity=Capacity.KEY_WORKER):
        about = About("consents", post.anchor_id)
        notices.send(to=[post.user_id], institution_id=post.institution_id, code="consent.expires", about=about)
    if rows:
        record(actor, "consent.warn", count=len(rows))
    return len(rows)


def _ending(limit: int) -> list[Basis]:
    at = now()
    same = {name: OuterRef(name) for name in ("subject", "recipient", "category", "purpose")}
    last = day_end(warned_until(today()))
    anew = Basis.objects.filter(valid_at(at), valid_to__gt=last, is_consent=True, **same)
    told = ExpiryWarning.objects.filter(basis=OuterRef("pk"))
    rows = Basis.objects.filter(valid_at(at), ~Exists(anew), ~Exists(told), is_consent=True, valid_to__lte=last)
    return list(rows.order_by("valid_to", "pk")[:limit])
