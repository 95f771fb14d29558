"""Texts of notices and consents: drafted, approved, replaced by a newer version."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.actions import edit, record
from kooperacja.consents.access import can_approve_text, can_edit_text, can_write_texts
from kooperacja.consents.models import Language, TextKind, Wording
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken


@transaction.atomic
def write_text(*, actor: Actor, kind: str, language: str, body: str) -> Wording:
    """A draft of the next version of this kind and language."""
    can_write_texts(actor).require()
    if kind not in TextKind.values or language not in Language.values:
        raise RuleBroken("wording.kind", _("Choose what the text is for, and its language."), field="kind")
    same = Wording.objects.filter(institution=actor.institution_id, kind=kind, language=language)
    last = same.aggregate(last=Max("number"))["last"] or 0
    row = Wording.objects.create(
        institution_id=actor.institution_id,
        kind=kind,
        language=language,
        number=last + 1,
        body=_said(body),
        author_id=actor.user_id,
    )
    record(actor, "wording.write", row.about(), what=kind, language=language, number=row.number)
    return row


@transaction.atomic
def edit_text(*, actor: Actor, wording: Wording, version: int, body: str) -> None:
    """A draft is changed; an approved text never is, because people have it in their hands."""
    can_edit_text(actor, wording).require()
    edit(actor, wording, "wording.edit", version, body=_said(body))


@transaction.atomic
def approve_text(*, actor: Actor, wording: Wording, version: int, since: date) -> None:
    """In force from a day that is not past; the version before it ends on the day before."""
    can_approve_text(actor, wording).require()
    if since < today():
        raise RuleBroken("wording.backdated", _("A text is in force from today at the earliest."), field="since")
    same = Wording.objects.filter(institution=wording.institution_id, kind=wording.kind, language=wording.language)
    if same.filter(since__gte=since).exists():
        sentence = _("Another version begins on this day or later. Choose a later day.")
        raise RuleBroken("wording.overtaken", sentence, field="since")
    same.filter(Q(until=None) | Q(until__gte=since), since__lt=since).update(until=since - timedelta(days=1))
    edit(actor, wording, "wording.approve", version, approved_by_id=actor.user_id, since=since)


def _said(body: str) -> str:
    if not body.strip():
        raise RuleBroken("wording.empty", _("Write the text."), field="body")
    return body.strip()
