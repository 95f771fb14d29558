"""Institutions, accounts, who works where, and everything that has a file: people, households, dossiers."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import make_password

from kooperacja.access.models import Anchor, AnchorKind, Authorisation, Declaration
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category
from kooperacja.config.world.kept import Kept, interval
from kooperacja.directory import checks, naming
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation import pesel
from kooperacja.keys.actions import current_key
from kooperacja.people.models import Household, Occupation, Person, Pesel, Relation, folded_name
from kooperacja.people.queries import sealed_number


def institutions(kept: Kept) -> None:
    items = kept.world.institutions
    kept.stored(Institution, "institutions", items, map(_institution, items))
    kept.owner.update({item.key: kept.pk[item.key] for item in items})


def _institution(item: Any) -> dict[str, Any]:
    known = checks.cleaned({name: value for name, value in item if value not in {"", None}})
    short, place = known.get("short_name") or naming.shortened(item.name), known.get("place", "")
    return {**known, "short_name": short, "folded": naming.folded(short, item.name, place)}


def accounts(kept: Kept) -> None:
    """A password is hashed once for all who have it: hashing is slow by design, and they are invented."""
    items = kept.world.users
    hashed = {password: make_password(password) for password in {item.password for item in items}}
    rows = (
        {
            "email": item.email.lower(),
            "full_name": item.full_name,
            "password": hashed[item.password],
            "is_active": item.active,
        }
        for item in items
    )
    for item, user in zip(items, kept.stored(User, "users", items, rows), strict=True):
        kept.tell("users", item.key, email=user.email)


def memberships(kept: Kept) -> None:
    items = kept.world.memberships
    rows = (
        {
            **_worker(kept, item),
            "role": item.role,
            "title": item.title or str(item.role.label),
            "supervises": item.supervises,
        }
        for item in items
    )
    kept.stored(Membership, "memberships", items, rows)


def authorisations(kept: Kept) -> None:
    """One row for each category."""
    items = [(item, category) for item in kept.world.authorisations for category in item.categories]
    made = kept.load(
        Authorisation,
        (
            {**_worker(kept, item), "category": category, "number": item.number, "signed_on": item.signed_on}
            for item, category in items
        ),
    )
    for (item, category), row in zip(items, made, strict=True):
        kept.tell("authorisations", item.key, **{category.value: row.pk})


def statements(kept: Kept) -> None:
    items = kept.world.statements
    rows = ({**_worker(kept, item), "signed_on": item.signed_on} for item in items)
    kept.stored(Declaration, "statements", items, rows)


def _worker(kept: Kept, item: Any) -> dict[str, Any]:
    return {"user_id": kept.pk[item.user], "institution_id": kept.pk[item.institution], **interval(item)}


# ---- Files


def files(kept: Kept) -> None:
    """Anchors of all people, households and dossiers, and of the inboxes that are used."""
    world = kept.world
    wanted = [
        *((AnchorKind.HOUSEHOLD, item.owner, item.key) for item in world.households),
        *((AnchorKind.PERSON, item.owner, item.key) for item in world.people),
        *((AnchorKind.DOSSIER, item.owner, item.key) for item in world.dossiers),
        *((AnchorKind.INBOX, key, key) for key in sorted(set(_inboxes(kept)))),
    ]
    made = kept.load(Anchor, ({"kind": kind, "owner_id": kept.pk[owner]} for kind, owner, _key in wanted))
    for (_kind, owner, key), anchor in zip(wanted, made, strict=True):
        kept.anchor[key], kept.owner[key] = anchor.pk, kept.pk[owner]
    for kind, _owner, key in wanted:
        if kind == AnchorKind.DOSSIER:
            kept.tell("dossiers", key, anchor=kept.anchor[key])
        elif kind == AnchorKind.INBOX:
            kept.tell("institutions", key, inbox=kept.anchor[key])


def _inboxes(kept: Kept) -> Iterator[str]:
    world = kept.world
    institutions = {item.key for item in world.institutions}
    named = [item.file for part in (world.appointments, world.shares, world.vetoes) for item in part]
    letters = [item.addressee_file or item.addressee for item in world.referrals if item.sent_at]
    yield from (key for key in (*named, *letters) if key in institutions)


def households(kept: Kept) -> None:
    items = kept.world.households
    rows = (
        {
            **kept.label(item.key, item.key, Category.FAMILY),
            "name": item.name,
            "place": item.place,
            "folded": folded_name(item.name),
        }
        for item in items
    )
    for item, row in zip(items, kept.stored(Household, "households", items, rows), strict=True):
        kept.tell("households", item.key, anchor=row.anchor_id)


def people(kept: Kept) -> None:
    items = kept.world.people
    rows = (
        {
            **kept.label(item.key, item.key, Category.IDENTITY),
            "first_name": item.first_name,
            "last_name": item.last_name,
            "born_on": item.born_on or (pesel.born_on(item.pesel) if item.pesel else None),
            "folded": folded_name(item.first_name, item.last_name),
        }
        for item in items
    )
    for item, row in zip(items, kept.stored(Person, "people", items, rows), strict=True):
        kept.tell("people", item.key, anchor=row.anchor_id, ref=row.ref)


def pesels(kept: Kept) -> None:
    """Sealed as by a worker, each with the key of its institution."""
    items = [item for item in kept.world.people if item.pesel]
    hands = {owner: current_key(institution_id=kept.pk[owner]) for owner in sorted({item.owner for item in items})}
    rows = (
        {
            **kept.label(item.key, item.key, Category.IDENTITY),
            "person_id": kept.pk[item.key],
            **sealed_number(hands[item.owner], item.pesel, kept.anchor[item.key]),
        }
        for item in items
    )
    for item, row in zip(items, kept.load(Pesel, rows), strict=True):
        kept.tell("people", item.key, pesel=row.pk)


def relations(kept: Kept) -> None:
    items: list[Any] = [item for item in kept.world.people if item.household]
    rows = (
        {
            **kept.label(item.household, item.key, Category.FAMILY),
            "household_id": kept.pk[item.household],
            "person_id": kept.pk[item.key],
            "kinship": item.kinship,
        }
        for item in items
    )
    for item, row in zip(items, kept.load(Relation, rows), strict=True):
        kept.tell("people", item.key, relation=row.pk)


def occupations(kept: Kept) -> None:
    kinds = (("school", Category.EDUCATION), ("work", Category.EMPLOYMENT))
    items = [(item, name, category) for item in kept.world.people for name, category in kinds if getattr(item, name)]
    rows = (
        {
            **kept.label(item.key, item.key, category),
            "person_id": kept.pk[item.key],
            "text": getattr(item, name),
        }
        for item, name, category in items
    )
    for (item, name, _category), row in zip(items, kept.load(Occupation, rows), strict=True):
        kept.tell("people", item.key, **{name: row.pk})
