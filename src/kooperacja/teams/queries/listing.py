"""The list of teams that a reader knows of: filtered, sorted, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kooperacja.directory.naming import comparable
from kooperacja.directory.queries import area_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.foundation.paging import KeyPage, OffsetPage, key_page, page_of
from kooperacja.foundation.words import question
from kooperacja.foundation.workflow import State
from kooperacja.teams.access import visible_teams
from kooperacja.teams.law import shipped
from kooperacja.teams.models import Seat, Team
from kooperacja.teams.shape import Kind, Variant
from kooperacja.teams.workflow import TEAM_FLOW

SORTS = {"name": "folded", "leader": "leader__folded", "since": "started_on"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; an empty field asks for nothing."""

    q: str = ""
    kind: str = ""
    state: str = ""
    area: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A team in the list: how many institutions sit in it, in how many of its seats somebody sits."""

    team: Team
    kind: Kind
    variant: str
    state: State
    area: str
    institutions: int
    seats: int
    filled: int


def team_list(actor: Actor, wanted: Wanted, offset: int = 0) -> OffsetPage[Row]:
    """One page of the list."""
    return page_of(_found(actor, wanted), offset, _rows)


def team_keys(actor: Actor, wanted: Wanted, *, after: str, before: str, limit: int) -> KeyPage[Row]:
    """The same list for programs, by name."""
    found = key_page(_found(actor, wanted), ("folded", "pk"), after=after, before=before, limit=limit)
    return replace(found, rows=_rows(found.rows))


def all_teams(actor: Actor, wanted: Wanted) -> list[Row]:
    """The same list without pages, for a spreadsheet."""
    return _rows(_found(actor, wanted))


def kinds_offered() -> dict[str, str]:
    """Kinds of teams by code, in the words of the shipped variants; one of a centre's own is told on its rows."""
    kinds = [kind for variant in shipped().values() for kind in variant.kinds]
    return {kind.code: f"{kind.short_name} – {kind.name}" for kind in reversed(kinds)}


def areas_of_teams(actor: Actor) -> dict[str, str]:
    """The areas of the teams that this reader knows of, by code."""
    codes = {code for code in visible_teams(actor).values_list("terc", flat=True) if code}
    names = area_names(codes) if codes else {}
    return {code: names[code] for code in sorted(codes, key=lambda code: names.get(code, "")) if code in names}


def _rows(teams: Iterable[Team]) -> list[Row]:
    rows = list(teams)
    codes = {row.terc for row in rows if row.terc}
    names = area_names(codes) if codes else {}
    read: dict[int, Variant] = {row.variant_id: row.variant.says() for row in rows}
    return [_row(row, read[row.variant_id], names.get(row.terc, "")) for row in rows]


def _row(team: Team, variant: Variant, area: str) -> Row:
    kind = variant.kind(team.kind)
    if kind is None:
        raise ValueError("a team of a kind that its variant does not name")
    told: dict[str, int] = {name: getattr(team, name) for name in ("institutions", "open_seats", "filled")}
    state = TEAM_FLOW.state(team.state)
    return Row(team, kind, variant.name, state, area, told["institutions"], told["open_seats"], told["filled"])


def _found(actor: Actor, wanted: Wanted) -> QuerySet[Team]:
    asked = {"kind": wanted.kind, "state": wanted.state, "terc": wanted.area}
    known = visible_teams(actor).filter(**{name: value for name, value in asked.items() if value})
    if comparable(wanted.q):
        known = known.filter(_answers(wanted.q))
    seats = Seat.objects.filter(valid_at(now()), team=OuterRef("pk"))
    own = seats.filter(substitute_for=None)
    counted = known.annotate(
        institutions=_number(seats, "institution"),
        open_seats=_number(own, "pk"),
        filled=_number(own.filter(user__isnull=False), "pk"),
    )
    column = SORTS.get(wanted.sort.lstrip("-"), "folded")
    order = f"-{column}" if wanted.sort.startswith("-") else column
    return counted.select_related("variant", "leader").order_by(order, "folded", "pk")


def _number(seats: QuerySet[Seat], of: str) -> Coalesce:
    """How many different ones there are: a statement of its own, so that the rows of the list stay rows."""
    number = seats.order_by().values("team").annotate(number=Count(of, distinct=True)).values("number")
    return Coalesce(Subquery(number), 0)


def _answers(text: str) -> Q:
    """In any inflection; or by parts of words. The name of the leading institution answers too."""
    parts = comparable(text).split()
    own = reduce(and_, (Q(folded__contains=word) for word in parts))
    leader = reduce(and_, (Q(leader__folded__contains=word) for word in parts))
    return own | leader | Q(words__found=question(text))


def filled_words(row: Row) -> str:
    return _("%(filled)s of %(seats)s") % {"filled": row.filled, "seats": row.seats}
