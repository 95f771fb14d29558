"""Invented families: plausible names with their Polish plurals, ages, schools and work (`names.toml`)."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from stdnum.pl import pesel

from kooperacja.agreements.labels import Category
from kooperacja.config.demo.county import COMMUNES, PLACES
from kooperacja.config.demo.people import Member
from kooperacja.people.kinds import Kinship

PLURALS = {"dzki": ("dzka", "dzcy"), "cki": ("cka", "ccy"), "ski": ("ska", "scy")}
WOMANLY = frozenset({Kinship.MOTHER, Kinship.DAUGHTER, Kinship.GRANDMOTHER})
MANLY = frozenset({Kinship.FATHER, Kinship.SON, Kinship.GRANDFATHER})
CHILDREN = frozenset({Kinship.DAUGHTER, Kinship.SON, Kinship.RELATIVE})
ADULT, WORKING_AGE, OLD = 18, 62, 68
NURSERY, SCHOOL, SECONDARY = 3, 7, 15
SEPTEMBER = 9
# From this year of birth on the month of a PESEL number is written with 20 more.
NEXT_CENTURY = 2000


@cache
def names() -> dict[str, Any]:
    with (Path(__file__).parent / "names.toml").open("rb") as file:
        return tomllib.load(file)


def chance(dice: Random, percent: int) -> bool:
    return dice.randrange(100) < percent


@dataclass(frozen=True)
class Family:
    """A household: the surname by which it is known, its commune and village, who lives in it."""

    name: str
    commune: str
    village: str
    members: tuple[Member, ...]

    @property
    def guardians(self) -> str:
        """'Marta i Adam Malinowscy', 'Anna Nowak': those who answer for the children."""
        heads = [one for one in self.members if one.kinship not in CHILDREN][:2]
        if len(heads) == 1:
            return f"{heads[0].first_name} {heads[0].last_name}"
        return f"{heads[0].first_name} i {heads[1].first_name} {self.name}"


def is_man(member: Member) -> bool:
    if member.kinship in WOMANLY | MANLY:
        return member.kinship in MANLY
    return not member.first_name.endswith("a")


def pesel_of(member: Member) -> str:
    """Valid and invented: serial numbers from 9900 on are those that a register would give last. One in
    six is not known, as in real files.
    """
    born, letters = member.born_on, sum(map(ord, member.first_name))
    if letters % 6 == 0:
        return ""
    month = born.month + (20 if born.year >= NEXT_CENTURY else 0)
    sex = 2 * (letters % 5) + is_man(member)
    digits = f"{born.year % 100:02}{month:02}{born.day:02}99{letters % 10}{sex}"
    return digits + pesel.calc_check_digit(digits)


def age_on(member: Member, day: date) -> int:
    born = member.born_on
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def surnames() -> list[tuple[str, str, str]]:
    """Man, woman, plural."""
    return [_declined(name) for name in names()["adjectives"]] + [tuple(row) for row in names()["nouns"]]


def _declined(man: str) -> tuple[str, str, str]:
    ending = next(ending for ending in PLURALS if man.endswith(ending))
    woman, plural = PLURALS[ending]
    stem = man.removesuffix(ending)
    return man, stem + woman, stem + plural


def invented(dice: Random, day: date, communes: list[str]) -> list[Family]:
    """One family for each of these communes; no two of them have the same surname."""
    chosen = dice.sample(surnames(), len(communes))
    return [_family(dice, day, name, commune) for name, commune in zip(chosen, communes, strict=True)]


def _family(dice: Random, day: date, surname: tuple[str, str, str], commune: str) -> Family:
    make = dice.choices((_couple, _mother, _father, _grandmother, _lonely, _grown), (42, 24, 5, 6, 15, 8))[0]
    members = tuple(make(_Maker(dice, day, surname, commune)))
    alone = len(members) == 1
    return Family(
        members[0].last_name if alone else surname[2], commune, dice.choice(COMMUNES[commune].villages), members
    )


class _Maker:
    """Makes members of one family, never two with the same first name."""

    def __init__(self, dice: Random, day: date, surname: tuple[str, str, str], commune: str) -> None:
        self.dice, self.day, self.surname, self.commune = dice, day, surname, commune
        self.taken: set[str] = set()

    def member(self, kinship: Kinship, age: int, *, man: bool, among: str) -> Member:
        first = self.dice.choice([name for name in names()[among] if name not in self.taken])
        self.taken.add(first)
        born_on = date(self.day.year - age, 1, 1) - timedelta(days=self.dice.randrange(365))
        work, kind = self._work(born_on, man=man)
        return Member(first, self.surname[0 if man else 1], born_on, kinship, work, kind)

    def children(self, number: int, oldest: int) -> list[Member]:
        ages = sorted(self.dice.sample(range(1, max(oldest, number + 1) + 1), number), reverse=True)
        return [self.child(age) for age in ages]

    def child(self, age: int) -> Member:
        man = chance(self.dice, 50)
        kinship = Kinship.SON if man else Kinship.DAUGHTER
        return self.member(kinship, age, man=man, among="boys" if man else "girls")

    def _work(self, born_on: date, *, man: bool) -> tuple[str, str]:
        age = self.day.year - born_on.year
        if age < ADULT:
            school = school_of(self.commune, born_on, self.day)
            return school, Category.EDUCATION if school else ""
        if age >= WORKING_AGE:
            return self.dice.choice(names()["pensions"]), Category.EMPLOYMENT
        if chance(self.dice, 40):
            since = self.day - timedelta(days=self.dice.randrange(60, 700))
            return f"bez pracy od {since:%m.%Y}", Category.EMPLOYMENT
        jobs = names()["men_jobs" if man else "women_jobs"] + names()["jobs"]
        return self.dice.choice(jobs), Category.EMPLOYMENT


def school_of(commune: str, born_on: date, day: date) -> str:
    """'SP Wierzbowo, klasa 6'. A school year begins in September, the first class in the year in
    which a child is seven.
    """
    age = day.year - (day.month < SEPTEMBER) - born_on.year
    if age < NURSERY:
        return ""
    if age < SCHOOL:
        return PLACES[COMMUNES[commune].serves["nursery"]].short_name
    if age < SECONDARY:
        return f"{PLACES[COMMUNES[commune].serves['school']].short_name}, klasa {age - SCHOOL + 1}"
    return f"{PLACES['zs'].short_name}, klasa {age - SECONDARY + 1}"


def _couple(make: _Maker) -> list[Member]:
    age = make.dice.randrange(27, 46)
    parents = [
        make.member(Kinship.MOTHER, age, man=False, among="women"),
        make.member(Kinship.FATHER, age + make.dice.randrange(-2, 7), man=True, among="men"),
    ]
    return parents + make.children(make.dice.choice((1, 2, 2, 3, 3, 4)), min(age - 20, 16))


def _mother(make: _Maker) -> list[Member]:
    age = make.dice.randrange(23, 44)
    mother = make.member(Kinship.MOTHER, age, man=False, among="women")
    return [mother, *make.children(make.dice.choice((1, 1, 2, 2, 3)), min(max(age - 20, 4), 15))]


def _father(make: _Maker) -> list[Member]:
    age = make.dice.randrange(32, 48)
    return [make.member(Kinship.FATHER, age, man=True, among="men"), *make.children(make.dice.choice((1, 2)), 14)]


def _grandmother(make: _Maker) -> list[Member]:
    """She brings up her grandchildren."""
    old = make.member(Kinship.GRANDMOTHER, make.dice.randrange(58, 72), man=False, among="old_women")
    children = make.children(make.dice.choice((1, 2)), 15)
    return [old, *(replace(child, kinship=Kinship.RELATIVE) for child in children)]


def _lonely(make: _Maker) -> list[Member]:
    man = chance(make.dice, 40)
    return [make.member(Kinship.SINGLE, make.dice.randrange(OLD, 88), man=man, among="old_men" if man else "old_women")]


def _grown(make: _Maker) -> list[Member]:
    """Parents and a grown child who lives with them."""
    age = make.dice.randrange(50, 62)
    return [
        make.member(Kinship.MOTHER, age, man=False, among="women"),
        make.member(Kinship.FATHER, age + 3, man=True, among="men"),
        make.child(make.dice.randrange(19, 29)),
    ]
