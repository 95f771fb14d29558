"""The family, the letter and the agreement of the walk, written once.

`tests/cast.py` reads this file and `county` too, so that a page in a picture, in a test and in the
demonstration is about the same people.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kooperacja.agreements.labels import Category
from kooperacja.people.kinds import Kinship
from kooperacja.referrals.queries.letters import Content

# One for all accounts of the demonstration; printed by the command that loads it.
PASSWORD = "wierzbowo-pokazowe-haslo"  # noqa: S105 - of invented people only, shown on purpose.
# The Monday of the school's signal in the scenario that the documents tell.
SIGNAL = date(2026, 11, 2)

ORDINARY = (
    Category.COORDINATION,
    Category.IDENTITY,
    Category.FAMILY,
    Category.HOUSING,
    Category.INCOME,
    Category.EMPLOYMENT,
    Category.EDUCATION,
)
# What the social workers of the commune keep beside it: where somebody hides, and who reported.
SECRET = (Category.ADDRESS, Category.REPORTER)
SPECIAL = (Category.HEALTH, Category.DISABILITY, Category.ADDICTION)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a family. `work` is a school or a job; its kind says which of the two."""

    first_name: str
    last_name: str
    born_on: date
    kinship: Kinship
    work: str = ""
    work_kind: str = ""


# The agreement of the scenario; „Mostek” is named in the paper and has not signed.
AGREEMENT_TITLE = "Porozumienie o współpracy PZK Wierzbowo"
CLAUSE: dict[str, Any] = {
    "paragraph": "§ 4 ust. 2",
    "max_level": 2,
    "basis_act": "ustawa o pomocy społecznej",
    "basis_article": "art. 100 ust. 2",
}
SIGNED = ("gops", "school", "police", "pcpr", "ppp", "pup")

MALINOWSCY = (
    Member(
        "Marta",
        "Malinowska",
        date(1990, 5, 14),
        Kinship.MOTHER,
        "sklep spożywczy, pół etatu",
        Category.EMPLOYMENT,
    ),
    Member("Adam", "Malinowski", date(1987, 2, 3), Kinship.FATHER, "bez pracy od 06.2026", Category.EMPLOYMENT),
    Member("Ola", "Malinowska", date(2014, 3, 21), Kinship.DAUGHTER, "SP Wierzbowo, klasa 6", Category.EDUCATION),
    Member("Kuba", "Malinowski", date(2018, 7, 9), Kinship.SON, "SP Wierzbowo, klasa 2", Category.EDUCATION),
)

MONTHS_IN = (
    *("styczniu", "lutym", "marcu", "kwietniu", "maju", "czerwcu"),
    *("lipcu", "sierpniu", "wrześniu", "październiku", "listopadzie", "grudniu"),
)


HOLIDAYS = (7, 8)


def school_month_before(day: date) -> str:
    """'październiku 2026' for a day in November 2026: the month that a letter looks back on."""
    month, year = (day.month - 1 or 12), day.year - (day.month == 1)
    return f"{MONTHS_IN[(6 if month in HOLIDAYS else month) - 1]} {year}"


def signal_about_ola(signal: date = SIGNAL) -> Content:
    """The pedagogue's letter of the scenario, as it is written on that Monday."""
    born_on = MALINOWSCY[2].born_on
    return Content(
        request="Rozpoznanie sytuacji rodziny i odpowiedź, jaką pomoc można uruchomić.",
        reason_code="absence",
        reason=f"Uczennica opuściła 34 godziny w {school_month_before(signal)} r. Rodzice nie odebrali dwóch telefonów,"
        " po córkę przyszła babcia.",
        done_so_far="Dwa telefony do rodziców bez odpowiedzi.",
        first_name="Ola",
        last_name="Malinowska",
        born_on=born_on.replace(year=born_on.year + signal.year - SIGNAL.year),
        occupation="klasa 6",
        guardians="Marta i Adam Malinowscy",
        place="Wierzbowo",
        family_knows="no",
        basis="school_duty",
    )
