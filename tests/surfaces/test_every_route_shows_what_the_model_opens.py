"""Every route, asked by every actor with every method, shows what the model opens to him: no more, no less.

I1, I2, I5, I19, I24: the words and ids in pages, JSON, spreadsheets, redirects, headers, cookies, messages,
logs, mails, notices and the trail, compared both ways; and a closed row is told as a missing one.
"""

from collections.abc import Callable
from typing import Any

import pytest

from kooperacja.foundation.routes import TABLE as ROUTES
from tests.surfaces.canaries import CODES, births, kinds_of_rows, protected, texts
from tests.surfaces.county import County
from tests.surfaces.plot import CAST, OTHERS
from tests.surfaces.rounds import SERVED, walk
from tests.surfaces.table import TABLE

ACTORS = [*CAST, *OTHERS, "anonymous"]
# Those who walk in a usual run on PostgreSQL too.
EVERYWHERE = {"key_worker", "partner"}


def test_every_route_has_an_entry_and_every_entry_a_route() -> None:
    """I24."""
    assert set(TABLE) == set(SERVED)
    assert set(ROUTES) <= set(TABLE)


def test_every_protected_table_has_rows_and_every_text_of_them_a_canary(county: County) -> None:
    """I24: a new kind of row, or a new text in one, is not watched until it is in the county."""
    from kooperacja.access.permit import permit

    with permit():
        found = {one: list(one._base_manager.all()) for one in protected()}
    for model, rows in found.items():
        kind = str(model._meta.model_name)
        assert rows, f"no {kind} in the county"
        for row in rows:
            for name in (*texts(model), *births(model)):
                value = getattr(row, name)
                cell = county.canaries.cells.get(str(value).casefold())
                assert cell == (kind, row.pk, name), f"{kind}.{name} holds no canary of its own"
    assert {kind for kind, _name in CODES} <= set(kinds_of_rows())


@pytest.mark.parametrize(
    "name", [name if name in EVERYWHERE else pytest.param(name, marks=pytest.mark.once) for name in ACTORS]
)
def test_every_route_shows_this_actor_what_the_model_opens(
    name: str, county: County, checker: Callable[[str], Any]
) -> None:
    mine = checker(name)
    walk(mine, county, whole=False)
    print(f"{name}: {dict(mine.counted)}")  # noqa: T201
    assert not mine.wrong, "\n" + "\n".join(mine.wrong)


@pytest.mark.full
@pytest.mark.parametrize("name", ACTORS)
def test_every_address_of_every_route_shows_this_actor_what_the_model_opens(
    name: str, county: County, checker: Callable[[str], Any]
) -> None:
    mine = checker(name)
    walk(mine, county, whole=True)
    print(f"{name}: {dict(mine.counted)}")  # noqa: T201
    assert not mine.wrong, "\n" + "\n".join(mine.wrong)
