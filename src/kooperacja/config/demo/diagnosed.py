"""The diagnoses of the county's families: begun with a workshop, finished before the plan, repeated at reviews."""

from random import Random
from typing import TYPE_CHECKING, Any

from kooperacja.agreements.labels import Purpose
from kooperacja.agreements.queries.partners import institutions_offered
from kooperacja.diagnosis import actions as diagnoses
from kooperacja.diagnosis.actions import Rating
from kooperacja.diagnosis.kinds import HIGHEST, LOWEST, Area, Source
from kooperacja.diagnosis.queries.rows import get_diagnosis, workshops_held
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today

if TYPE_CHECKING:
    from kooperacja.config.demo.stories import Casework, County

HELP = Purpose.JOINT_HELP
# So many areas are rated on the first day; every fourth family has its workshops replaced by talks.
FIRST_DAY, EVERY = 6, 4
# A step of the scale from which the family manages alone.
WELL = 4
# After two repetitions a team looks at single areas and not at all of them.
MOST_ROUNDS = 3
# Of each area: what the family manages, what it needs, how it says so itself.
TEXTS: dict[str, tuple[str, str, str]] = {
    Area.HOUSING: ("Dom jest własny i zadbany.", "Piec dymi, okna są nieszczelne.", "Zimą siedzimy w jednym pokoju."),
    Area.INCOME: ("Rachunki są płacone w terminie.", "Pożyczka z parabanku, 1 200 zł zaległości.", "Boimy się listów."),
    Area.WORK: ("Ojciec ma uprawnienia na wózki.", "Od roku bez pracy.", "Chciałbym coś robić, tylko blisko domu."),
    Area.HEALTH: ("Leczenie jest systematyczne.", "Dojazd do poradni, kolejka do lekarza.", "Nie mamy czym jechać."),
    Area.ADDICTION: ("Nikt nie pije.", "Picie w weekendy.", "To nie jest problem, ale mogę porozmawiać."),
    Area.PARENTING: ("Babcia pomaga codziennie.", "Brak stałych zasad.", "Nie wiemy, jak do niego mówić."),
    Area.SCHOOL: ("Córka lubi matematykę.", "34 godziny nieobecności w październiku.", "W szkole mi nie pomagają."),
    Area.SAFETY: ("Rodzina spędza razem niedziele.", "Kłótnie o pieniądze.", "Chcemy, żeby było spokojnie."),
    Area.TIES: ("Sąsiadka zabiera dzieci do szkoły.", "Rodzina jest tu od niedawna.", "Prawie nikogo nie znamy."),
    Area.RIGHTS: ("Wnioski składane są na czas.", "Nieodebrane pismo z sądu.", "W urzędzie nic nie rozumiem."),
}


def begin(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """The first areas are rated at the first workshop."""
    dice = Random(county.diagnosed)  # noqa: S311 - what is invented need not be secret.
    county.diagnosed += 1
    held.diagnosis = diagnoses.begin_diagnosis(actor=actor, case=held.case).ref
    held.scores = {area: dice.choice((1, 2, 2, 2, 3, 3, 4)) for area in Area.values}
    if county.diagnosed % EVERY:
        _workshop(held, actor)
    _rate(held, actor, Area.values[:FIRST_DAY])


def finish(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """At the second workshop the rest is rated."""
    had_workshop = workshops_held(actor, held.case.pk) > 0
    if had_workshop:
        _workshop(held, actor)
    _rate(held, actor, Area.values[FIRST_DAY:])
    row = get_diagnosis(actor, held.diagnosis, HELP)
    diagnoses.finish(actor=actor, diagnosis=row, without_workshops="" if had_workshop else "alone")


def again(held: "Casework", county: "County", actor: Actor, told: Any) -> None:
    """Rated anew at a review: most areas a step better, some as before, one a step worse."""
    row = get_diagnosis(actor, held.diagnosis, HELP)
    if row.number >= MOST_ROUNDS:
        return
    dice = Random(row.pk)  # noqa: S311
    for area in held.scores:
        step = dice.choice((1, 1, 0, 0, 0, -1))
        held.scores[area] = min(max(held.scores[area] + step, LOWEST), HIGHEST)
    held.diagnosis = diagnoses.begin_diagnosis(actor=actor, case=held.case).ref
    _rate(held, actor, Area.values)
    following = get_diagnosis(actor, held.diagnosis, HELP)
    diagnoses.finish(actor=actor, diagnosis=following, without_workshops=row.without_workshops)


def _rate(held: "Casework", actor: Actor, areas: list[str]) -> None:
    row = get_diagnosis(actor, held.diagnosis, HELP)
    for number, area in enumerate(areas):
        score = held.scores[area]
        strengths, needs, words = TEXTS[area]
        told = (strengths if score > LOWEST + 1 else "", needs if score < WELL else "", words if score < WELL else "")
        source = (Source.VISIT, Source.WORKSHOP, Source.TALK)[number % 3]
        rating = Rating(score, *told, source.value, today())
        diagnoses.rate_area(actor=actor, diagnosis=row, area=area, rating=rating)


def _workshop(held: "Casework", actor: Actor) -> None:
    others = [key for key, _name in institutions_offered(actor)][1:3]
    workshop = diagnoses.plan_workshop(actor=actor, case=held.case, day=today())
    facts: dict[str, Any] = {"held_on": today(), "from_family": min(len(held.people), 4), "institutions": others}
    diagnoses.hold(actor=actor, workshop=workshop, **facts)
