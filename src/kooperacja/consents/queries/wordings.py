"""Texts of notices and consents of the reader's institution."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kooperacja.access.visible import missing
from kooperacja.consents.access import can_approve_text, can_edit_text
from kooperacja.consents.models import Wording
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today


@dataclass(frozen=True, slots=True)
class TextRow:
    """A version of a text. `status` is unapproved, coming, present or ended."""

    pk: int
    kind: str
    kind_label: str
    language: str
    language_label: str
    number: int
    body: str
    author: str
    approved_by: str
    since: date | None
    until: date | None
    version: int
    status: str
    can_edit: bool
    can_approve: bool


def texts(actor: Actor) -> list[TextRow]:
    """The newest version of each kind and language first."""
    rows = _mine(actor).order_by("kind", "language", "-number")
    return [_row(row, actor) for row in rows]


def text(actor: Actor, pk: int) -> TextRow:
    return _row(get_text(actor, pk), actor)


def get_text(actor: Actor, pk: int) -> Wording:
    row = _mine(actor).filter(pk=pk).first()
    if row is None:
        raise missing()
    return row


def usable(actor: Actor, kind: str, day: date) -> list[TextRow]:
    """What may be read and signed on a day, Polish first."""
    rows = _mine(actor).filter(Q(until=None) | Q(until__gte=day), kind=kind, since__lte=day)
    return [_row(row, actor) for row in rows.order_by("language", "-number")]


def choices(rows: list[TextRow]) -> list[tuple[int, str]]:
    return [(row.pk, f"{row.language_label}, {row.number}") for row in rows]


def _mine(actor: Actor) -> QuerySet[Wording]:
    return Wording.objects.filter(institution=actor.institution_id).select_related("author", "approved_by")


def _row(row: Wording, actor: Actor) -> TextRow:
    return TextRow(
        pk=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        language=row.language,
        language_label=row.get_language_display(),
        number=row.number,
        body=row.body,
        author=row.author.full_name,
        approved_by=row.approved_by.full_name if row.approved_by else "",
        since=row.since,
        until=row.until,
        version=row.version,
        status=_status(row, today()),
        can_edit=bool(can_edit_text(actor, row)),
        can_approve=bool(can_approve_text(actor, row)),
    )


def _status(row: Wording, day: date) -> str:
    if row.since is None:
        return "unapproved"
    if day < row.since:
        return "coming"
    return "ended" if row.until is not None and day > row.until else "present"
