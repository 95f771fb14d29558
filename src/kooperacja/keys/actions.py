"""Making, rotating and keeping keys. Each step of a rotation is whole by itself, so that one that was
stopped anywhere goes on where it was (docs/decisions/0026).
"""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.audit.actions import record
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.sealing import Unopened, locked, new_key, unlocked, wrapped
from kooperacja.keys import ring
from kooperacja.keys.hooks import RESEAL, Hand
from kooperacja.keys.models import InstitutionKey
from kooperacja.keys.queries import in_hand, living, root_missing, roots_in_use, sealed_with

PORTION = 200
SHORTEST_PASSPHRASE = 12


@transaction.atomic
def current_key(*, institution_id: int) -> Hand:
    """The key that seals, made at the first need. The institution's row is held until the caller's
    transaction ends: no rotation can retire the key between this and the writing of what it sealed.
    """
    _hold(institution_id)
    row = living().filter(institution=institution_id, retired_at=None).first()
    return in_hand(row or _made(institution_id, 1))


def _hold(*institutions: int) -> None:
    chosen = Institution.objects.filter(pk__in=institutions) if institutions else Institution.objects.all()
    list(chosen.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def _made(institution_id: int, number: int) -> InstitutionKey:
    root = _newest_root()
    row = InstitutionKey(institution_id=institution_id, number=number, root=root.name)
    row.wrapped = wrapped(root.secret, new_key(), row.bound())
    row.save(force_insert=True)
    return row


def _newest_root() -> ring.RootKey:
    """Read after the institution is held, so that a rotation of the root key sees whoever used the old one.
    A ring is begun where nothing was sealed yet, and one that does not open what was is not gone on with.
    """
    keys = ring.read()
    if not roots_in_use() <= {one.name for one in keys}:
        raise root_missing()
    return (keys or ring.begin())[0]


# ---- Rotating the key of an institution


def rotate_key(*, actor: Actor, institution_id: int) -> Iterator[int]:
    """A new key for the institution; yields after each portion how many values it sealed anew. Readers
    read and writers write meanwhile. Stopped anywhere, the next call goes on and makes no third key.
    """
    if not _begin(actor, institution_id):
        return
    while moved := _portion(institution_id):
        yield moved
    _finish(actor, institution_id)


@transaction.atomic
def _begin(actor: Actor, institution_id: int) -> bool:
    """Retire the current key, unless a rotation is under way. False where there is no key yet."""
    _hold(institution_id)
    rows = list(living().filter(institution=institution_id).order_by("number"))
    if len(rows) == 1:
        old = rows[0]
        in_hand(old)
        InstitutionKey.objects.filter(pk=old.pk).update(retired_at=now())
        row = _made(institution_id, old.number + 1)
        record(actor, "key.rotate", row.about(), institution=institution_id, number=row.number)
    return bool(rows)


@transaction.atomic
def _portion(institution_id: int) -> int:
    """The key is taken anew for each portion: another rotation may have gone further meanwhile."""
    hand = current_key(institution_id=institution_id)
    return sum(reseal(hand, PORTION) for reseal in RESEAL)


@transaction.atomic
def _finish(actor: Actor, institution_id: int) -> None:
    """Destroy the retired keys that have sealed nothing any more."""
    _hold(institution_id)
    retired = list(living().filter(institution=institution_id).exclude(retired_at=None))
    used = sealed_with(row.pk for row in retired)
    for row in retired:
        if not used[row.pk]:
            InstitutionKey.objects.filter(pk=row.pk).update(wrapped=b"", destroyed_at=now())
            record(actor, "key.destroy", row.about(), institution=institution_id, number=row.number)


# ---- Rotating the root key


def rotate_root(*, actor: Actor) -> Iterator[int]:
    """A new root key, under which all keys of institutions are wrapped anew; yields as `rotate_key`."""
    with ring.alone():
        keys = ring.read()
        if not keys:
            if living().exists():
                raise root_missing()
            return
        if len(keys) == 1:
            keys = (ring.made(), *keys)
            ring.replace(keys)
        _wait_for_writers()
        while moved := _rewrapped(keys):
            yield moved
        _forget_old_roots(actor, keys)


@transaction.atomic
def _wait_for_writers() -> None:
    """Whoever makes a key now has read the old ring; whoever comes later reads the new one."""
    _hold()


@transaction.atomic
def _rewrapped(keys: ring.Ring) -> int:
    newest = keys[0]
    rows = list(living().exclude(root=newest.name).order_by("pk")[:PORTION])
    for row in rows:
        fresh = wrapped(newest.secret, in_hand(row, keys).secret, row.bound())
        living().filter(pk=row.pk, root=row.root).update(root=newest.name, wrapped=fresh)
    return len(rows)


@transaction.atomic
def _forget_old_roots(actor: Actor, keys: ring.Ring) -> None:
    _hold()
    used = roots_in_use()
    left = tuple(one for one in keys if one == keys[0] or one.name in used)
    record(actor, "key.rotate_root", keys=len(left))
    ring.replace(left)


# ---- A copy of the ring


def back_up(*, actor: Actor, place: Path, passphrase: str) -> None:
    """A copy of the root keys under a passphrase, for a place away from the installation."""
    keys = ring.read()
    if not keys:
        if living().exists():
            raise root_missing()
        raise RuleBroken(
            "keys.nothing", _("There is no root key yet: nothing was sealed, so there is nothing to keep.")
        )
    if len(passphrase) < SHORTEST_PASSPHRASE:
        sentence = _("The passphrase must have at least %(count)s characters.") % {"count": SHORTEST_PASSPHRASE}
        raise RuleBroken("keys.passphrase_short", sentence)
    ring.write_new(place, locked(passphrase, ring.told(keys)))
    record(actor, "key.back_up", keys=len(keys))


def restore(*, actor: Actor, place: Path, passphrase: str) -> int:
    """Put the root keys of a copy into the ring; those that are there stay, and stay first. The number
    of keys that came.
    """
    try:
        copied = ring.parsed(unlocked(passphrase, place.read_bytes()))
    except Unopened:
        sentence = _("This file does not open: the passphrase is another one, or the file was changed.")
        raise RuleBroken("keys.copy_unopened", sentence) from None
    with ring.alone():
        present = ring.read()
        come = tuple(one for one in copied if one.name not in {key.name for key in present})
        if come:
            ring.replace((*present, *come))
    record(actor, "key.restore", keys=len(come))
    return len(come)
