"""How many statements a page costs: at most twelve, and the same for three rows as for thirty."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from kooperacja.accounts.actions import issue_token
from tests.cast import Town, Worker
from tests.house import exceptions
from tests.house.conftest import Told
from tests.house.county import County, address
from tests.house.test_routes import ROUTES
from tests.statements import counted

MOST = 12
FEW, MANY = 3, 30
# Opening and closing of transactions is counted apart by the engines and is no look at a table.
FRAME = re.compile(r"(BEGIN|SAVEPOINT|RELEASE|COMMIT|ROLLBACK|SET)\b", re.IGNORECASE)
# Pages that only show; a form costs what its page costs.
PAGES = {
    one.name: route
    for one, route in ROUTES
    if route.needs_actor and (route.methods == ("GET",) or (one.is_for_programs and "GET" in route.methods))
}
# What an address asks beside its path.
ASKED = ("api:explain", "api:who_can_see")
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
    "teams:list",
    "teams:show",
    "api:cases",
    "api:case",
    "api:referrals",
    "api:referral",
    "api:person",
    "api:institutions",
    "api:agreements",
    "api:teams",
    "api:team",
}


def program_of(worker: Worker) -> Client:
    """Has a key and no session."""
    _token, secret = issue_token(actor=worker.actor, name="Program", scope="read")
    return Client(headers={"Authorization": f"Bearer {secret}"})


def statements(browser: Client, url: str) -> tuple[int, int]:
    """The status of the answer, and how many statements it took."""
    with counted() as captured:
        status = browser.get(url).status_code
    return status, sum(not FRAME.match(one.lstrip()) for one in captured)


@pytest.mark.long
@pytest.mark.once
@pytest.mark.surface
def test_a_page_takes_few_statements_whatever_the_number_of_rows(
    cast: Town, at_monday: Any, as_worker: Callable[[Worker], Client], told: Told
) -> None:
    county = County(cast)
    readers = {name: (as_worker(cast.workers[name]), program_of(cast.workers[name])) for name in ("halina", "anna")}
    addresses = {name: address(route, county.parameters()) for name, route in PAGES.items()}
    addresses |= {name: f"{addresses[name]}?kind=case&id={county.case.pk}" for name in ASKED}
    # The first look receives the letter and marks its news as seen; the first use of a key is noted.
    for browser, program in readers.values():
        browser.get(addresses["referrals:show"])
        program.get("/api/v1/me")
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


def _measured(readers: dict[str, tuple[Client, Client]], addresses: dict[str, str]) -> dict[tuple[str, str], int]:
    """Pages of the core for both readers, the others for the first who may open them."""
    found: dict[tuple[str, str], int] = {}
    for name, url in addresses.items():
        for reader, (browser, program) in readers.items():
            if name not in CORE and any(page == name for page, _ in found):
                continue
            status, number = statements(program if name.startswith("api:") else browser, url)
            if status == HTTPStatus.OK:
                found[name, reader] = number
    return found
