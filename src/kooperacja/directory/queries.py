"""Reads of the directory; all of it is level 0, the list of workers is for the institution."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import and_, or_
from uuid import uuid4

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Left
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.accounts.keys import Scope
from kooperacja.accounts.models import AccessToken
from kooperacja.accounts.queries import account_of, tokens_of
from kooperacja.directory.kinds import InstitutionKind, Level
from kooperacja.directory.models import Area, Institution, Membership, Unit
from kooperacja.directory.naming import comparable
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import NotFound, RuleBroken, Text
from kooperacja.foundation.folding import fold
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.paging import KeyPage, OffsetPage, key_page, page_of
from kooperacja.foundation.words import question

COUNTY_DIGITS = 4
MOST_KEYS_SHOWN = 100


def memberships_of(user_id: int) -> QuerySet[Membership]:
    """The live memberships of a person, in the order in which they began."""
    return (
        Membership.objects.filter(valid_at(now()), user_id=user_id)
        .select_related("institution")
        .order_by("valid_from", "pk")
    )


def acting_membership(user_id: int, chosen: int | None) -> Membership | None:
    """The chosen membership if it is live; the only one when there is just one; else None."""
    live = list(memberships_of(user_id))
    if chosen is not None:
        return next((row for row in live if row.pk == chosen), None)
    return live[0] if len(live) == 1 else None


def actor_of(membership: Membership, name: str, via: str) -> Actor:
    """Who acts in this request, or in this run of a command."""
    return Actor(
        user_id=membership.user_id,
        membership_id=membership.pk,
        institution_id=membership.institution_id,
        role=membership.role,
        name=name,
        via=via,
        request_id=uuid4().hex,
    )


def actor_called(email: str, membership: int | None) -> Actor:
    """The person as whom a command acts: a command opens nothing that this person's page would not."""
    user = account_of(email)
    if user is None:
        raise RuleBroken("account.unknown", _("There is no account with this e-mail address."), field="email")
    row = acting_membership(user.pk, membership)
    if row is None:
        posts = "; ".join(f"{row.pk} ({row})" for row in memberships_of(user.pk)) or _("nobody")
        raise RuleBroken("membership.unknown", _("Say with --membership as whom to act: %(list)s") % {"list": posts})
    return actor_of(row, str(user), "cli")


def workers(institution_id: int) -> QuerySet[Membership]:
    """Live memberships of an institution with their people, by displayed name."""
    rows = Membership.objects.filter(valid_at(now()), institution_id=institution_id)
    return rows.select_related("user", "unit").order_by("user__full_name", "pk")


def institution_names(pks: Iterable[int]) -> dict[int, str]:
    """Short names by id, in one query."""
    return dict(Institution.objects.filter(pk__in=set(pks)).values_list("pk", "short_name"))


# ---- Keys of programs


@dataclass(frozen=True, slots=True)
class KeyRow:
    """`ended` says why a key opens nothing any more; empty while it does. `acts_as` is the membership."""

    pk: int
    name: str
    shown: str
    scope: str
    acts_as: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    ended: Text


def keys_of(actor: Actor) -> list[KeyRow]:
    """All keys of the person, also those of other memberships, newest first. Two statements."""
    posts = {row.pk: str(row) for row in memberships_of(actor.user_id)}
    return [_key_row(token, posts) for token in tokens_of(actor.user_id)[:MOST_KEYS_SHOWN]]


def get_key(actor: Actor, pk: int) -> AccessToken:
    """Somebody else's key is missing."""
    token = tokens_of(actor.user_id).filter(pk=pk).first()
    if token is None:
        raise NotFound("not_found", _("There is no such page, or you have no access to it."))
    return token


def _key_row(token: AccessToken, posts: dict[int, str]) -> KeyRow:
    return KeyRow(
        pk=token.pk,
        name=token.name,
        shown=token.shown,
        scope=str(Scope(token.scope).label),
        acts_as=posts.get(token.membership_id, ""),
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        ended=_ended(token, posts),
    )


def _ended(token: AccessToken, posts: dict[int, str]) -> Text:
    if token.revoked_at:
        return gettext_lazy("revoked")
    if token.expires_at <= now():
        return gettext_lazy("expired")
    return "" if token.membership_id in posts else gettext_lazy("the membership has ended")


# ---- Areas


def area_names(codes: Iterable[str]) -> dict[str, str]:
    """How an area is told, by its code; communes are told where the register was loaded."""
    wanted = {code[:digits] for code in codes for digits in (2, 4, 7) if len(code) >= digits}
    areas = Area.objects.filter(pk__in=wanted)
    return {area.terc: _in_words(area) for area in areas}


def _in_words(area: Area) -> str:
    return _("voivodeship %(name)s") % {"name": area.name} if area.level == Level.VOIVODESHIP else area.name


def areas_served() -> dict[str, str]:
    """The counties and voivodeships in which an institution is, by code, in one statement and in
    the order of their names.
    """
    served = [Institution.objects.values_list(Left("terc", digits)) for digits in (2, COUNTY_DIGITS)]
    areas = Area.objects.filter(reduce(or_, (Q(pk__in=codes) for codes in served)))
    return dict(sorted(((area.terc, _in_words(area)) for area in areas), key=lambda item: fold(item[1])))


def unknown_area(terc: str) -> str:
    """The voivodeship or county of this code that no area has; empty when all is well."""
    return missing_area(terc, known_counties()) if terc else ""


def missing_area(terc: str, known: set[str]) -> str:
    """Communes are known only where the register was loaded, so a commune is judged by its county."""
    parts = [terc[:digits] for digits in (2, COUNTY_DIGITS) if len(terc) >= digits]
    return next((part for part in parts if part not in known), "")


def known_counties() -> set[str]:
    """The codes of all voivodeships and counties: 396 and the invented ones."""
    levels = (Level.VOIVODESHIP, Level.COUNTY)
    return set(Area.objects.filter(level__in=levels).values_list("pk", flat=True))


# ---- Lists and pages


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; an empty field asks for nothing. `shown` is empty (those
    that work), ``ended`` or ``all``.
    """

    q: str = ""
    kind: str = ""
    level: str = ""
    county: str = ""
    shown: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An institution in the list; `area` is told in words, `county` is its code."""

    institution: Institution
    area: str
    has_ended: bool


def institution_list(wanted: Wanted, areas: Mapping[str, str], offset: int = 0) -> OffsetPage[Row]:
    """One page of the directory, with the names of `areas_served`."""
    return page_of(_found(wanted), offset, lambda rows: _rows(rows, areas))


def institution_keys(wanted: Wanted, *, after: str, before: str, limit: int) -> KeyPage[Row]:
    """The same list for programs, by name."""
    found = key_page(_found(wanted), ("folded", "pk"), after=after, before=before, limit=limit)
    names = area_names(row.terc for row in found.rows)
    return replace(found, rows=_rows(found.rows, names))


def all_institutions(wanted: Wanted, areas: Mapping[str, str]) -> list[Row]:
    """The same list without pages, for a spreadsheet."""
    return _rows(_found(wanted), areas)


def _rows(institutions: Iterable[Institution], areas: Mapping[str, str]) -> list[Row]:
    day = today()
    return [Row(row, _nearest(areas, row.terc), row.has_ended(day)) for row in institutions]


def _nearest(names: Mapping[str, str], terc: str) -> str:
    """The county for everything inside a county, otherwise the voivodeship."""
    return names.get(terc[:COUNTY_DIGITS], "") or names.get(terc[:2], "")


def _found(wanted: Wanted) -> QuerySet[Institution]:
    asked = {"kind": wanted.kind, "level": wanted.level, "terc__startswith": wanted.county}
    found = Institution.objects.filter(**{name: value for name, value in asked.items() if value})
    if comparable(wanted.q):
        found = found.filter(_answers(wanted.q))
    return _ordered(found.filter(_shown(wanted.shown)), wanted.sort)


def _answers(text: str) -> Q:
    """In any inflection; or by parts of words, as of long names."""
    parts = reduce(and_, (Q(folded__contains=word) for word in comparable(text).split()))
    return parts | Q(words__found=question(text))


def _shown(shown: str) -> Q:
    ended = Q(ended_on__lte=today())
    return {"ended": ended, "all": Q()}.get(shown, ~ended)


def _ordered(found: QuerySet[Institution], sort: str) -> QuerySet[Institution]:
    """By name unless asked otherwise; the id decides between equals, so that pages never overlap."""
    if sort.lstrip("-") == "kind":
        found = found.annotate(place_of_kind=_alphabet_of_kinds())
    column = {"kind": "place_of_kind", "checked": "checked_on"}.get(sort.lstrip("-"), "folded")
    return found.order_by(f"-{column}" if sort.startswith("-") else column, "folded", "pk")


def _alphabet_of_kinds() -> Case:
    labels = sorted(InstitutionKind, key=lambda kind: fold(str(kind.label)))
    whens = [When(kind=kind, then=Value(place)) for place, kind in enumerate(labels)]
    return Case(*whens, default=Value(len(labels)), output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """Everything that the page of one institution tells."""

    institution: Institution
    areas: list[str]
    units: list[Unit]
    has_ended: bool


def institution_page(pk: int) -> InstitutionPage:
    institution = get_institution(pk)
    names = area_names([institution.terc])
    told = [names[code] for code in sorted(names, reverse=True)]
    units = institution.units.order_by("ended_on", "name")
    return InstitutionPage(institution, told, list(units), institution.has_ended(today()))


def get_institution(pk: int) -> Institution:
    row = Institution.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound("not_found", _("There is no such page, or you have no access to it."))
    return row


def get_unit(institution_id: int, pk: int) -> Unit:
    row = Unit.objects.select_related("institution").filter(pk=pk, institution_id=institution_id).first()
    if row is None:
        raise NotFound("not_found", _("There is no such page, or you have no access to it."))
    return row


def institutions_of_keys(keys: Iterable[str]) -> dict[str, Institution]:
    """Institutions by the key under which they were imported."""
    return {row.key: row for row in Institution.objects.filter(key__in=set(keys)) if row.key}


def working_institutions(q: str, limit: int) -> list[Institution]:
    """The first institutions that work and answer to these words, for choosing one."""
    return list(_found(Wanted(q=q))[:limit])
