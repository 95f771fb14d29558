"""What a file shows to partners: bases and windows of its people, and the windows that partners opened."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Model, OuterRef, Q, QuerySet

from kooperacja.access.models import TEAM, Basis, Share
from kooperacja.access.queries import appointed
from kooperacja.access.visible import missing
from kooperacja.agreements.models import Pact
from kooperacja.agreements.queries import get_agreement
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.paging import KeyPage, key_page
from kooperacja.sharing.queries.vetoes import Place

__all__ = [
    "BasisRow",
    "WindowRow",
    "bases_of",
    "get_agreement",
    "get_basis",
    "get_received",
    "get_window",
    "received",
    "received_row",
    "windows_of",
]


@dataclass(frozen=True, slots=True)
class BasisRow:
    """A consent or a provision of law, and how many open windows rest on it."""

    pk: int
    subject_id: int
    about: str
    recipient_id: int
    recipient: str
    category: str
    purpose: str
    is_consent: bool
    source: str
    since: datetime
    until: datetime
    windows: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A worker of the recipient who looks through a window."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class WindowRow:
    """`is_open` is no while the basis or the agreement does not hold. `place` and `about` have names for
    the owner's side alone; a recipient learns what a window is for, never whom it is about.
    """

    pk: int
    place_id: int
    place: str
    about: str
    owner: str
    recipient_id: int
    recipient: str
    category: str
    purpose: str
    agreement: str
    basis_id: int
    since: datetime
    until: datetime
    is_open: bool
    readers: tuple[Reader, ...]


Names = dict[int, str]
M = TypeVar("M", bound=Model)


def _names(where: Sequence[Place]) -> Names:
    return {place.anchor_id: place.name for place in where}


# ---- The owner's side


def bases_of(where: Sequence[Place], pk: int = 0) -> list[BasisRow]:
    """Those that hold; with a number that one, also when it has ended."""
    names, at = _names(where), now()
    resting = Count("shares", filter=valid_at(at, "shares__"))
    rows = _among(Basis.objects, pk).filter(subject__in=names).select_related("recipient").annotate(resting=resting)
    return [_basis(row, names) for row in rows.order_by("pk")]


def _basis(row: Basis, names: Names) -> BasisRow:
    return BasisRow(
        pk=row.pk,
        subject_id=row.subject_id,
        about=names[row.subject_id],
        recipient_id=row.recipient_id,
        recipient=row.recipient.short_name,
        category=row.category,
        purpose=row.purpose,
        is_consent=row.is_consent,
        source=row.source,
        since=row.valid_from,
        until=row.valid_to,
        windows=vars(row)["resting"],
    )


def windows_of(where: Sequence[Place], pk: int = 0) -> list[WindowRow]:
    """Those that have not been closed; with a number that one, also when it has."""
    names = _names(where)
    rows = _described(_among(Share.objects, pk).filter(anchor__in=names)).order_by("pk")
    return _told(rows, names)


def get_basis(pk: int, where: Sequence[Place]) -> Basis:
    """One that holds, of a person or household of the case, or `NotFound`."""
    return _one(Basis.objects.filter(valid_at(now()), subject__in=_names(where)).select_related("subject"), pk)


def get_window(pk: int, where: Sequence[Place]) -> Share:
    rows = Share.objects.filter(valid_at(now()), anchor__in=_names(where))
    return _one(rows.select_related("anchor", "subject"), pk)


def _among(rows: Any, pk: int) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.filter(pk=pk) if pk else rows.filter(valid_at(now()))
    return found


def _one(rows: QuerySet[M], pk: int) -> M:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise missing()
    return row


# ---- The recipient's side


def received(actor: Actor, *, after: str, before: str, limit: int) -> KeyPage[WindowRow]:
    """Windows to the actor's institution that nobody has closed, the oldest first."""
    rows = Share.objects.filter(valid_at(now()), recipient=actor.institution_id)
    page = key_page(_described(rows), ("pk",), after=after, before=before, limit=limit)
    return replace(page, rows=_told(page.rows, {}))


def received_row(actor: Actor, pk: int) -> WindowRow:
    rows = Share.objects.filter(recipient=actor.institution_id)
    return _told([_one(_described(rows), pk)], {})[0]


def get_received(actor: Actor, pk: int, *, is_open: bool) -> Share:
    """A worker is placed at an open window only, and recalled also from one that is closed."""
    rows = Share.objects.filter(valid_at(now()) if is_open else Q(), recipient=actor.institution_id)
    return _one(rows.select_related("anchor"), pk)


# ---- Both


def _described(rows: QuerySet[Share]) -> QuerySet[Share]:
    at = now()
    same = {name: OuterRef(name) for name in ("agreement", "owner", "recipient", "category", "purpose")}
    basis = Basis.objects.filter(valid_at(at), pk=OuterRef("basis"))
    pact = Pact.objects.filter(valid_at(at), **same)
    open_now = valid_at(at) & Exists(basis) & Exists(pact)
    return rows.select_related("owner", "recipient", "agreement").annotate(
        is_open=ExpressionWrapper(open_now, output_field=BooleanField())
    )


def _window(row: Share, names: Names) -> WindowRow:
    return WindowRow(
        pk=row.pk,
        place_id=row.anchor_id if names else 0,
        place=names.get(row.anchor_id, ""),
        about=names.get(row.subject_id, ""),
        owner=row.owner.short_name,
        recipient_id=row.recipient_id,
        recipient=row.recipient.short_name,
        category=row.category,
        purpose=row.purpose,
        agreement=row.agreement.ref,
        basis_id=row.basis_id,
        since=row.valid_from,
        until=row.valid_to,
        is_open=vars(row)["is_open"],
        readers=(),
    )


def _told(rows: Iterable[Share], names: Names) -> list[WindowRow]:
    found = list(rows)
    return _with_readers([_window(row, names) for row in found], {row.pk: row.anchor_id for row in found})


def _with_readers(rows: list[WindowRow], anchors: dict[int, int]) -> list[WindowRow]:
    """Who of the recipient is appointed to what the window is on, in one statement. `anchors` by window."""
    by_place: dict[tuple[int, int], list[Reader]] = defaultdict(list)
    for post in appointed(anchors.values()).filter(capacity__in=TEAM):
        by_place[post.anchor_id, post.institution_id].append(Reader(post.user_id, post.user.full_name))
    return [replace(row, readers=tuple(by_place[anchors[row.pk], row.recipient_id])) for row in rows]
