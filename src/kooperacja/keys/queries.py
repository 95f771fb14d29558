"""Which keys there are, and their secrets for who has a row that they opened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kooperacja.foundation.errors import Unavailable
from kooperacja.foundation.sealing import Place, Unopened, blind_index, opened, unwrapped
from kooperacja.keys import ring
from kooperacja.keys.hooks import SEALED, Hand
from kooperacja.keys.models import InstitutionKey


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key that still opens something, and how many values it has sealed."""

    institution: str
    institution_id: int
    number: int
    made_at: datetime
    retired_at: datetime | None
    values: int


def living() -> QuerySet[InstitutionKey]:
    """Keys that were not destroyed."""
    return InstitutionKey.objects.filter(destroyed_at=None)


def roots_in_use() -> set[str]:
    """The names of the root keys that wrap a living key."""
    return set(living().order_by().values_list("root", flat=True).distinct())


def in_hand(row: InstitutionKey, keys: ring.Ring | None = None) -> Hand:
    """The key, unwrapped by the root key that it names."""
    keys = ring.read() if keys is None else keys
    root = next((one for one in keys if one.name == row.root), None)
    if root is None:
        raise root_missing()
    try:
        return Hand(row.pk, row.institution_id, unwrapped(root.secret, bytes(row.wrapped), row.bound()))
    except Unopened:
        raise _unopened() from None


def open_value(row: InstitutionKey, sealed: bytes | memoryview, place: Place) -> str:
    """The text of a sealed value. Fetch the row of the key in one statement with the value: a rotation
    may move both between two.
    """
    try:
        return opened(in_hand(row).secret, bytes(sealed), place)
    except Unopened:
        raise _unopened() from None


def indexes(institution_id: int, text: str, column: str) -> list[bytes]:
    """The blind indexes under which a text may lie: while a rotation runs there are two."""
    rows, keys = list(living().filter(institution=institution_id)), ring.read()
    return [blind_index(in_hand(row, keys).secret, text, column, institution_id) for row in rows]


def sealed_with(keys: Iterable[int]) -> Counter[int]:
    wanted = list(keys)
    return sum((Counter(count(wanted)) for count in SEALED), Counter())


def rows() -> list[KeyRow]:
    found = list(living().select_related("institution").order_by("institution__short_name", "number"))
    values = sealed_with(row.pk for row in found)
    return [
        KeyRow(str(row.institution), row.institution_id, row.number, row.made_at, row.retired_at, values[row.pk])
        for row in found
    ]


def institutions_with_keys() -> list[int]:
    return list(living().filter(retired_at=None).order_by("institution").values_list("institution", flat=True))


def values_to_move(institution_id: int) -> int:
    """How many values a rotation of this institution's key seals anew."""
    return sealed_with(living().filter(institution=institution_id).values_list("pk", flat=True)).total()


# ---- Whether all of it opens


def trouble() -> str:
    """What is wrong with the root keys, in a sentence; nothing where all is well."""
    try:
        keys = ring.read()
    except Unavailable as broken:
        return str(broken)
    if not roots_in_use() <= {one.name for one in keys}:
        return str(root_missing())
    return ""


def exposed() -> str:
    """Whether others on this machine read the root keys, in a sentence."""
    if ring.is_private():
        return ""
    sentence = _("Others on this machine may read the root keys: run `chmod 600 %(name)s`.")
    return sentence % {"name": str(ring.path())}


def root_missing() -> Unavailable:
    sentence = _(
        "The root key that opens the keys of the institutions is not in %(name)s. Bring the file back, or run"
        " `kooperacja keys restore`; without it sealed data cannot be read or written."
    )
    return Unavailable("keys.root_missing", sentence % {"name": str(ring.path())})


def _unopened() -> Unavailable:
    return Unavailable("keys.unopened", _("A sealed value does not open: it, or its key, was changed or moved."))
