"""How many statements a page costs: at most twelve, and the same for three rows as for thirty."""

import re
from collections.abc import Callable
from copy import copy
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kooperacja.access.permit import permit
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category
from kooperacja.cases import actions as cases
from kooperacja.cases.models import Case, Note
from kooperacja.directory.kinds import Role
from kooperacja.foundation.refs import new_ref
from kooperacja.foundation.routes import Route
from kooperacja.people.models import Person, Relation
from kooperacja.referrals.models import Letter, Side
from tests.cast import MONDAY, Town, Worker, enrol
from tests.house import exceptions
from tests.house.conftest import Told
from tests.house.test_routes import ROUTES
from tests.referrals import story

MOST = 12
FEW, MANY = 3, 30
# Opening and closing of transactions is counted apart by the engines and is no look at a table.
FRAME = re.compile(r"(BEGIN|SAVEPOINT|RELEASE|COMMIT|ROLLBACK|SET)\b", re.IGNORECASE)
PARAMETER = re.compile(r"<[a-z_]+:([a-z_]+)>")
# Pages that only show; a form costs what its page costs.
PAGES = {one.name: route for one, route in ROUTES if route.needs_actor and route.methods == ("GET",)}
# They must answer 200 for both workers, or nothing was measured.
CORE = {
    "desk:home",
    "desk:inbox",
    "desk:case_file",
    "desk:case_journal",
    "desk:why",
    "desk:who_sees",
    "referrals:list",
    "referrals:list_xlsx",
    "referrals:show",
    "cases:list",
    "cases:list_xlsx",
    "people:show",
    "directory:list",
    "directory:show",
    "agreements:list",
    "agreements:show",
}


class County:
    """Anna's families, the school's letters, institutions, agreements and workers. What is first is done by the
    real actions; the rest are copies of it, because a page costs the same whatever the words in its rows.
    """

    def __init__(self, cast: Town) -> None:
        self.cast = cast
        self.case = self._family()
        self.side = story.sent(cast)
        self.copies = 0

    def _family(self) -> Case:
        anna, when = self.cast.anna, MONDAY.date()
        case = cases.open_case(actor=anna.actor, family_name="Lipa", learned_on=when, key_worker_id=anna.user.pk)
        cases.add_member(actor=anna.actor, case=case, first_name="Ola", kinship="daughter")
        words = {"kind": "visit", "happened_on": when, "category": Category.FAMILY, "text": "Rozmowa w domu."}
        cases.write_note(actor=anna.actor, case=case, **words)
        return case

    def grow(self, *, real: int, copies: int) -> None:
        """More files of their own, and more rows in those that are there."""
        for _ in range(real):
            self._family()
            story.sent(self.cast)
        with permit():
            for _ in range(copies):
                self.copies += 1
                self._copy_referral()
                self._copy_case()
                self._copy_public_rows()

    def _copy_referral(self) -> None:
        first = self.side.referral
        referral = copied(first, ref=new_ref(), number=f"SP.W.9{self.copies:03}.2026")
        for side in Side._base_manager.filter(referral=first):
            other = copied(side, referral=referral)
            for letter in Letter._base_manager.filter(side=side):
                copied(letter, side=other)

    def _copy_case(self) -> None:
        copied(self.case, ref=new_ref(), number=f"GOPS.9{self.copies:03}.2026")
        copied(Note._base_manager.filter(case=self.case).first(), ref=new_ref())
        relation = Relation._base_manager.filter(anchor_id=self.case.subject_id).first()
        person = copied(Person._base_manager.get(pk=relation.person_id), ref=new_ref())
        copied(relation, person=person)

    def _copy_public_rows(self) -> None:
        place = copied(self.cast.at("mostek"), key=None, name=f"Fundacja {self.copies}")
        agreement = self.cast.agreement
        copied(agreement.parties.first(), institution=place)
        copied(agreement.clauses.first())
        other = copied(agreement, ref=new_ref())
        copied(agreement.parties.first(), agreement=other)
        user = User.objects.create(email=f"{self.copies}@gops.example", full_name=f"Osoba {self.copies}")
        enrol(user, self.cast.at("gops"), Role.TEAM_MEMBER, title="asystent rodziny")

    def parameters(self) -> dict[str, Any]:
        """What stands for each parameter of an address, by the path up to it."""
        with permit():
            relation = Relation._base_manager.select_related("household", "person").earliest("pk")
        return {
            "rodziny/<ref>": self.case.ref,
            "rodziny/gospodarstwo/<ref>": relation.household.ref,
            "osoby/<ref>": relation.person.ref,
            "skierowania/<ref>": self.side.referral.ref,
            "porozumienia/<ref>": self.cast.agreement.ref,
            "instytucje/<pk>": self.cast.at("gops").pk,
            "pracownicy/<pk>": self.cast.anna.membership.pk,
            "dlaczego/<kind>": "case",
            "dlaczego/<kind>/<pk>": self.case.pk,
            "kto-widzi/<kind>": "case",
            "kto-widzi/<kind>/<pk>": self.case.pk,
        }


def copied(row: Any, **changes: Any) -> Any:
    other = copy(row)
    other._state = copy(row._state)
    other._state.adding, other._state.fields_cache, other.pk = True, dict(row._state.fields_cache), None
    for name, value in changes.items():
        setattr(other, name, value)
    other.save(force_insert=True)
    return other


def address(route: Route, parameters: dict[str, Any]) -> str:
    """The path with its parameters filled in; one that nobody has named stays and fails."""
    path = route.path
    while found := PARAMETER.search(path):
        key = PARAMETER.sub(r"<\1>", route.path)
        key = key[: key.index(f"<{found[1]}>") + len(found[1]) + 2]
        assert key in parameters, f"say in parameters() which row shows {route.path}: {key}"
        path = path[: found.start()] + str(parameters[key]) + path[found.end() :]
    return f"/{path}"


def statements(browser: Client, url: str) -> tuple[int, int]:
    """The status of the answer, and how many statements it took."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        status = browser.get(url).status_code
    return status, sum(not FRAME.match(one["sql"].lstrip()) for one in captured.captured_queries)


def test_a_page_takes_few_statements_whatever_the_number_of_rows(
    cast: Town, at_monday: Any, as_worker: Callable[[Worker], Client], told: Told
) -> None:
    county = County(cast)
    readers = {"halina": as_worker(cast.halina), "anna": as_worker(cast.anna)}
    addresses = {name: address(route, county.parameters()) for name, route in PAGES.items()}
    # The first look receives the letter and marks its news as seen.
    for browser in readers.values():
        browser.get(addresses["referrals:show"])
    county.grow(real=0, copies=FEW - 1)
    few = _measured(readers, addresses)
    county.grow(real=2, copies=MANY - FEW - 2)
    many = _measured(readers, addresses)
    told(f"statements for {FEW} and for {MANY} rows", {" ".join(key): f"{few[key]} {many[key]}" for key in sorted(few)})
    expected = {(name, reader) for name in CORE for reader in readers}
    assert expected - few.keys() == set(), "these pages did not answer 200"
    allowed = {key: int(exceptions.STATEMENTS.get(key[0], f"{MOST}:").split(":")[0]) for key in few}
    wrong = [
        f"{' '.join(key)}: {few[key]} statements for {FEW} rows, {many[key]} for {MANY}, at most {allowed[key]}"
        for key in sorted(few)
        if few[key] > allowed[key] or few[key] != many[key]
    ]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _measured(readers: dict[str, Client], addresses: dict[str, str]) -> dict[tuple[str, str], int]:
    """Pages of the core for both readers, the others for the first who may open them."""
    found: dict[tuple[str, str], int] = {}
    for name, url in addresses.items():
        for reader, browser in readers.items():
            if name not in CORE and any(page == name for page, _ in found):
                continue
            status, number = statements(browser, url)
            if status == HTTPStatus.OK:
                found[name, reader] = number
    return found
