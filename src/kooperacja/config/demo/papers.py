"""The agreements of the county, and what changes in its institutions while the two years run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kooperacja.agreements import actions as agreements
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Agreement
from kooperacja.config.demo.county import ENDED_PLACE, LEAVER, PLACES
from kooperacja.config.demo.pace import at, back
from kooperacja.config.demo.people import AGREEMENT_TITLE, CLAUSE, ORDINARY, SIGNED
from kooperacja.config.demo.stories import County, Step
from kooperacja.desk.actions import end_membership
from kooperacja.directory import actions as directory
from kooperacja.foundation.clock import today

# So many working days ago the worker left, whose cases somebody else leads now.
LEFT_AGO = 160
JOINT_WORK = "Wspólne rozpoznawanie potrzeb rodzin, przekazywanie informacji i plan pomocy z jedną osobą prowadzącą."


@dataclass(slots=True)
class Paper:
    """An agreement: who drafts it for which parties, and what becomes of it."""

    title: str
    number: str
    drafter: str
    parties: tuple[str, ...]
    valid_on: date
    valid_until: date
    categories: tuple[Category, ...] = ORDINARY
    steps: list[Step] = field(default_factory=list)
    row: Agreement | None = None

    def perform(self, county: County, step: Step) -> None:
        PAPER_STEPS[step.name](self, county, step.told)

    @property
    def agreement(self) -> Agreement:
        if self.row is None:
            raise LookupError(f"{self.title} was not drafted yet")
        return self.row

    def draft(self, county: County, told: Any) -> None:
        """The words, the parties and a clause for each category."""
        actor = county.actors[self.drafter]
        self.row = agreements.draft_agreement(
            actor=actor,
            title=self.title,
            number=self.number,
            subject=JOINT_WORK,
            valid_on=self.valid_on,
            valid_until=self.valid_until,
        )
        own = actor.institution_id
        for key in self.parties:
            if county.places[key].pk != own:
                agreements.add_party(
                    actor=actor,
                    agreement=self.agreement,
                    institution=county.places[key],
                    represented_by="kierownik jednostki",
                )
        for category in self.categories:
            self._clause(county, category)

    def _clause(self, county: County, category: Category) -> None:
        agreements.add_clause(
            actor=county.actors[self.drafter],
            agreement=self.agreement,
            purpose=Purpose.JOINT_HELP,
            category=category,
            **CLAUSE,
        )

    def submit(self, county: County, told: Any) -> None:
        self.row = agreements.submit(actor=county.actors[self.drafter], agreement=self.agreement)

    def sign(self, county: County, told: str) -> None:
        agreements.record_signature(actor=county.actors[told], agreement=self.agreement, signed_on=today())

    def enforce(self, county: County, told: str) -> None:
        self.row = agreements.enforce(actor=county.actors[told], agreement=self.agreement)

    def suspend(self, county: County, told: str) -> None:
        self.row = agreements.suspend(actor=county.actors[told], agreement=self.agreement, code="organisation")

    def end(self, county: County, told: str) -> None:
        reason = "Zastąpione porozumieniem po zakończeniu pilotażu."
        self.row = agreements.end(actor=county.actors[told], agreement=self.agreement, reason=reason)


PAPER_STEPS: dict[str, Callable[..., None]] = {
    "draft": Paper.draft,
    "submit": Paper.submit,
    "sign": Paper.sign,
    "enforce": Paper.enforce,
    "suspend": Paper.suspend,
    "end": Paper.end,
}


@dataclass(slots=True)
class Office:
    """What happens to institutions and their workers."""

    steps: list[Step] = field(default_factory=list)

    def perform(self, county: County, step: Step) -> None:
        OFFICE_STEPS[step.name](county, step.told)


def _check(county: County, told: str) -> None:
    """The coordinator has telephoned and found the entry right."""
    row = county.places[told]
    directory.change_institution(actor=county.actors["ewa"], institution=row, version=row.version, checked_on=today())


def _leave(county: County, told: str) -> None:
    end_membership(
        actor=county.actors[county.supervisors["gops"]],
        membership=county.memberships[told],
        reason="zmiana miejsca pracy",
    )


def _end(county: County, told: str) -> None:
    directory.end_institution(
        actor=county.actors["ewa"],
        institution=county.places[told],
        ended_on=today(),
        reason="Zadania przejął Klub Integracji Społecznej w Brzezinie.",
    )


OFFICE_STEPS: dict[str, Callable[[County, str], None]] = {"check": _check, "leave": _leave, "end": _end}


# ---- What is planned


def agreements_until(last: date, signal: date) -> list[Paper]:
    """One in force, which began in the September before the signal, and one in each other state."""
    first = date(signal.year - (signal < date(signal.year, 9, 20)), 9, 1)
    return [_pilot(last, first), _in_force(first), _for_signature(last), _suspended(last), _draft(last)]


def _in_force(first: date) -> Paper:
    paper = Paper(
        AGREEMENT_TITLE,
        f"1/{first.year}",
        "ewa",
        (*SIGNED, "mostek"),
        first,
        date(first.year + 1, 12, 31),
    )
    signers = ("halina", "wanda", "robert", "malgorzata", "joanna", "leszek")
    paper.steps = [
        Step(at(back(first, 60), 9, 30), "draft"),
        Step(at(back(first, 52), 12), "submit"),
        *(Step(at(back(first, 40 - 5 * number), 10, 15), "sign", who) for number, who in enumerate(signers)),
        Step(at(back(first, 1), 14), "enforce", "halina"),
    ]
    return paper


def _pilot(last: date, first: date) -> Paper:
    """The one before it: tried out by three institutions, and replaced."""
    since = back(last, 470)
    paper = Paper(
        "Porozumienie o współpracy PZK Wierzbowo (pilotaż)",
        f"3/{since.year}",
        "ewa",
        ("gops", "school", "pcpr"),
        since,
        first,
    )
    paper.steps = [
        Step(at(back(since, 20), 9), "draft"),
        Step(at(back(since, 18), 9), "submit"),
        Step(at(back(since, 10), 11), "sign", "halina"),
        Step(at(back(since, 8), 11), "sign", "wanda"),
        Step(at(back(since, 2), 13), "enforce", "halina"),
        Step(at(back(first, 1), 14, 30), "end", "halina"),
    ]
    return paper


def _for_signature(last: date) -> Paper:
    paper = Paper(
        "Porozumienie o współpracy PZK Zalesie",
        f"2/{last.year}",
        "danuta",
        ("gops_zalesie", "sp_zalesie", "gkrpa_zalesie", "police", "pcpr"),
        date(last.year + 1, 1, 1),
        date(last.year + 2, 12, 31),
    )
    paper.steps = [
        Step(at(back(last, 30), 10), "draft"),
        Step(at(back(last, 22), 10), "submit"),
        Step(at(back(last, 20), 10), "sign", "danuta"),
        Step(at(back(last, 12), 12, 20), "sign", "henryk"),
        Step(at(back(last, 3), 9, 10), "sign", "malgorzata"),
    ]
    return paper


def _suspended(last: date) -> Paper:
    since = back(last, 300)
    paper = Paper(
        "Porozumienie „Dach nad głową” w Brzezinie",
        f"7/{since.year}",
        "zbigniew",
        ("mops", "housing", "police", "lipa"),
        since,
        date(since.year + 3, 12, 31),
    )
    paper.steps = [
        Step(at(back(since, 15), 9), "draft"),
        Step(at(back(since, 14), 9), "submit"),
        Step(at(back(since, 9), 9), "sign", "zbigniew"),
        Step(at(back(since, 6), 9), "sign", "ryszard"),
        Step(at(back(since, 4), 9), "sign", "robert"),
        Step(at(back(since, 1), 9), "enforce", "robert"),
        Step(at(back(last, 11), 13, 5), "suspend", "zbigniew"),
    ]
    return paper


def _draft(last: date) -> Paper:
    return Paper(
        "Porozumienie o usługach dla rodzin w Lipnikach",
        "",
        "urszula",
        ("cus", "sp_lipniki", "spizarnia"),
        date(last.year + 1, 2, 1),
        date(last.year + 2, 12, 31),
        steps=[Step(at(back(last, 4), 11, 40), "draft")],
    )


def office_until(last: date) -> Office:
    """Entries are checked one after another; a club ends, a worker leaves."""
    names = [key for key in PLACES if key != ENDED_PLACE][::2]
    checked = [Step(at(back(last, 150 - 6 * number), 15, 40), "check", key) for number, key in enumerate(names)]
    leaving = Step(at(back(last, LEFT_AGO), 15, 45), "leave", LEAVER)
    return Office([Step(at(back(last, 210), 15, 50), "end", ENDED_PLACE), leaving, *checked])
