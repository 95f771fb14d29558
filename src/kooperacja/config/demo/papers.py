"""The agreements of the county, and what changes in its institutions while the two years run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kooperacja.agreements import actions as agreements
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
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


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an annex changes."""

    subject: str
    valid_until: date
    category: Category | None = None


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
    renews: "Paper | None" = None
    row: Agreement | None = None
    annex: Agreement | None = None

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
            renews=self.renews.agreement if self.renews else None,
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
            **{**CLAUSE, "max_level": max(CLAUSE["max_level"], LEVEL_OF[category])},
        )

    @property
    def paper(self) -> Agreement:
        """What the steps are about: the annex once one is begun, before it the agreement."""
        return self.annex or self.agreement

    def negotiate(self, county: County, told: Any) -> None:
        agreements.negotiate(actor=county.actors[self.drafter], agreement=self.paper)

    def review(self, county: County, told: Any) -> None:
        agreements.review(actor=county.actors[self.drafter], agreement=self.paper)

    def advise(self, county: County, told: str) -> None:
        agreements.give_opinion(actor=county.actors[told], agreement=self.paper, advice="positive")

    def submit(self, county: County, told: Any) -> None:
        agreements.submit(actor=county.actors[self.drafter], agreement=self.paper)

    def sign(self, county: County, told: str) -> None:
        agreements.record_signature(actor=county.actors[told], agreement=self.paper, signed_on=today())

    def enforce(self, county: County, told: str) -> None:
        agreements.enforce(actor=county.actors[told], agreement=self.paper)

    def amend(self, county: County, told: Amendment) -> None:
        """An annex: another last day, and a clause more."""
        actor = county.actors[self.drafter]
        self.annex = agreements.draft_annex(
            actor=actor, agreement=self.agreement, valid_until=told.valid_until, subject=told.subject
        )
        if told.category:
            agreements.add_clause(
                actor=actor, agreement=self.annex, purpose=Purpose.JOINT_HELP, category=told.category, **CLAUSE
            )

    def suspend(self, county: County, told: str) -> None:
        agreements.suspend(actor=county.actors[told], agreement=self.agreement, code="organisation")

    def end(self, county: County, told: str) -> None:
        reason = "Świetlica przeszła do innej instytucji."
        agreements.end(actor=county.actors[told], agreement=self.agreement, reason=reason)

    def discard(self, county: County, told: str) -> None:
        reason = "Strony zawrą osobne umowy."
        agreements.discard(actor=county.actors[told], agreement=self.agreement, reason=reason)


PAPER_STEPS: dict[str, Callable[..., None]] = {
    "draft": Paper.draft,
    "negotiate": Paper.negotiate,
    "review": Paper.review,
    "advise": Paper.advise,
    "submit": Paper.submit,
    "sign": Paper.sign,
    "enforce": Paper.enforce,
    "amend": Paper.amend,
    "suspend": Paper.suspend,
    "end": Paper.end,
    "discard": Paper.discard,
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
    pilot = _pilot(last, first)
    open_papers = [_for_signature(last), _draft(last), _negotiated(last), _reviewed(last)]
    return [
        pilot,
        _in_force(first, pilot),
        _for_ill_children(first),
        *open_papers,
        _suspended(last),
        _expiring(last),
        *_over(last),
    ]


def _sent(drafted: date, sent: date, officer: str) -> list[Step]:
    """From the draft until it waits for signatures."""
    return [
        Step(at(drafted, 9), "draft"),
        Step(at(drafted, 13, 30), "negotiate"),
        *_judged(sent, officer),
    ]


def _judged(sent: date, officer: str) -> list[Step]:
    eve = back(sent, 1)
    return [Step(at(eve, 9), "review"), Step(at(eve, 13, 40), "advise", officer), Step(at(sent, 10), "submit")]


def _in_force(first: date, pilot: Paper) -> Paper:
    paper = Paper(
        AGREEMENT_TITLE,
        f"1/{first.year}",
        "ewa",
        (*SIGNED, "mostek"),
        first,
        date(first.year + 1, 12, 31),
        renews=pilot,
    )
    signers = ("halina", "wanda", "robert", "malgorzata", "joanna", "leszek")
    paper.steps = [
        *_sent(back(first, 60), back(first, 52), "filip"),
        *(Step(at(back(first, 40 - 5 * number), 10, 15), "sign", who) for number, who in enumerate(signers)),
        Step(at(back(first, 1), 14), "enforce", "halina"),
    ]
    return paper


def _pilot(last: date, first: date) -> Paper:
    """The one before it: tried out by three institutions, and renewed by the next one."""
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
        *_sent(back(since, 20), back(since, 18), "filip"),
        Step(at(back(since, 10), 11), "sign", "halina"),
        Step(at(back(since, 8), 11), "sign", "wanda"),
        Step(at(back(since, 2), 13), "enforce", "halina"),
    ]
    return paper


def _for_ill_children(first: date) -> Paper:
    """What a school counsellor must know of an illness: data of level 3, for the clinic alone."""
    paper = Paper(
        "Porozumienie o dzieciach przewlekle chorych",
        f"6/{first.year}",
        "ewa",
        ("gops", "ppp"),
        first,
        date(first.year + 1, 12, 31),
        (Category.HEALTH,),
    )
    paper.steps = [
        *_sent(back(first, 30), back(first, 24), "filip"),
        Step(at(back(first, 12), 9, 20), "sign", "halina"),
        Step(at(back(first, 9), 11, 5), "sign", "joanna"),
        Step(at(back(first, 1), 13), "enforce", "halina"),
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
        *_sent(back(last, 30), back(last, 22), "nina"),
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
        *_sent(back(since, 20), back(since, 14), "oskar"),
        Step(at(back(since, 9), 9), "sign", "zbigniew"),
        Step(at(back(since, 6), 9), "sign", "ryszard"),
        Step(at(back(since, 4), 9), "sign", "robert"),
        Step(at(back(since, 1), 9), "enforce", "robert"),
        Step(at(back(last, 11), 13, 5), "suspend", "zbigniew"),
    ]
    return paper


def _expiring(last: date) -> Paper:
    """Its last day comes near. One annex has taken effect; the one that extends it waits for two signatures."""
    since, until = back(last, 230), last + timedelta(days=45)
    longer = date(until.year + 2, until.month, min(until.day, 28))
    paper = Paper(
        "Porozumienie o dyżurach doradcy zawodowego w Lipnikach",
        f"4/{since.year}",
        "urszula",
        ("cus", "pup", "pcpr"),
        since,
        until,
        (Category.COORDINATION, Category.IDENTITY),
    )
    work = Amendment("Dochodzą dane o zatrudnieniu.", until, Category.EMPLOYMENT)
    paper.steps = [
        *_sent(back(since, 20), back(since, 12), "luiza"),
        *_signed(back(since, 5)),
        Step(at(back(since, 1), 9), "enforce", "leszek"),
        Step(at(back(last, 120), 9), "amend", work),
        Step(at(back(last, 118), 11), "negotiate"),
        *_judged(back(last, 112), "luiza"),
        *_signed(back(last, 108)),
        Step(at(back(last, 105), 9), "enforce", "leszek"),
        Step(at(back(last, 9), 9), "amend", Amendment("Przedłużenie o dwa lata.", longer)),
        Step(at(back(last, 8), 11), "negotiate"),
        *_judged(back(last, 5), "luiza"),
        Step(at(back(last, 2), 12), "sign", "urszula"),
    ]
    return paper


def _signed(day: date) -> list[Step]:
    signers = ("urszula", "leszek", "malgorzata")
    return [Step(at(day, 9 + number), "sign", who) for number, who in enumerate(signers)]


def _over(last: date) -> list[Paper]:
    """One that was terminated, and one that never came into force."""
    since = back(last, 200)
    ended = Paper(
        "Porozumienie o świetlicy w Zalesiu",
        f"5/{since.year}",
        "danuta",
        ("gops_zalesie", "sp_zalesie"),
        since,
        date(since.year + 2, 6, 30),
    )
    ended.steps = [
        *_sent(back(since, 12), back(since, 8), "nina"),
        Step(at(back(since, 4), 9), "sign", "danuta"),
        Step(at(back(since, 3), 9), "sign", "henryk"),
        Step(at(back(since, 1), 9), "enforce", "henryk"),
        Step(at(back(last, 60), 12), "end", "danuta"),
    ]
    steps = [Step(at(back(last, 90), 9), "draft"), Step(at(back(last, 70), 9, 30), "discard", "ryszard")]
    days = (date(last.year + 1, 1, 1), date(last.year + 1, 12, 31))
    return [
        ended,
        Paper("Porozumienie o mieszkaniach treningowych", "", "zbigniew", ("mops", "housing"), *days, steps=steps),
    ]


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


def _negotiated(last: date) -> Paper:
    return Paper(
        "Porozumienie o wsparciu rodzin przedszkolaków",
        "",
        "zbigniew",
        ("mops", "nursery_brzezin", "oik"),
        date(last.year + 1, 3, 1),
        date(last.year + 3, 2, 28),
        steps=[Step(at(back(last, 10), 10, 5), "draft"), Step(at(back(last, 7), 12, 30), "negotiate")],
    )


def _reviewed(last: date) -> Paper:
    steps = [
        Step(at(back(last, 16), 10, 25), "draft"),
        Step(at(back(last, 14), 9, 35), "negotiate"),
        Step(at(back(last, 2), 14, 15), "review"),
    ]
    days = (date(last.year + 1, 1, 15), date(last.year + 2, 12, 31))
    return Paper("Porozumienie o pomocy sąsiedzkiej", "", "ewa", ("gops", "gok", "kis"), *days, steps=steps)


def office_until(last: date) -> Office:
    """Entries are checked one after another; a club ends, a worker leaves."""
    names = [key for key in PLACES if key != ENDED_PLACE][::2]
    checked = [Step(at(back(last, 150 - 6 * number), 15, 40), "check", key) for number, key in enumerate(names)]
    leaving = Step(at(back(last, LEFT_AGO), 15, 45), "leave", LEAVER)
    return Office([Step(at(back(last, 210), 15, 50), "end", ENDED_PLACE), leaving, *checked])
