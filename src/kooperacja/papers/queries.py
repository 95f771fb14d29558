"""What is known of a case for its papers, what can be made and what was made. Only for the owner's side.

Protected rows are read through `visible` alone (in the queries of cases and people), so a paper
holds what its maker sees on pages. Of a plan and a meeting nothing is taken yet.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kooperacja.access.visible import missing
from kooperacja.audit import queries as trail
from kooperacja.cases.queries import CaseHeader, case_header, case_people
from kooperacja.diagnosis.queries.sheet import newest_sheet
from kooperacja.directory.models import Institution
from kooperacja.directory.queries import get_institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.papers.naming import GENITIVE, in_case
from kooperacja.papers.sheets import Filled, Known, Row, Sheet, fill, sheets
from kooperacja.people.law import is_minor
from kooperacja.people.queries import Member
from kooperacja.teams.access import live_seats, visible_teams
from kooperacja.teams.models import Seat, Team, TeamState
from kooperacja.ui.formats import date_text

MADE = "paper.make"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that can be made now, and how often it was: `filled` fields of `filled + blank`."""

    code: str
    name: str
    fills: str
    filled: int
    blank: int
    made: int
    made_at: datetime | None
    made_by: str


@dataclass(frozen=True, slots=True)
class PapersPage:
    """`filled` and `blank` are of all papers that were made in this case."""

    case: CaseHeader
    rows: tuple[PaperRow, ...]
    filled: int
    blank: int

    @property
    def share(self) -> int:
        """How much was filled in beforehand, in percent."""
        return 100 * self.filled // (self.filled + self.blank) if self.filled + self.blank else 0


@dataclass(frozen=True, slots=True)
class Paper:
    case: CaseHeader
    sheet: Sheet
    institution: str
    content: Filled


def papers_page(actor: Actor, ref: str, purpose: str) -> PapersPage:
    case, known, _place = _known(actor, ref, purpose)
    steps: dict[str, list[trail.Step]] = defaultdict(list)
    total = {"filled": 0, "blank": 0}
    for step in trail.timeline("case", [case.pk]):
        if step.action == MADE:
            steps[step.facts["code"]].append(step)
            for name in total:
                total[name] += step.facts[name]
    rows = [_row(sheet, fill(sheet, known), steps[sheet.code]) for sheet in sheets().values()]
    return PapersPage(case, tuple(rows), **total)


def paper(actor: Actor, ref: str, code: str, purpose: str) -> Paper:
    """An unknown code is as missing as a case of others."""
    case, known, place = _known(actor, ref, purpose)
    sheet = sheets().get(code)
    if sheet is None:
        raise missing()
    return Paper(case, sheet, place.name, fill(sheet, known))


def _row(sheet: Sheet, content: Filled, steps: list[trail.Step]) -> PaperRow:
    newest = steps[0] if steps else None
    return PaperRow(
        code=sheet.code,
        name=sheet.name,
        fills=sheet.fills,
        filled=content.filled,
        blank=content.blank,
        made=len(steps),
        made_at=newest.at if newest else None,
        made_by=newest.user_name if newest else "",
    )


# ---- Fields


def _known(actor: Actor, ref: str, purpose: str) -> tuple[CaseHeader, Known, Institution]:
    case = case_header(actor, ref, purpose)
    if case.owner_id != actor.institution_id:
        raise missing()
    people = case_people(actor, case, purpose)
    teams = _teams(actor)
    # The leader comes along with a team; it is asked alone only where there is none.
    place = teams[0].leader if teams else get_institution(actor.institution_id)
    team, seats = _seated(teams)
    adults = [_person(one) for one in people if not is_minor(one.born_on, today())]
    diagnosis = newest_sheet(actor, case.pk, purpose)
    lists: dict[str, list[Row]] = {"people": [_person(one) for one in people], "adults": adults, "seats": seats}
    lists["areas"] = [asdict(one) for one in diagnosis.areas]
    texts = {
        **_of_case(case),
        **_of_place(place),
        "about": _about(adults[0]["name"]) if adults else "",
        "maker": actor.name,
        "today": date_text(today()),
        "team": team,
        "diagnosed": _day(diagnosis.day),
        "sources": ", ".join(diagnosis.sources),
    }
    return case, Known(texts, lists), place


def _of_case(case: CaseHeader) -> dict[str, str]:
    return {
        "number": case.number,
        "family": case.family,
        "place": case.place,
        "worker": case.key_worker,
        "opened": date_text(case.opened_on),
        "closed": _day(case.closed_on),
        "review": _day(case.review_due_on),
        "urgency": _("urgent") if case.is_urgent else _("ordinary"),
        "subject": "współpraca instytucji w pomocy rodzinom",
    }


def _of_place(place: Institution) -> dict[str, str]:
    return {
        "institution": place.name,
        "address": ", ".join(filter(None, (place.address, place.place))),
        "phone": place.phone,
        "email": place.email,
        "website": place.website,
        "dpo": place.dpo_contact,
        "checked": _day(place.checked_on),
    }


def _about(name: str) -> str:
    """In a form that is certain, or a neutral one."""
    form = in_case(name, GENITIVE)
    return form or (f"dotyczy: {name}" if name else "")


def _person(one: Member) -> Row:
    return {
        "name": one.name,
        "born": _day(one.born_on),
        "kinship": one.kinship,
        "occupation": ", ".join(one.occupations),
    }


def _teams(actor: Actor) -> list[Team]:
    """The working teams that the institution leads. A statutory team has papers of its own."""
    led = visible_teams(actor).filter(leader_id=actor.institution_id, state=TeamState.WORKING)
    seated = Prefetch("seats", Seat.objects.select_related("institution", "user"))
    rows = led.select_related("variant", "leader").prefetch_related(seated)
    return [team for team in rows if not team.says().is_statutory]


def _seated(teams: list[Team]) -> tuple[str, list[Row]]:
    """The name of the team and its seats; with several teams nobody guesses which."""
    if len(teams) != 1:
        return "", []
    seats: list[Row] = [
        {
            "institution": one.institution.short_name,
            "person": one.user.full_name if one.user else "",
            "function": str(one.get_function_display()),
        }
        for one in live_seats(teams[0])
    ]
    return teams[0].name, seats


def _day(day: date | None) -> str:
    return date_text(day) if day else ""
