"""Attaching and withdrawing files, erasing what is due, and sealing their keys anew."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.models import Anchor, Labelled
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.access.visible import missing
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.audit.actions import edit, record
from kooperacja.documents import storage
from kooperacja.documents.access import can_attach, can_withdraw
from kooperacja.documents.hooks import IN_USE
from kooperacja.documents.inspection import cleaned_name, examined, refused
from kooperacja.documents.law import limits
from kooperacja.documents.models import StoredFile, WhyWithdrawn
from kooperacja.documents.queries import key_of, known_places, place_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.sealing import new_key, seal
from kooperacja.keys.actions import current_key
from kooperacja.keys.hooks import Hand

# A file that is being written has no row yet: its bytes are no orphan before so many hours.
HOURS_OF_GRACE = 24


def store_file(
    *,
    actor: Actor,
    anchor_id: int,
    subject_id: int,
    category: str,
    name: str,
    content: bytes,
    purpose: str = Purpose.JOINT_HELP,
) -> StoredFile:
    """Attach a file of the actor's institution to a dossier or a person. The bytes are on the disk before
    the row is; where the row is refused they are taken away again.
    """
    can_attach(actor, category).require()
    kind = examined(content)
    row = StoredFile(
        anchor_id=anchor_id,
        subject_id=subject_id,
        category=category,
        level=LEVEL_OF[Category(category)],
        name=cleaned_name(name, kind),
        kind=kind,
        size=len(content),
        digest=sha256(content).digest(),
        place=uuid4(),
        author_id=actor.user_id,
    )
    secret = new_key()
    storage.write(row.place, secret, content)
    try:
        _keep(actor=actor, row=row, secret=secret, purpose=purpose)
    except BaseException:
        storage.remove(row.place)
        raise
    return row


def store_copy(*, of: StoredFile, content: bytes, beside: Labelled, author_id: int) -> StoredFile:
    """The same file for another institution, under its own key and with the labels of the row beside which it lies.
    Inside of `on_behalf` of an act that may write there, and which says in the trail that it did.
    """
    row = StoredFile(
        owner_id=beside.owner_id,
        anchor_id=beside.anchor_id,
        subject_id=beside.subject_id,
        category=beside.category,
        level=beside.level,
        name=of.name,
        kind=of.kind,
        size=of.size,
        digest=of.digest,
        place=uuid4(),
        author_id=author_id,
    )
    secret = new_key()
    storage.write(row.place, secret, content)
    try:
        hand = current_key(institution_id=row.owner_id)
        row.key_id, row.sealed = hand.pk, _sealed(hand, row, secret)
        row.save(force_insert=True)
    except BaseException:
        storage.remove(row.place)
        raise
    return row


@writes
def _keep(*, actor: Actor, row: StoredFile, secret: bytes, purpose: str) -> None:
    row.owner_id = _owner(actor, row.anchor_id, row.subject_id)
    _not_twice(actor, row, purpose)
    hand = current_key(institution_id=row.owner_id)
    row.key_id, row.sealed = hand.pk, _sealed(hand, row, secret)
    row.save(force_insert=True)
    door.require(actor, door.WRITE, row, purpose)
    record(actor, "file.attach", row.about(), category=row.category, format=str(row.kind), size=row.size)


@writes
def withdraw_file(*, actor: Actor, file: StoredFile, version: int, why: str, purpose: str = Purpose.JOINT_HELP) -> None:
    """From the next request nobody reads it. The row stays, with who, when and why."""
    door.require(actor, door.WRITE, file, purpose)
    can_withdraw(actor, file).require()
    if why not in WhyWithdrawn.values:
        raise RuleBroken("file.why", _("Say why the file is withdrawn."), field="why")
    for hook in IN_USE:
        if sentence := hook(file.pk):
            raise RuleBroken("file.in_use", sentence)
    edit(actor, file, "file.withdraw", version, withdrawn_at=now(), why_withdrawn=why)


def _owner(actor: Actor, *anchors: int) -> int:
    """All of them must be the actor's institution's."""
    owners = list(Anchor.objects.filter(pk__in=anchors).values_list("owner_id", flat=True))
    if len(owners) != len(set(anchors)) or set(owners) != {actor.institution_id}:
        raise missing()
    return actor.institution_id


def _not_twice(actor: Actor, row: StoredFile, purpose: str) -> None:
    with snapshot():
        same = door.visible(StoredFile, actor, purpose).filter(
            anchor_id=row.anchor_id, subject_id=row.subject_id, digest=row.digest, withdrawn_at=None
        )
        found = same.all(limit=1)
    if found:
        told = {"day": f"{local_date(found[0].attached_at):%d.%m.%Y}", "name": found[0].name}
        sentence = _("This very file is here already since %(day)s: %(name)s.") % told
        raise refused("twice", str(sentence))


def _sealed(hand: Hand, row: StoredFile, secret: bytes) -> bytes:
    return seal(hand.secret, secret.hex(), place_of(row))


# ---- Erasing


def sweep(*, actor: Actor) -> tuple[int, int]:
    """Erase the bytes and keys of files that were withdrawn long enough ago, and remove bytes that no row
    names. How many of each.
    """
    erased = _erase_withdrawn(actor)
    before = now().timestamp() - HOURS_OF_GRACE * 3600
    lying = list(storage.lying(before))
    known = known_places()
    orphans = [path for path in lying if path.stem not in known or path.suffix]
    for path in orphans:
        path.unlink(missing_ok=True)
    if erased or orphans:
        record(actor, "file.sweep", erased=erased, orphans=len(orphans))
    return erased, len(orphans)


def _erase_withdrawn(actor: Actor) -> int:
    """The key goes first: without it the bytes say nothing, wherever a copy of them lies."""
    due = now() - timedelta(days=limits().days_until_erased)
    with unrestricted(StoredFile, "documents.sweep") as rows:
        found = list(rows.filter(withdrawn_at__lte=due).exclude(key=None).order_by("pk"))
    with on_behalf("documents.sweep"):
        for row in found:
            StoredFile._base_manager.filter(pk=row.pk).update(key=None, sealed=b"")
            storage.remove(row.place)
            record(actor, "file.erase", row.about())
    return len(found)


# ---- When the key of an institution is rotated


def reseal(hand: Hand, limit: int) -> int:
    """A portion of the keys of files under the current key of their institution; the bytes stay as they are."""
    with unrestricted(StoredFile, "documents.reseal") as rows:
        old = rows.filter(owner_id=hand.institution_id).exclude(key=None).exclude(key_id=hand.pk)
        found = list(old.select_related("key").order_by("pk")[:limit])
    with on_behalf("documents.reseal"):
        for row in found:
            fresh = {"key_id": hand.pk, "sealed": _sealed(hand, row, key_of(row))}
            StoredFile._base_manager.filter(pk=row.pk, key_id=row.key_id).update(**fresh)
    return len(found)
