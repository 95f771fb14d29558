"""Who would gain and who would lose what, before an act is done: the act is tried and taken back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q, QuerySet

from kooperacja.access.compiler import ROW_COLUMNS, Compiler
from kooperacja.access.door import who
from kooperacja.access.grounds import READ
from kooperacja.access.models import TEAM, Appointment, Labelled, Part, Share
from kooperacja.access.permit import Claim, permit
from kooperacja.access.prepared import Prepared
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows of one kind one worker gains and loses."""

    user_name: str
    institution_id: int
    institution_name: str
    title: str
    kind: str
    gained: int
    lost: int


# Names of the values of a list of anchors.
ANCHOR = "anchor_"

# The rows of one kind that one membership sees: {(membership, kind): ids}.
Sights = dict[tuple[int, str], frozenset[int]]


def what_if(change: Callable[[], object], shares: QuerySet[Share], instant: datetime | None = None) -> list[Change]:
    """The exact difference that `change` makes to those who read through these windows.

    `change` is the product's own action; it runs in a savepoint and is rolled back, with its trail
    entry and its notices. Both sides are asked at `instant` where the act takes effect later. The
    caller has decided that the actor may see the numbers; no row is shown.
    """
    with transaction.atomic():
        windows = list(shares.select_related("agreement"))
        readers = list(_readers(windows))
        before = _sights(readers, windows, instant)
        mark = transaction.savepoint()
        try:
            change()
            after = _sights(readers, windows, instant)
        finally:
            transaction.savepoint_rollback(mark)
    return list(_differences(readers, before, after))


def _readers(windows: list[Share]) -> Iterator[Membership]:
    """Workers of the recipients who are appointed to one of the files, or to one that it is a part of."""
    at, anchors = now(), {share.anchor_id for share in windows}
    dossiers = Part.objects.filter(valid_at(at), subject__in=anchors).values("dossier")
    posts = Appointment.objects.filter(
        valid_at(at), Q(anchor__in=anchors) | Q(anchor__in=dossiers), capacity__in=TEAM
    ).values_list("user_id", "institution_id")
    appointed = set(posts)
    rows = Membership.objects.filter(valid_at(at), institution__in={share.recipient_id for share in windows})
    for row in rows.select_related("user", "institution").order_by("institution__short_name", "user__full_name", "pk"):
        if (row.user_id, row.institution_id) in appointed:
            yield row


def _sights(readers: list[Membership], windows: list[Share], instant: datetime | None) -> Sights:
    """Asked with the whole predicate, as the reference that the arms are held to."""
    at, anchors = max(now(), instant or now()), sorted({share.anchor_id for share in windows})
    purposes = sorted({share.purpose for share in windows})
    kinds = [(model, str(model._meta.verbose_name_plural)) for model in protected_kinds()] if anchors else []
    found: Sights = {}
    for reader in readers:
        bindings = [who(_actor(reader), purpose, READ) for purpose in purposes]
        for model, kind in kinds:
            found[reader.pk, kind] = frozenset(pk for one in bindings for pk in _seen(model, one, at, anchors))
    return found


def _seen(model: type[Labelled], binding: dict[str, Any], at: datetime, anchors: list[int]) -> list[int]:
    # Which grounds there are depends on the action, so that it is no value of the statement.
    values = {name: value for name, value in binding.items() if name != "action"}
    # A list of the length of a power of two keeps the number of statements small.
    room = 1 << (len(anchors) - 1).bit_length()
    listed = {f"{ANCHOR}{place}": anchors[min(place, len(anchors) - 1)] for place in range(room)}
    with permit(Claim(**binding, at=at)):
        asked = QUESTION.statements({"at": at, **values, **listed})
        return [pk for one in asked for (pk,) in one.of(model).tuples()]


def question(model: type[Labelled], at: datetime, **given: Any) -> QuerySet[Any, Any]:
    """The ids of rows of one kind among some anchors; `given` are the reader and, each by its name, the anchors."""
    anchors = [given.pop(name) for name in tuple(given) if name.startswith(ANCHOR)]
    condition = Compiler(ROW_COLUMNS, {**given, "action": READ}, at).whole()
    return model._base_manager.filter(condition, anchor__in=anchors).values_list("pk", flat=True)


# Made once for all kinds and not for each of them, which took seconds: grounds and vetoes read the labels of a row,
# which every kind has, and no other column of it.
QUESTION = Prepared(lambda **values: question(protected_kinds()[0], **values))


def protected_kinds() -> list[type[Labelled]]:
    return [model for model in apps.get_models() if issubclass(model, Labelled)]


def _actor(reader: Membership) -> Actor:
    return Actor(reader.user_id, reader.pk, reader.institution_id, reader.role, name="")


def _differences(readers: list[Membership], before: Sights, after: Sights) -> Iterator[Change]:
    for reader in readers:
        for pk, kind in before:
            if pk != reader.pk:
                continue
            old, new = before[pk, kind], after[pk, kind]
            if old != new:
                yield Change(
                    user_name=reader.user.full_name,
                    institution_id=reader.institution_id,
                    institution_name=reader.institution.short_name,
                    title=reader.title,
                    kind=kind,
                    gained=len(new - old),
                    lost=len(old - new),
                )
