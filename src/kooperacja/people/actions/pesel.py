"""The PESEL number of a person: setting, correcting, removing and revealing it.

The number is in clear only between the form and `seal`, and between `open_value` and the page that asked.
An earlier number is not kept: a wrong one is most often somebody else's. The trail says that it was
changed, by whom and when, never which it was.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import Snapshot, snapshot
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.access.visible import OWN, missing
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.audit import actions as trail
from kooperacja.foundation import pesel
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Conflict, RuleBroken, Unavailable
from kooperacja.keys.actions import current_key
from kooperacja.keys.hooks import Hand
from kooperacja.keys.queries import open_value
from kooperacja.people.models import Person, Pesel
from kooperacja.people.queries import PeselText, place_of, sealed_number


@writes
def set_pesel(*, actor: Actor, person: Person, text: str, version: int = 0) -> None:
    """Write the number down, or correct it; an empty text removes it. `version` is the one that was
    shown, 0 where there was none.
    """
    door.require(actor, door.WRITE, person, Purpose.JOINT_HELP)
    number = pesel.checked(text) if text.strip() else ""
    present = _written(actor, person)
    if present is None:
        if number:
            write_first(actor, person, number)
    elif number:
        _change(actor, present, "pesel.change" if present.key_id else "pesel.set", version, number)
    elif present.key_id:
        trail.edit(actor, present, "pesel.remove", version, sealed=b"", index=b"", key_id=None)


def reveal_pesel(*, actor: Actor, person: Person, purpose: str) -> str:
    """The number in clear. That it was shown is in the trail before it is (I25); where it cannot be
    written there, nothing is shown.
    """
    with snapshot() as shot:
        rows = door.visible(Pesel, actor, purpose).select_related("key").exclude(key=None)
        row = next(iter(rows.filter(person=person).all(limit=1)), None)
        if row is None or row.key is None:
            raise missing()
        number = open_value(row.key, row.sealed, place_of(row))
        ground = ground_of(shot)
    about, subjects = person.about(), (row.subject_id,)
    trail.read(actor, "pesel.reveal", subjects, purpose=purpose, ground=ground, count=1, about=about)
    return number


def ground_of(shot: Snapshot) -> str:
    """By what right the reader was told, for the trail."""
    if shot.clock_behind:
        sentence = _("The server's clock went back. Protected data are closed until it is set right.")
        raise Unavailable("clock.behind", sentence)
    return "+".join(sorted(shot.seen.grounds)) or OWN


# ---- With the date of birth


def agreed_birth(actor: Actor, person: Person | None, typed: PeselText | None, born_on: date | None) -> date | None:
    """The date of birth that goes with the number: taken from it where none is given, refused where they
    contradict each other. A number that was not typed now is asked only when the date changes.
    """
    known = _born_by_number(actor, person, typed, born_on)
    if known and born_on and known != born_on:
        sentence = _("The PESEL number says %(day)s as the date of birth. Correct one of the two.")
        told = sentence % {"day": f"{known:%d.%m.%Y}"}
        raise RuleBroken("person.pesel_contradicts", told, field="pesel" if typed and typed.text else "born_on")
    return born_on or known


def _born_by_number(actor: Actor, person: Person | None, typed: PeselText | None, born_on: date | None) -> date | None:
    if typed and typed.text.strip():
        return pesel.born_on(pesel.checked(typed.text))
    if person is None or person.born_on == born_on or (typed and typed.is_removed):
        return None
    row = _written(actor, person)
    return pesel.born_on(open_value(row.key, row.sealed, place_of(row))) if row and row.key else None


# ---- Rows


def _written(actor: Actor, person: Person) -> Pesel | None:
    with snapshot():
        rows = door.visible(Pesel, actor, Purpose.JOINT_HELP, door.WRITE).select_related("key")
        return next(iter(rows.filter(person=person).all(limit=1)), None)


def write_first(actor: Actor, person: Person, text: str) -> None:
    """The number of a person who has none. Whoever calls has asked the door, or has just registered him:
    a new person is in nobody's team yet.
    """
    number = pesel.checked(text)
    anchor, level = person.anchor_id, LEVEL_OF[Category.IDENTITY]
    hand = current_key(institution_id=person.owner_id)
    row = Pesel(
        owner_id=person.owner_id,
        anchor_id=anchor,
        subject_id=anchor,
        category=Category.IDENTITY,
        level=level,
        person=person,
        **sealed_number(hand, number, anchor),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _quicker() from error
    trail.record(actor, "pesel.set", row.about())


def _change(actor: Actor, row: Pesel, action: str, version: int, number: str) -> None:
    hand = current_key(institution_id=row.owner_id)
    trail.edit(actor, row, action, version, **sealed_number(hand, number, row.subject_id))


def _quicker() -> Conflict:
    sentence = _("Somebody changed this page a moment ago. Nothing was overwritten; compare and save again.")
    return Conflict("version.stale", sentence)


# ---- When the key of an institution is rotated


def reseal(hand: Hand, limit: int) -> int:
    """A portion of numbers of one institution under its current key. A row that somebody has changed
    meanwhile is left: it has the current key already.
    """
    with unrestricted(Pesel, "people.reseal") as rows:
        old = rows.filter(owner_id=hand.institution_id).exclude(key=None).exclude(key_id=hand.pk)
        found = list(old.select_related("key").order_by("pk")[:limit])
    with on_behalf("people.reseal"):
        for row in found:
            _reseal(hand, row)
    return len(found)


def _reseal(hand: Hand, row: Pesel) -> None:
    before = row.key
    if before is None:
        return
    number = open_value(before, row.sealed, place_of(row))
    fresh = sealed_number(hand, number, row.subject_id)
    Pesel._base_manager.filter(pk=row.pk, key=before).update(**fresh)
