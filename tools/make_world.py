#!/usr/bin/env python3
"""Invents a world of any size for `kooperacja world load`; the same seed makes the same world.

    python tools/make_world.py --people 10000 --seed 7 > world.json

Nothing of the product is imported: the file is what somebody outside would write. Facts have ended,
hold, or have not begun at the instant `--at`; many chains are whole, and many are broken somewhere.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
Item = dict[str, Any]

PASSWORD = "Zmyslony-swiat-7"  # noqa: S105 - of invented people.
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KINDS = ("welfare_centre", "school", "police", "psych_ped_clinic", "county_family_centre", "labour_office")
NAMES = ("Ośrodek Pomocy Społecznej", "Szkoła Podstawowa", "Komisariat Policji", "Poradnia", "Centrum Rodzin", "Urząd")
ROLES = (
    "key_worker",
    "key_worker",
    "team_member",
    "team_member",
    "team_coordinator",
    "institution_manager",
    "adviser",
    "data_protection_officer",
)
CATEGORIES = ("coordination", "identity", "family", "housing", "income", "education", "employment", "health")
FLOWING = ("identity", "family", "education", "health", "coordination")
PURPOSES = ("joint_help",) * 6 + ("violence", "statistics")
FIRST_NAMES = ("Ola", "Kuba", "Marta", "Adam", "Zofia", "Łukasz", "Żaneta", "Jan", "Ćwirka", "Iga")
SURNAMES = ("Lipa", "Klon", "Wierzba", "Dąb", "Jesion", "Świerk", "Żarnowiec", "Głóg", "Buk", "Olcha")
KINSHIP = ("mother", "father", "daughter", "son", "relative")
PEOPLE_OF_A_FAMILY, PEOPLE_OF_AN_INSTITUTION, WORKERS = 4, 250, 5


@dataclass
class Maker:
    """The world that is being made, and the chance by which it is made."""

    chance: Random
    at: datetime
    world: dict[str, list[Item]] = field(default_factory=dict)
    workers: dict[str, list[str]] = field(default_factory=dict)

    def add(self, collection: str, **item: Any) -> Item:
        made = {name: value for name, value in item.items() if value is not None}
        self.world.setdefault(collection, []).append(made)
        return made

    def often(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def one(self, choices: Sequence[T]) -> T:
        return self.chance.choice(choices)

    def instant(self, first: int, last: int) -> str:
        """So many days from the instant of the world, to the microsecond."""
        seconds = self.chance.randrange(first * 86_400, last * 86_400)
        return (self.at + timedelta(seconds=seconds, microseconds=self.chance.randrange(1_000_000))).isoformat()

    def interval(self, live: int = 80) -> Item:
        """Mostly one that holds now; some have ended, some begin later, some end or begin just now."""
        now = self.at.isoformat()
        if self.often(live):
            return {"from": self.instant(-700, -60)} | ({"to": self.instant(1, 400)} if self.often(30) else {})
        ended: Item = {"from": self.instant(-700, -400), "to": self.instant(-399, -1)}
        later: Item = {"from": self.instant(1, 300)}
        just: Item = self.one([{"from": now}, {"from": self.instant(-90, -60), "to": now}])
        return self.one([ended, later, just])


def make_world(people: int, seed: int, at: datetime = AT) -> dict[str, Any]:
    maker = Maker(Random(seed), at)  # noqa: S311 - nothing here is secret.
    institutions = _institutions(maker, max(3, people // PEOPLE_OF_AN_INSTITUTION))
    maker.workers = {key: _workers(maker, key) for key in institutions}
    _agreements(maker, institutions)
    for number in range(-(-people // PEOPLE_OF_A_FAMILY)):
        size = min(PEOPLE_OF_A_FAMILY, people - number * PEOPLE_OF_A_FAMILY)
        _family(maker, number, size)
    _emergencies(maker)
    return {"about": f"{people} invented people, seed {seed}", **maker.world}


def _institutions(maker: Maker, number: int) -> list[str]:
    for place in range(number):
        kind = place % len(KINDS)
        maker.add(
            "institutions", key=f"i{place}", name=f"{NAMES[kind]} nr {place}", kind=KINDS[kind], place="Wierzbowo"
        )
    return [f"i{place}" for place in range(number)]


def _workers(maker: Maker, institution: str) -> list[str]:
    """The first one supervises and has a token for programs; the others have what chance gives them."""
    found = []
    for number in range(WORKERS):
        key, first = f"{institution}u{number}", number == 0
        user = {"email": f"{key}@example.org", "full_name": f"{maker.one(FIRST_NAMES)} {maker.one(SURNAMES)}"}
        maker.add("users", key=key, **user, password=PASSWORD, active=first or maker.often(95))
        role, here = maker.one(ROLES), {"user": key, "institution": institution}
        membership = {"role": "institution_manager", "supervises": True, "token": "read"} if first else {"role": role}
        maker.add("memberships", key=f"m-{key}", **here, **membership, **maker.interval(100 if first else 90))
        categories = sorted(maker.chance.sample(CATEGORIES, 6 + maker.chance.randrange(3)))
        maker.add("authorisations", **here, categories=categories, number=f"{number}/2026", **maker.interval(90))
        maker.add("statements", **here, **maker.interval(90))
        if maker.often(50):
            maker.add("appointments", **here, file=institution, capacity="intake", **maker.interval())
        found.append(key)
    return found


def _agreements(maker: Maker, institutions: list[str]) -> None:
    """Each institution signs with the next ones."""
    for number, _first in enumerate(institutions):
        parties = [institutions[(number + step) % len(institutions)] for step in range(3)]
        periods = [{"from": maker.instant(-900, -500), "to": maker.instant(-499, -300)}, maker.interval(85)]
        maker.add(
            "agreements",
            key=f"a{number}",
            title=f"Porozumienie nr {number}",
            parties=[{"institution": key, **maker.interval(92)} for key in parties],
            clauses=[
                {"category": category, "purpose": maker.one(PURPOSES), "max_level": 2 + maker.chance.randrange(2)}
                | maker.interval(90)
                for category in FLOWING
            ],
            in_force=periods if maker.often(90) else [],
        )


def _family(maker: Maker, number: int, size: int) -> None:
    owner, surname = maker.one(list(maker.workers)), maker.one(SURNAMES)
    household, dossier = f"h{number}", f"d{number}"
    maker.add("households", key=household, owner=owner, name=surname, place="Wierzbowo")
    maker.add("dossiers", key=dossier, owner=owner, case={"household": household, "opened_on": "2026-09-10"})
    maker.add("parts", dossier=dossier, subject=household, part="household", **maker.interval(95))
    people = [_person(maker, number, place, owner, surname) for place in range(size)]
    for person in people:
        maker.add(
            "parts",
            dossier=dossier,
            subject=person,
            part=maker.one(["member", "child", "victim"]),
            **maker.interval(90),
        )
    team = maker.chance.sample(maker.workers[owner], 3)
    for user, capacity in zip(team, ("key_worker", "team", "statutory"), strict=True):
        here = {"user": user, "institution": owner, "file": dossier}
        maker.add("appointments", **here, capacity=capacity, **maker.interval(90))
    paper, partner = _partner(maker, owner)
    if maker.often(60):
        _window(maker, team[0], maker.one(people), paper, partner)
    _notes(maker, number, dossier, people, team[0])
    if maker.often(8):
        kind, whom = maker.one([("restriction", {}), ("conflict", {"user": team[1]}), ("sealed", {})])
        maker.add("vetoes", file=maker.one([dossier, *people]), kind=kind, **whom, **maker.interval(70))
    if maker.often(15):
        letter = {"sender": owner, "file": dossier, "subject": people[0], "author": team[0], "addressee": partner}
        _referral(maker, f"r{number}", letter)


def _partner(maker: Maker, owner: str) -> tuple[Item, str]:
    """An agreement of this institution, and another party of it."""
    papers = {paper["key"]: [party["institution"] for party in paper["parties"]] for paper in maker.world["agreements"]}
    mine = [paper for paper in maker.world["agreements"] if owner in papers[paper["key"]]]
    paper = maker.one(mine)
    return paper, maker.one([key for key in papers[paper["key"]] if key != owner])


def _person(maker: Maker, family: int, place: int, owner: str, surname: str) -> str:
    key, born = f"p{family}-{place}", f"{maker.one(range(1950, 2020))}-0{maker.one(range(1, 10))}-15"
    lives = {"household": f"h{family}", "kinship": maker.one(KINSHIP)}
    names = {"first_name": maker.one(FIRST_NAMES), "last_name": surname, "born_on": born}
    school = {"school": f"Szkoła Podstawowa nr {maker.one(range(1, 9))}"} if maker.often(40) else {}
    maker.add("people", key=key, owner=owner, **names, **lives, **school)
    return key


def _window(maker: Maker, author: str, person: str, paper: Item, recipient: str) -> None:
    """A basis, shares that rest on it, and people of the recipient in the team; some links do not fit."""
    clause, dossier = maker.one(paper["clauses"]), f"d{person[1:].partition('-')[0]}"
    keys = {"recipient": recipient, "category": clause["category"], "purpose": clause["purpose"]}
    collection = maker.one(["consents", "provisions"])
    basis = maker.add(collection, key=f"b-{person}", subject=person, **keys, source="art. 1", **maker.interval(85))
    note = {"dossier": dossier, "subject": person, "category": clause["category"], "happened_on": "2026-10-06"}
    maker.add("notes", key=f"n-{person}", **note, text=f"Okno {person}", author=author)
    if maker.often(8):
        keys["category"] = maker.one(FLOWING)
    for file in (dossier, person):
        share = {"file": file, "subject": person, "agreement": paper["key"], "basis": basis["key"]}
        maker.add("shares", **share, **keys, **maker.interval(85))
    for user in maker.chance.sample(maker.workers[recipient], 2):
        here = {"user": user, "institution": recipient, "file": dossier}
        maker.add("appointments", **here, capacity="team", **maker.interval(90))


def _notes(maker: Maker, number: int, dossier: str, people: list[str], author: str) -> None:
    for place, category in enumerate(maker.chance.sample(FLOWING, 2)):
        about = {"subject": maker.one(people)} if maker.often(70) else {}
        note = {"happened_on": "2026-10-05", "category": category, "text": f"Notatka {number}.{place}"}
        maker.add("notes", key=f"n{number}-{place}", dossier=dossier, author=author, **about, **note)


def _referral(maker: Maker, key: str, who: Item) -> None:
    letter = {"request": "Prosimy o rozmowę.", "reason": "Nieobecności.", "first_name": "Ola", "last_name": "Lipa"}
    state = maker.one(["sent", "received", "accepted", "closed"])
    sent, said = maker.instant(-50, -20), {"author": who["author"], "at": maker.instant(-10, -1)}
    answers = [{"move": "report_done", "text": "Zrobione.", **said}] if state == "closed" else []
    maker.add("referrals", key=key, **who, state=state, sent_at=sent, letter=letter, answers=answers)


def _emergencies(maker: Maker) -> None:
    for institution, users in maker.workers.items():
        hours = maker.one([-30, -20, -5, 2])
        begins = maker.at + timedelta(hours=hours)
        subject = maker.one(maker.world["people"])["key"]
        here = {"user": users[1], "institution": institution, "subject": subject}
        interval = {"from": begins.isoformat(), "to": (begins + timedelta(hours=12)).isoformat()}
        maker.add("emergencies", **here, reason="Zagrożenie życia dziecka", **interval)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--at", type=datetime.fromisoformat, default=AT, help="instant with offset (%(default)s)")
    options = parser.parse_args()
    json.dump(make_world(options.people, options.seed, options.at), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
