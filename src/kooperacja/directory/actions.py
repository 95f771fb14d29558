"""Writers of the directory: institutions, units, memberships and their keys, numbers, areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from typing_extensions import Unpack

from kooperacja.accounts import actions as accounts
from kooperacja.accounts.models import AccessToken
from kooperacja.audit.actions import edit, record
from kooperacja.audit.models import About
from kooperacja.directory import access, checks, naming
from kooperacja.directory.areas import AreaRow, invented, shipped
from kooperacja.directory.kinds import Role, Series
from kooperacja.directory.models import Area, Institution, Membership, NumberSeries, Unit
from kooperacja.directory.queries import institutions_of_keys, unknown_area
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import day_start, now
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.foundation.importing import Imported, portions
from kooperacja.foundation.intervals import valid_at


class InstitutionFacts(TypedDict, total=False):
    """What may be known of an institution beside its name, kind and level."""

    key: str
    short_name: str
    sector: str
    terc: str
    place: str
    address: str
    phone: str
    email: str
    website: str
    dpo_contact: str
    nip: str
    regon: str
    krs: str
    note: str
    case_pattern: str
    referral_pattern: str
    checked_on: date | None


class ChangedFacts(InstitutionFacts, total=False):
    """What may change of an institution."""

    name: str
    kind: str
    level: str


# ---- Institutions


@transaction.atomic
def create_institution(
    *, actor: Actor, name: str, kind: str, level: str, **facts: Unpack[InstitutionFacts]
) -> Institution:
    """Enter an institution. Without a short name one is made from the name."""
    access.can_create(actor).require()
    return _entered(actor, _checked({"name": name, "kind": kind, "level": level, "short_name": "", **facts}, name))


def _entered(actor: Actor, known: dict[str, Any]) -> Institution:
    row = Institution(**known)
    row.short_name = row.short_name or naming.shortened(row.name)
    row.folded = naming.folded(row.short_name, row.name, row.place)
    row.save(force_insert=True)
    record(actor, "institution.create", row.about(), fields=sorted(known))
    return row


@transaction.atomic
def change_institution(
    *, actor: Actor, institution: Institution, version: int, **facts: Unpack[ChangedFacts]
) -> Institution:
    """Change what is known, only if it still is the version that was shown (I35)."""
    access.can_change(actor, institution).require()
    known = _checked(facts, facts.get("name", institution.name))
    changes = _differing(institution, known)
    if {"case_pattern", "referral_pattern"} & changes.keys():
        access.can_number(actor, institution).require()
    if changes:
        edit(actor, institution, "institution.change", version, **changes, **_refolded(institution, changes))
    return institution


def _differing(institution: Institution, known: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in known.items() if getattr(institution, name) != value}


def _refolded(institution: Institution, changes: dict[str, Any]) -> dict[str, str]:
    parts = ("short_name", "name", "place")
    if changes.keys().isdisjoint(parts):
        return {}
    return {"folded": naming.folded(*(changes.get(part, getattr(institution, part)) for part in parts))}


def _checked(facts: Any, name: str) -> dict[str, Any]:
    """The facts in the form in which they are stored; raises on the first that is wrong."""
    if not facts.get("short_name", name).strip():
        facts = {**facts, "short_name": naming.shortened(" ".join(name.split()))}
    known = checks.cleaned(facts)
    missing = unknown_area(known.get("terc", ""))
    if missing:
        sentence = _("There is no area with the TERYT code %(code)s.") % {"code": missing}
        raise RuleBroken("area.unknown", sentence, field="terc")
    return known


@transaction.atomic
def end_institution(*, actor: Actor, institution: Institution, ended_on: date, reason: str) -> None:
    """An institution ends with a date and a reason; it is never deleted."""
    access.can_end(actor, institution).require()
    if not reason.strip():
        raise RuleBroken("institution.end_reason", _("Write why the institution ends."), field="reason")
    changes = {"ended_on": ended_on, "ended_reason": " ".join(reason.split())}
    edit(actor, institution, "institution.end", institution.version, **changes)


@transaction.atomic
def import_institutions(*, actor: Actor, rows: Iterable[dict[str, Any]], dry_run: bool = False) -> Imported:
    """Enter or change institutions by their import key: all or nothing, and twice is as good as
    once. The rows have been checked (`directory.imports`). A dry run only counts.
    """
    access.can_create(actor).require()
    done = Imported()
    for some in portions(rows):
        present = institutions_of_keys([row["key"] for row in some])
        for row in some:
            _import_one(actor, present.get(row["key"]), row, done, dry_run)
    return done


def _import_one(actor: Actor, present: Institution | None, row: dict[str, Any], done: Imported, dry_run: bool) -> None:
    if present is None:
        done.new += 1
        if not dry_run:
            _entered(actor, row)
        return
    changes = _differing(present, _with_short_name(present, row))
    done.count(changed=bool(changes))
    if changes and not dry_run:
        facts = {**changes, **_refolded(present, changes)}
        edit(actor, present, "institution.import", present.version, **facts)


def _with_short_name(present: Institution, row: dict[str, Any]) -> dict[str, Any]:
    """A short name that was made from the old name follows the new one; one that people gave stays."""
    if row.get("short_name"):
        return row
    made = present.short_name == naming.shortened(present.name)
    return {**row, "short_name": naming.shortened(row["name"]) if made else present.short_name}


# ---- Units


@transaction.atomic
def add_unit(*, actor: Actor, institution: Institution, name: str) -> Unit:
    """A section, a building, a field office. A unit that has ended comes back under its name."""
    access.can_change(actor, institution).require()
    tidy = " ".join(name.split())
    if not tidy:
        raise RuleBroken("unit.name", _("Write the name of the unit."), field="name")
    unit, made = Unit.objects.get_or_create(institution=institution, name=tidy)
    if not made and unit.ended_on is None:
        sentence = _("There is a unit of this name already.")
        raise RuleBroken("unit.doubled", sentence, field="name")
    unit.ended_on = None
    unit.save(update_fields=["ended_on"])
    record(actor, "institution.add_unit", institution.about(), unit=unit.pk)
    return unit


@transaction.atomic
def end_unit(*, actor: Actor, unit: Unit, ended_on: date) -> None:
    """Only once: a second person who ends the same unit is told so."""
    access.can_change(actor, unit.institution).require()
    ended = Unit.objects.filter(pk=unit.pk, ended_on=None).update(ended_on=ended_on)
    if not ended:
        raise Conflict("unit.ended", _("This unit has ended already."))
    record(actor, "institution.end_unit", unit.institution.about(), unit=unit.pk)


# ---- Memberships


@transaction.atomic
def join(
    *,
    actor: Actor,
    user_id: int,
    institution: Institution,
    role: str,
    title: str,
    unit: Unit | None = None,
    supervises: bool = False,
    since: date | None = None,
) -> Membership:
    """From now, or from a later day, this person acts for the institution in this role. It opens
    no data by itself: the authorisation, the statement and the appointment do.
    """
    access.can_enrol(actor, institution.pk, user_id).require()
    _may_join(institution, unit, role)
    start = max(now(), day_start(since)) if since else now()
    keys = {"user_id": user_id, "institution": institution, "role": role}
    if Membership.objects.filter(valid_at(start), **keys).exists():
        raise RuleBroken("membership.doubled", _("This person already acts here in this role."), field="role")
    row = Membership.objects.create(
        **keys,
        title=" ".join(title.split()),
        unit=unit,
        supervises=supervises,
        valid_from=start,
        recorded_by=actor.user_id,
    )
    record(actor, "membership.join", row.about(), user=user_id, institution=institution.pk, role=role)
    return row


def _may_join(institution: Institution, unit: Unit | None, role: str) -> None:
    if institution.ended_on is not None:
        raise RuleBroken("institution.ended", _("This institution has ended already."), field="institution")
    if role not in Role.values:
        raise RuleBroken("membership.role", _("Choose a role from the list."), field="role")
    if unit is not None and unit.institution_id != institution.pk:
        raise RuleBroken("membership.unit", _("This unit belongs to another institution."), field="unit")


@transaction.atomic
def leave(*, actor: Actor, membership: Membership, reason: str) -> None:
    """End a membership now: every open session of it ends with the next request (I14)."""
    access.can_dismiss(actor, membership.institution_id, membership.user_id).require()
    if not reason.strip():
        raise RuleBroken("membership.reason", _("Write why the membership ends."), field="reason")
    end = max(now(), membership.valid_from)
    live = Membership.objects.filter(pk=membership.pk, valid_to__gt=end)
    if not live.update(valid_to=end, end_reason=" ".join(reason.split())):
        raise Conflict("membership.ended", _("This membership has ended already."))
    membership.valid_to = end
    record(actor, "membership.leave", membership.about(), user=membership.user_id)


# ---- Keys of programs


@dataclass(frozen=True, slots=True)
class Issued:
    """A new key. `secret` is shown once and kept nowhere."""

    token: AccessToken
    secret: str


@transaction.atomic
def issue_key(*, actor: Actor, name: str, scope: str, days: int) -> Issued:
    """A program with this key acts as the membership in which the actor acts now."""
    token, secret = accounts.issue_token(actor=actor, name=name, scope=scope, days=days)
    about = About("accesstoken", token.pk)
    record(actor, "token.issue", about, scope=scope, membership=token.membership_id, until=token.expires_at)
    return Issued(token, secret)


@transaction.atomic
def revoke_key(*, actor: Actor, token: AccessToken) -> None:
    """Revoking twice is as good as once."""
    if accounts.revoke_token(actor=actor, token=token):
        record(actor, "token.revoke", About("accesstoken", token.pk))


# ---- Numbers


@transaction.atomic
def next_number(institution_id: int, series: str, year: int) -> str:
    """The next number of a series, in the institution's own pattern. The counting statement locks
    its row until the caller's transaction ends, so two at once never get the same number, and a
    number of an act that was rolled back is given again.
    """
    counter, _made = NumberSeries.objects.get_or_create(institution_id=institution_id, series=series, year=year)
    counted = NumberSeries.objects.filter(pk=counter.pk)
    counted.update(last=F("last") + 1)
    column = Series(series).pattern
    pattern: str = Institution.objects.values_list(column, flat=True).get(pk=institution_id)
    return pattern.format(number=counted.values_list("last", flat=True).get(), year=year)


# ---- Areas


def load_areas() -> int:
    """The voivodeships and counties that the product ships; loading them again changes nothing."""
    return _store_areas(shipped())


def load_teryt(rows: Iterable[AreaRow]) -> int:
    """Areas of the statistical office's register: communes too, and changed names."""
    return _store_areas(rows)


def invent_areas(names: dict[str, str]) -> int:
    """Areas of a fictional county by code, marked as such; real codes do not begin with 9."""
    return _store_areas(invented(names))


def _store_areas(rows: Iterable[AreaRow]) -> int:
    areas = [Area(**row._asdict()) for row in rows]
    fields = ["name", "level", "is_fictional"]
    Area.objects.bulk_create(areas, batch_size=500, update_conflicts=True, unique_fields=["terc"], update_fields=fields)
    return len(areas)
