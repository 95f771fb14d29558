""" "Why can I see this": the ground that opens a row to the reader, fact by fact, and what ends first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kooperacja.access import queries as facts
from kooperacja.access.explain import GroundReport, explain
from kooperacja.access.models import AnchorKind, Labelled, VetoKind
from kooperacja.access.visible import missing
from kooperacja.agreements.labels import Purpose
from kooperacja.desk.queries.conditions import Condition, conditions
from kooperacja.desk.queries.rows import Naming, visible_row
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.ui.pictures import Interval, IntervalPicture, interval_picture


@dataclass(frozen=True, slots=True)
class Explanation:
    """`since` and `until` bound the days on which all conditions hold together; `until` None is open.
    `first_end` are the conditions that end first. `others` are further grounds that hold as well.
    """

    kind: str
    pk: int
    naming: Naming
    sentence: str
    others: tuple[str, ...]
    conditions: tuple[Condition, ...]
    picture: IntervalPicture
    since: date
    until: date | None
    first_end: tuple[Condition, ...]
    is_restricted: bool
    today: date


def explanation(actor: Actor, kind: str, pk: int) -> Explanation:
    """Only for a row that is visible: for any other the answer is the page of what is missing."""
    naming, row, holding = grounds(actor, kind, pk, Purpose.JOINT_HELP)
    told = conditions(holding[0].facts)
    shown = [one for one in told if one.in_picture]
    since, until = _together(shown)
    return Explanation(
        kind=kind,
        pk=pk,
        naming=naming,
        sentence=_sentence(row, holding[0]),
        others=tuple(dict.fromkeys(_sentence(row, ground) for ground in holding[1:])),
        conditions=told,
        picture=interval_picture([_interval(one) for one in shown], today()),
        since=since,
        until=until,
        first_end=tuple(one for one in told if until and one.until == until),
        is_restricted=_is_restricted(row),
        today=today(),
    )


def grounds(actor: Actor, kind: str, pk: int, purpose: str) -> tuple[Naming, Labelled, list[GroundReport]]:
    """The grounds that hold, as the kernel proves them; only for a row that is visible."""
    found, row = visible_row(actor, kind, pk)
    if not (holding := [ground for ground in explain(actor, row, purpose) if ground.holds]):
        raise missing()
    return found.name(row), row, holding


def _together(shown: Sequence[Condition]) -> tuple[date, date | None]:
    starts = [one.since for one in shown if one.since]
    ends = [one.until for one in shown if one.until]
    return max(starts, default=today()), min(ends, default=None)


def _interval(one: Condition) -> Interval:
    return Interval(one.proof.bar or one.proof.label, one.since or today(), one.until)


def _is_restricted(row: Labelled) -> bool:
    """Art. 18 RODO: only the key worker still acts; whoever reads this page then is one."""
    return any(veto.kind == VetoKind.RESTRICTION for veto in facts.vetoes([row.anchor_id, row.subject_id]))


def _sentence(row: Labelled, ground: GroundReport) -> str:
    owner = {"owner": row.owner.short_name}
    match ground.name:
        case "own_team" if row.anchor.kind == AnchorKind.INBOX:
            return _("You see this because it lies in the inbox of %(owner)s, which you open.") % owner
        case "own_team":
            return _("You see this because %(owner)s holds it and you work on this case.") % owner
        case "own_part":
            return _("You see this because it is about a person of a case on which you work.")
        case "own_supervision":
            return _("You see this because %(owner)s holds it and you supervise the institution.") % owner
        case "shared_team" | "shared_part":
            return _("You see this because %(owner)s shows it to your institution.") % owner
        case _:
            return str(ground.sentence)
