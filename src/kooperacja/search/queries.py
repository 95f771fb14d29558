"""One question, asked of each kind of row through its own door.

Totals are counted by the same statement that the rows come from, so neither says anything of what is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kooperacja.access.door import visible
from kooperacja.access.visible import Total, Visible
from kooperacja.agreements.queries import lists as papers
from kooperacja.cases import queries as cases
from kooperacja.cases.models import Case, Note, NoteKind
from kooperacja.directory import queries as directory
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.words import is_answered_by, question
from kooperacja.people.models import Person
from kooperacja.people.queries import with_detail, with_number
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries.rows import Row, described, matching, row_of
from kooperacja.teams import queries as teams
from kooperacja.ui.formats import date_text

# Hits of a kind beside other kinds, and on a page of its own.
FEW, PAGE = 5, 20
EXCERPT = 160
NEWEST = ("-updated_at", "-pk")


@dataclass(frozen=True, slots=True)
class Hit:
    """`ref` names the row in the address of its page; empty where the reader has no such page."""

    ref: str
    label: str
    facts: tuple[str, ...] = ()
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind, newest change first; `after` is the cursor of the next page."""

    kind: str
    label: str
    hits: tuple[Hit, ...]
    total: Total
    after: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks what, and which part of the answer is wanted."""

    actor: Actor
    purpose: str
    text: str
    words: str
    after: str
    limit: int


Found = tuple[list[Hit], Total, str]


def search(actor: Actor, purpose: str, text: str, *, kind: str = "", after: str = "") -> list[Group]:
    """Groups that have a hit. With a `kind` there is only that one, by pages."""
    text = text.strip()
    words = question(text)
    if not words:
        return []
    chosen = {kind: KINDS[kind]} if kind in KINDS else KINDS
    asked = Asked(actor, purpose, text, words, after if kind in KINDS else "", PAGE if kind in KINDS else FEW)
    groups = []
    for name, (label, find) in chosen.items():
        hits, total, later = find(asked)
        if hits:
            groups.append(Group(name, str(label), tuple(hits), total, later))
    return groups


# ---- Protected rows


def _people(asked: Asked) -> Found:
    """By name, address, telephone; by a whole PESEL number, which the own institution has sealed."""
    matches = with_number(asked.actor, asked.purpose, asked.text) | Q(words__found=asked.words)
    matches |= with_detail(asked.actor, asked.purpose, asked.words)
    rows, total, after = _page(visible(Person, asked.actor, asked.purpose).led_by(matches), asked)
    return [_person(row, asked) for row in rows], total, after


def _person(row: Person, asked: Asked) -> Hit:
    return Hit(row.ref, str(row), _facts(date_text(row.born_on) if row.born_on else "", _owner(row, asked)))


def _families(asked: Asked) -> Found:
    wanted = cases.Wanted(text=asked.text, state="all")
    page = cases.case_page(asked.actor, asked.purpose, wanted, after=asked.after, limit=asked.limit)
    return [_family(row) for row in page.rows], page.total, page.after


def _family(row: cases.CaseRow) -> Hit:
    facts = _facts(row.family, row.place, row.external_number, str(row.state.label), row.key_worker)
    return Hit(row.ref, row.number, facts)


def _referrals(asked: Asked) -> Found:
    """The own side of each; what another institution shows is on the page of its case."""
    mine = visible(Side, asked.actor, asked.purpose).owned()
    found = mine.led_by(matching(asked.text, asked.actor, asked.purpose))
    rows, total, after = _page(described(found, asked.actor, asked.purpose), asked)
    return [_referral(row_of(row)) for row in rows], total, after


def _referral(row: Row) -> Hit:
    return Hit(row.ref, row.number, _facts(row.who, row.place, row.partner, str(row.state.label)))


def _notes(asked: Asked) -> Found:
    found = visible(Note, asked.actor, asked.purpose).led_by(words__found=asked.words)
    rows, total, after = _page(found, asked)
    known = visible(Case, asked.actor, asked.purpose).filter(pk__in=sorted({row.case_id for row in rows}))
    by_id = {row.pk: row for row in known.all("pk")} if rows else {}
    return [_note(row, by_id.get(row.case_id), asked) for row in rows], total, after


def _note(row: Note, case: Case | None, asked: Asked) -> Hit:
    label = f"{NoteKind(row.kind).label}, {date_text(row.happened_on)}"
    excerpt = row.text if len(row.text) <= EXCERPT else f"{row.text[:EXCERPT].rstrip()}…"
    return Hit(case.ref if case else "", label, _facts(case.number if case else "", _owner(row, asked)), excerpt)


def _page(rows: Visible[Any], asked: Asked) -> tuple[list[Any], Total, str]:
    """What is on one page is counted by it."""
    page = rows.beside("owner").page(NEWEST, after=asked.after, limit=asked.limit)
    whole = not asked.after and not page.after
    return page.rows, Total(len(page.rows)) if whole else rows.count(), page.after


def _owner(row: Person | Note, asked: Asked) -> str:
    """Named where it is another institution."""
    return "" if row.owner_id == asked.actor.institution_id else row.owner.short_name


def _facts(*facts: str) -> tuple[str, ...]:
    return tuple(filter(None, facts))


# ---- Level 0, and the own colleagues


def _institutions(asked: Asked) -> Found:
    page = directory.institution_list(directory.Wanted(q=asked.text), {}, _offset(asked))
    hits = [_institution(row) for row in page.rows[: asked.limit]]
    return hits, Total(page.total), _later(asked, page.total)


def _institution(row: directory.Row) -> Hit:
    one = row.institution
    return Hit(str(one.pk), one.short_name, _facts(one.name, one.place))


def _agreements(asked: Asked) -> Found:
    page = papers.agreement_list(papers.Wanted(q=asked.text), _offset(asked))
    hits = [_agreement(row) for row in page.rows[: asked.limit]]
    return hits, Total(page.total), _later(asked, page.total)


def _agreement(row: papers.Row) -> Hit:
    return Hit(row.agreement.ref, row.agreement.title, _facts(row.agreement.number, str(row.state.label)))


def _teams(asked: Asked) -> Found:
    """Those of which the reader's institution knows."""
    page = teams.team_list(asked.actor, teams.Wanted(q=asked.text), _offset(asked))
    hits = [_team(row) for row in page.rows[: asked.limit]]
    return hits, Total(page.total), _later(asked, page.total)


def _team(row: teams.Row) -> Hit:
    return Hit(row.team.ref, row.team.name, _facts(row.kind.name, row.team.leader.short_name, str(row.state.label)))


def _workers(asked: Asked) -> Found:
    """An institution has hundreds of workers at most; they are compared here."""
    known = workers(asked.actor.institution_id)
    rows = [row for row in known if is_answered_by(asked.text, f"{row.user.full_name} {row.title}")]
    start = _offset(asked)
    hits = [Hit("", row.user.full_name, _facts(row.title)) for row in rows[start : start + asked.limit]]
    return hits, Total(len(rows)), _later(asked, len(rows))


def _offset(asked: Asked) -> int:
    if not asked.after:
        return 0
    if not (asked.after.isascii() and asked.after.isdigit() and len(asked.after) < len(str(PAGE)) * 3):
        raise RuleBroken("page.unknown", _("This page address is incomplete. Open the list again."))
    return int(asked.after)


def _later(asked: Asked, total: int) -> str:
    end = _offset(asked) + asked.limit
    return str(end) if end < total else ""


KINDS: dict[str, tuple[Promise | str, Callable[[Asked], Found]]] = {
    "families": (pgettext_lazy("menu", "Families"), _families),
    "people": (gettext_lazy("People"), _people),
    "referrals": (pgettext_lazy("menu", "Referrals"), _referrals),
    "notes": (gettext_lazy("Notes"), _notes),
    "institutions": (pgettext_lazy("menu", "Institutions"), _institutions),
    "agreements": (pgettext_lazy("menu", "Agreements"), _agreements),
    "teams": (gettext_lazy("Teams"), _teams),
    "workers": (pgettext_lazy("menu", "Workers"), _workers),
}
