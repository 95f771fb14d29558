"""A diagnosis from its beginning to its end: each area is saved on its own, so nothing waits for the last one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Purpose
from kooperacja.audit import actions as audit
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import not_future, touch
from kooperacja.cases.models import Case, CaseState
from kooperacja.diagnosis import law
from kooperacja.diagnosis.access import LABEL, can_begin, can_rate, can_rate_area
from kooperacja.diagnosis.answers import taken
from kooperacja.diagnosis.kinds import ALL_RATED, BIT_OF, CATEGORY_OF, HIGHEST, LOWEST, Area, Source, WithoutWorkshops
from kooperacja.diagnosis.models import AreaRating, Diagnosis, DiagnosisState
from kooperacja.diagnosis.queries.forms import form_of, newest_form
from kooperacja.diagnosis.queries.rows import workshops_held
from kooperacja.diagnosis.shape import FIXED
from kooperacja.diagnosis.workflow import FLOW
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import NotAllowed, RuleBroken

JOINT_HELP = Purpose.JOINT_HELP
LONGEST = 4000
# The states in which the family has agreed to take part, so that it can be diagnosed and later diagnosed again.
AGREED = frozenset(
    {
        CaseState.ASSESSMENT,
        CaseState.PLANNING,
        CaseState.ACTIVE,
        CaseState.REVIEW,
        CaseState.SUSPENDED,
        CaseState.CLOSING,
    }
)


@dataclass(frozen=True, slots=True)
class Rating:
    """What was found in one area. `words` are the family's own; `answers` those to what the questionnaire adds."""

    score: int
    strengths: str
    needs: str
    words: str
    source: str
    known_on: date
    answers: Mapping[str, Any] = field(default_factory=dict)


@writes
def begin_diagnosis(*, actor: Actor, case: Case, questionnaire: str = "") -> Diagnosis:
    """The first one of a case, or the next; with the questionnaire of this code, or the one in use now."""
    door.require(actor, door.WRITE, case, JOINT_HELP)
    can_begin(actor, case).require()
    if case.state not in AGREED:
        sentence = _("A diagnosis begins when the family has agreed to take part and the case has come to it.")
        way = _("Choose “Begin the assessment” in the case file.")
        raise RuleBroken("diagnosis.not_agreed", sentence, ways=[way])
    with snapshot():
        rounds = door.visible(Diagnosis, actor, JOINT_HELP).owned().filter(case_id=case.pk).all("-number")
    if any(one.state == DiagnosisState.DRAFT for one in rounds):
        raise RuleBroken("diagnosis.one_draft", _("A diagnosis is being made already. Go on with that one."))
    chosen = newest_form(actor, questionnaire)
    row = Diagnosis(
        **LABEL,
        owner_id=case.owner_id,
        anchor_id=case.anchor_id,
        subject_id=case.subject_id,
        case=case,
        number=rounds[0].number + 1 if rounds else 1,
        form=chosen.code,
        form_number=chosen.number,
        begun_on=today(),
        ready_by=law.ready_by(today()),
        author_id=actor.user_id,
    )
    row.save(force_insert=True)
    record(actor, "diagnosis.begin", row.about(), number=row.number)
    touch(case)
    return row


@writes
def rate_area(*, actor: Actor, diagnosis: Diagnosis, area: str, rating: Rating, version: int = 0) -> AreaRating:
    """For the first time (version 0), or anew by the version that was shown."""
    door.require(actor, door.WRITE, diagnosis, JOINT_HELP)
    can_rate(actor, diagnosis).require()
    if area not in Area.values:
        raise RuleBroken("diagnosis.area", _("There is no such area. Choose one of the ten."), field="area")
    can_rate_area(actor, area).require()
    _check(rating)
    told = {one.name: getattr(rating, one.name) for one in fields(rating)}
    told |= {name: told[name].strip() for name in ("strengths", "needs", "words")}
    shape = form_of(diagnosis.form, diagnosis.form_number).area(area)
    told["answers"] = taken(shape, {name: told[name] for name in FIXED}, rating.answers)
    with snapshot():
        rows = door.visible(AreaRating, actor, JOINT_HELP).owned()
        found = rows.filter(diagnosis_id=diagnosis.pk, area=area).all("pk", limit=1)
    if found:
        door.require(actor, door.WRITE, found[0], JOINT_HELP)
        audit.edit(actor, found[0], "diagnosis.rate", version, **told)
        row = found[0]
    else:
        row = _rated(actor, diagnosis, area, told)
    _still_open(diagnosis, area)
    touch(diagnosis.case)
    return row


@writes
def finish(*, actor: Actor, diagnosis: Diagnosis, without_workshops: str = "") -> None:
    """All ten areas are rated, and the workshops were held or it is said why not (domain.md E.2)."""
    door.require(actor, door.WRITE, diagnosis, JOINT_HELP)
    if diagnosis.state == DiagnosisState.DRAFT and diagnosis.rated != ALL_RATED:
        missing = [str(area.label) for area in Area if not diagnosis.rated & BIT_OF[area]]
        sentence = _("Not each area is rated yet: %(areas)s.") % {"areas": ", ".join(missing)}
        raise RuleBroken("diagnosis.not_whole", sentence)
    if without_workshops and without_workshops not in WithoutWorkshops.values:
        raise RuleBroken("diagnosis.why", _("Choose one of the reasons."), field="without_workshops")
    needed = law.workshops_needed(today())
    if workshops_held(actor, diagnosis.case_id) >= needed:
        without_workshops = ""
    elif not without_workshops:
        told = _("%(needed)s workshops with the family are to be held. Write them down, or say why they were not.")
        raise RuleBroken("diagnosis.workshops", told % {"needed": needed}, field="without_workshops")
    changes: dict[str, Any] = {"finished_on": today(), "without_workshops": without_workshops}
    audit.move(actor, diagnosis, FLOW, "finish", code=without_workshops, **changes)
    touch(diagnosis.case)


@writes
def abandon(*, actor: Actor, diagnosis: Diagnosis) -> None:
    """It was begun by mistake, or the family does not go on. What was written stays readable."""
    door.require(actor, door.WRITE, diagnosis, JOINT_HELP)
    audit.move(actor, diagnosis, FLOW, "abandon")
    touch(diagnosis.case)


def _check(rating: Rating) -> None:
    if not isinstance(rating.score, int) or not LOWEST <= rating.score <= HIGHEST:
        sentence = _("The scale has steps from %(lowest)s to %(highest)s. Choose one of them.")
        raise RuleBroken("diagnosis.scale", sentence % {"lowest": LOWEST, "highest": HIGHEST}, field="score")
    if rating.source not in Source.values:
        raise RuleBroken("diagnosis.source", _("Say from where it is known."), field="source")
    not_future(rating.known_on, "known_on")
    for name in ("strengths", "needs", "words"):
        if len(getattr(rating, name)) > LONGEST:
            raise RuleBroken("text.too_long", _("The text is too long. Shorten it; nothing was saved."), field=name)


def _rated(actor: Actor, diagnosis: Diagnosis, area: str, told: dict[str, object]) -> AreaRating:
    if diagnosis.rated & BIT_OF[area]:
        # It is there and closed to the actor: he does not write another beside it.
        sentence = _("A colleague has rated this area, and you may not read it. Ask who leads the case.")
        raise NotAllowed("diagnosis.rated_by_another", sentence)
    category = CATEGORY_OF[area]
    row = AreaRating(
        owner_id=diagnosis.owner_id,
        anchor_id=diagnosis.anchor_id,
        subject_id=diagnosis.subject_id,
        category=category,
        level=LEVEL_OF[category],
        diagnosis=diagnosis,
        area=area,
        author_id=actor.user_id,
        **told,
    )
    row.save(force_insert=True)
    record(actor, "diagnosis.rate", diagnosis.about(), area=area)
    return row


def _still_open(diagnosis: Diagnosis, area: str) -> None:
    """One statement, so that two workers who rate two areas at once both count; nobody finished it meanwhile."""
    changes = {"rated": F("rated").bitor(BIT_OF[area]), "updated_at": now()}
    if not Diagnosis._base_manager.filter(pk=diagnosis.pk, state=DiagnosisState.DRAFT).update(**changes):
        raise audit.quicker(FLOW, diagnosis)
    diagnosis.rated |= BIT_OF[area]
