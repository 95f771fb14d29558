"""The diagnoses of one case with all that their reader may read of them, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kooperacja.access.door import visible
from kooperacja.audit import queries as trail
from kooperacja.cases.queries import CaseHeader, case_header
from kooperacja.diagnosis import access, law
from kooperacja.diagnosis.answers import told as in_words
from kooperacja.diagnosis.kinds import BIT_OF, CATEGORY_OF, Area, NotHeld
from kooperacja.diagnosis.models import AreaRating, Diagnosis, DiagnosisState, Workshop, WorkshopState
from kooperacja.diagnosis.queries.forms import form_of
from kooperacja.diagnosis.shape import AreaShape, Form
from kooperacja.diagnosis.workflow import FLOW, WORKSHOP_FLOW
from kooperacja.directory.queries import institution_names
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.workflow import Move, State
from kooperacja.people.access import writing

# So many rounds stand beside one another; older ones are opened from the list of all.
COMPARED = 6


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A rating; `anchor` is what its step means, `told` the answers to what the questionnaire adds, in words."""

    pk: int
    score: int
    anchor: str
    strengths: str
    needs: str
    words: str
    source: str
    source_label: str
    known_on: date
    version: int
    answers: dict[str, Any]
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area in the round that is shown, and its ratings in the rounds that are compared, the oldest first.
    `is_rated` without a rating: it is closed to the reader.
    """

    code: str
    label: str
    category: str
    shape: AreaShape
    rating: RatingRow | None
    is_rated: bool
    can_rate: bool
    scores: tuple[int | None, ...]

    @property
    def change(self) -> int | None:
        """Steps from the first of the compared ratings to the last one, where there are two."""
        known = [score for score in self.scores if score is not None]
        return known[-1] - known[0] if len(known) > 1 else None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One diagnosis of the case. `day` is when it was finished or, before, begun."""

    pk: int
    ref: str
    number: int
    state: State
    day: date


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    pk: int
    ref: str
    state: State
    day: date
    from_family: int
    institutions: tuple[str, ...]
    reason: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Event:
    move: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class DiagnosisPage:
    """The round that is shown (None where the case has none yet) among all. What may be done is told by the flags:
    beginning a round, planning a workshop. `is_open` while it is made, `is_late` when its day has passed meanwhile.
    """

    case: CaseHeader
    shown: Diagnosis | None
    state: State | None
    form: Form | None
    areas: tuple[AreaLine, ...]
    rounds: tuple[RoundRow, ...]
    compared: tuple[RoundRow, ...]
    workshops: tuple[WorkshopRow, ...]
    workshops_needed: int
    events: tuple[Event, ...]
    moves: tuple[Move, ...]
    is_open: bool
    is_late: bool
    can_begin: bool
    can_plan_workshop: bool

    @property
    def rated(self) -> int:
        return sum(one.is_rated for one in self.areas)

    @property
    def held(self) -> int:
        return sum(one.state.value == WorkshopState.HELD for one in self.workshops)

    @property
    def has_closed(self) -> bool:
        """Whether an area was rated that the reader may not read."""
        return any(one.is_rated and one.rating is None for one in self.areas)

    def area(self, code: str) -> AreaLine | None:
        return next((one for one in self.areas if one.code == code), None)


def case_page(actor: Actor, ref: str, purpose: str, today: date) -> DiagnosisPage:
    """The round that is being made, or the newest one."""
    return _page(actor, case_header(actor, ref, purpose), None, purpose, today)


def diagnosis_page(actor: Actor, ref: str, purpose: str, today: date) -> DiagnosisPage:
    shown = visible(Diagnosis, actor, purpose).select_related("case").get(ref=ref)
    return _page(actor, case_header(actor, shown.case.ref, purpose), shown, purpose, today)


def diagnosis_move(actor: Actor, ref: str, name: str, purpose: str) -> tuple[CaseHeader, Move]:
    """A move of a diagnosis, if the reader may make it; an unknown move is `NotFound`."""
    step = FLOW.get(name)
    row = visible(Diagnosis, actor, purpose).owned().select_related("case").get(ref=ref)
    step.allowed(actor, row).require()
    return case_header(actor, row.case.ref, purpose), step


def workshop_move(actor: Actor, ref: str, name: str, purpose: str) -> tuple[CaseHeader, Workshop, Move]:
    step = WORKSHOP_FLOW.get(name)
    row = visible(Workshop, actor, purpose).owned().select_related("case").get(ref=ref)
    step.allowed(actor, row).require()
    return case_header(actor, row.case.ref, purpose), row, step


def workshop_page(actor: Actor, ref: str, purpose: str) -> tuple[WorkshopRow, int]:
    """One workshop, and its version."""
    row = visible(Workshop, actor, purpose).select_related("case").get(ref=ref)
    return _workshop(actor, row, institution_names(row.attended)), row.version


def _page(actor: Actor, case: CaseHeader, shown: Diagnosis | None, purpose: str, today: date) -> DiagnosisPage:
    rows = visible(Diagnosis, actor, purpose).filter(case_id=case.pk).select_related("case").all("-number")
    live = [one for one in rows if one.state != DiagnosisState.ABANDONED]
    shown = shown or next(iter(live or rows), None)
    compared = sorted(live[:COMPARED], key=lambda one: one.number)
    wanted = {one.pk for one in compared} | ({shown.pk} if shown else set())
    ratings = visible(AreaRating, actor, purpose).filter(diagnosis_id__in=sorted(wanted)).all("pk") if wanted else []
    form = form_of(shown.form, shown.form_number) if shown else None
    is_ours = case.owner_id == actor.institution_id and writing(actor).is_live
    can_work = is_ours and bool(case.can_work)
    is_open = shown is not None and shown.state == DiagnosisState.DRAFT
    return DiagnosisPage(
        case=case,
        shown=shown,
        state=FLOW.state(shown.state) if shown else None,
        form=form,
        areas=_areas(actor, shown, form, compared, ratings, is_ours=is_ours) if shown and form else (),
        rounds=tuple(_round(one) for one in rows),
        compared=tuple(_round(one) for one in compared),
        workshops=_workshops(actor, case, purpose),
        workshops_needed=law.workshops_needed(today),
        events=tuple(_event(step, actor) for step in trail.timeline("diagnosis", [shown.pk])) if shown else (),
        moves=tuple(FLOW.available(shown, actor)) if shown and is_ours else (),
        is_open=is_open,
        is_late=is_open and shown is not None and shown.ready_by < today,
        can_begin=can_work and not any(one.state == DiagnosisState.DRAFT for one in rows),
        can_plan_workshop=can_work,
    )


def _areas(
    actor: Actor,
    shown: Diagnosis,
    form: Form,
    compared: Sequence[Diagnosis],
    ratings: Sequence[AreaRating],
    *,
    is_ours: bool,
) -> tuple[AreaLine, ...]:
    found = {(row.diagnosis_id, row.area): row for row in ratings}
    can_rate = is_ours and bool(access.can_rate(actor, shown))
    lines = []
    for area in Area:
        told = form.area(area)
        row = found.get((shown.pk, area))
        past = [found.get((one.pk, area)) for one in compared]
        lines.append(
            AreaLine(
                code=area.value,
                label=str(area.label),
                category=str(CATEGORY_OF[area].label),
                shape=told,
                rating=_rating(row, told) if row else None,
                is_rated=bool(shown.rated & BIT_OF[area]),
                can_rate=can_rate and bool(access.can_rate_area(actor, area)),
                scores=tuple(one.score if one else None for one in past),
            )
        )
    return tuple(lines)


def _rating(row: AreaRating, shape: AreaShape) -> RatingRow:
    names = ("pk", "score", "strengths", "needs", "words", "source", "known_on", "version", "answers")
    told: dict[str, Any] = {name: getattr(row, name) for name in names}
    told |= {"source_label": str(row.get_source_display()), "told": tuple(in_words(shape, row.answers))}
    return RatingRow(**told, anchor=shape.anchors[row.score - 1])


def _round(one: Diagnosis) -> RoundRow:
    return RoundRow(one.pk, one.ref, one.number, FLOW.state(one.state), one.finished_on or one.begun_on)


def _workshops(actor: Actor, case: CaseHeader, purpose: str) -> tuple[WorkshopRow, ...]:
    rows = visible(Workshop, actor, purpose).filter(case_id=case.pk).select_related("case").all("day", "pk")
    names = institution_names({key for row in rows for key in row.attended}) if rows else {}
    return tuple(_workshop(actor, row, names) for row in rows)


def _workshop(actor: Actor, row: Workshop, names: Mapping[int, str]) -> WorkshopRow:
    is_ours = row.owner_id == actor.institution_id
    return WorkshopRow(
        pk=row.pk,
        ref=row.ref,
        state=WORKSHOP_FLOW.state(row.state),
        day=row.day,
        from_family=row.from_family,
        institutions=tuple(sorted(names.get(key, "") for key in row.attended)),
        reason=str(NotHeld(row.reason_code).label) if row.reason_code else "",
        moves=tuple(WORKSHOP_FLOW.available(row, actor)) if is_ours else (),
    )


def _event(step: trail.Step, actor: Actor) -> Event:
    mine = step.institution_id == actor.institution_id
    return Event(step.action.partition(".")[2], step.at, step.user_name if mine else "")
