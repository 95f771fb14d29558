"""`kooperacja world load`, for what it is there: a world from outside is decided as the model decides it.

The world is read twice, by the product into its tables and by `tests.kernel.loaded` into the model; it
holds facts that have ended, that hold, that begin at this very instant and later, and broken chains.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from kooperacja.access.door import visible
from kooperacja.access.explain import explain
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case, Note
from kooperacja.config.world.building import build
from kooperacja.config.world.reading import checked
from kooperacja.foundation.actor import Actor
from kooperacja.people.models import Household, Occupation, Person, Relation
from kooperacja.referrals.models import Answer, Letter, Side
from tests.kernel import model
from tests.kernel.loaded import Asked, Reading
from tools.make_world import AT, make_world

KINDS: dict[str, Any] = {
    kind._meta.model_name or "": kind
    for kind in (Household, Person, Relation, Occupation, Case, Note, Side, Letter, Answer)
}
EXAMPLE = Path(__file__).parents[2] / "docs" / "world.json"
PEOPLE, SEEDS, ASKED_OF_EACH = 40, (7, 11), 12


@dataclass
class Loaded:
    """A world in the database and in the model, and the actors that act in it."""

    document: Any
    ids: Any
    reading: Reading
    world: model.World
    rows: list[Asked]

    def actors(self) -> Iterator[tuple[Actor, model.Actor, str]]:
        """Each membership, in the product, in the model, and with its token."""
        for item in self.document["memberships"]:
            user, institution = (
                self.ids["users"][item["user"]]["id"],
                self.ids["institutions"][item["institution"]]["id"],
            )
            told = self.ids["memberships"][item["key"]]
            who = model.Actor(*self.reading.who(item), item["role"])
            yield Actor(user, told["id"], institution, item["role"], name=""), who, told.get("token", "")

    def number(self, asked: Asked) -> int:
        found: Any = self.ids[asked.collection][asked.key]
        for part in asked.place:
            found = found[part]
        return int(found)

    def opens(self, who: model.Actor, asked: Asked, purpose: str, action: str = "read") -> bool:
        return model.allowed(self.world, who, asked.row, purpose, self.reading.at, action)


def loaded(document: Any) -> Loaded:
    for item in document["memberships"]:
        item.setdefault("key", f"m-{item['user']}")
        item["token"] = "read"
    ids = build(checked(document))
    reading = Reading(document, AT)
    world = reading.world()
    return Loaded(document, ids, reading, world, list(reading.rows()))


@pytest.fixture(params=[SEEDS[0], *(pytest.param(seed, marks=pytest.mark.full) for seed in SEEDS[1:])])
def town(request: pytest.FixtureRequest, db: None) -> Iterator[Loaded]:
    with time_machine.travel(AT, tick=False):
        yield loaded(make_world(PEOPLE, request.param))


@pytest.mark.long
@pytest.mark.once
def test_every_worker_sees_and_may_change_exactly_what_the_model_says(town: Loaded) -> None:
    asked = opened = 0
    grounds: set[str] = set()
    for actor, who, _token in town.actors():
        for purpose in (Purpose.JOINT_HELP, Purpose.VIOLENCE):
            for action in ("read", "write"):
                shown = _shown(actor, purpose, action)
                expected = {(a.kind, town.number(a)) for a in town.rows if town.opens(who, a, purpose, action)}
                assert shown == expected, (actor, purpose, action)
                for one in town.rows:
                    if town.opens(who, one, purpose, action):
                        grounds |= model.grounds(town.world, who, one.row, purpose, town.reading.at, action)
                asked, opened = asked + len(town.rows), opened + len(expected)
    print(f"loaded world: {asked} questions, {opened} open by {sorted(grounds)}, differences 0")  # noqa: T201
    assert 0 < opened < asked
    assert grounds >= {"own", "shared", "statutory_file"}


def _shown(actor: Actor, purpose: Purpose, action: str) -> set[tuple[str, int]]:
    with snapshot():
        return {(kind, row.pk) for kind, table in KINDS.items() for row in visible(table, actor, purpose, action).all()}


@pytest.mark.parametrize("town", SEEDS[:1], indirect=True)
def test_an_explanation_holds_exactly_where_the_model_opens(town: Loaded) -> None:
    opened = set()
    for actor, who, _token in town.actors():
        for asked in Random(who.user).sample(town.rows, ASKED_OF_EACH):  # noqa: S311
            row = KINDS[asked.kind](pk=town.number(asked), **_label(town, asked))
            with snapshot():
                holds = any(report.holds for report in explain(actor, row, Purpose.JOINT_HELP))
            assert holds == town.opens(who, asked, Purpose.JOINT_HELP), (actor, asked)
            opened.add(holds)
    assert opened == {True, False}


def _label(town: Loaded, asked: Asked) -> dict[str, Any]:
    """The label as the database holds it, by the numbers of the ids file."""
    ids, numbers = town.ids, {number: key for key, number in town.reading.numbers.items()}

    def anchor(number: int) -> int:
        key = numbers[number]
        if key.startswith("inbox of "):
            return int(ids["institutions"][key.removeprefix("inbox of ")]["inbox"])
        if key.startswith("person of "):
            return int(ids["referrals"][key.removeprefix("person of ")]["addressee"]["subject"])
        return int(next(ids[name][key]["anchor"] for name in ("people", "households", "dossiers") if key in ids[name]))

    row = asked.row
    return {
        "owner_id": ids["institutions"][numbers[row.owner]]["id"],
        "anchor_id": anchor(row.anchor),
        "subject_id": anchor(row.subject),
        "category": row.category,
        "level": row.level,
    }


@pytest.mark.long
@pytest.mark.parametrize("town", SEEDS[:1], indirect=True)
@pytest.mark.once
def test_the_programming_interface_explains_exactly_what_the_model_opens(town: Loaded) -> None:
    """Each program asks with the token of the ids file, as somebody outside would."""
    cache.clear()
    opened, live = set(), 0
    for actor, who, token in town.actors():
        membership = {"user": who.user, "institution": who.institution, "role": who.role}
        acts = town.world.users[who.user] and model.live(town.world.memberships, town.reading.at, **membership)
        for asked in Random(actor.user_id).sample(town.rows, 4 if acts else 1):  # noqa: S311
            answer = Client().get(
                f"/api/v1/explain?kind={asked.kind}&id={town.number(asked)}",
                headers={"Authorization": f"Bearer {token}"},
            )
            if not acts:
                assert answer.status_code == 401
                continue
            expected = town.opens(who, asked, Purpose.JOINT_HELP)
            assert answer.status_code == (200 if expected else 404), (actor, asked, answer.content)
            assert not expected or _is_told(town, who, asked, answer.json()["grounds"])
            opened.add(expected)
        live += bool(acts)
    assert opened == {True, False}
    assert live > 5


def _is_told(town: Loaded, who: model.Actor, asked: Asked, grounds: list[Any]) -> bool:
    """The names of the grounds are those of the model, which does not tell the ways of one apart."""
    told = {
        ground["name"].removesuffix("_team").removesuffix("_part").removesuffix("_supervision") for ground in grounds
    }
    return told == model.grounds(town.world, who, asked.row, Purpose.JOINT_HELP, town.reading.at)


def test_the_example_of_the_documentation_is_decided_as_by_the_model(db: None) -> None:
    """Also with a letter in a case, a period of suspension, a consent that ended and a veto."""
    with time_machine.travel(AT, tick=False):
        town = loaded(json.loads(EXAMPLE.read_text(encoding="utf-8")))
        for actor, who, _token in town.actors():
            expected = {(a.kind, town.number(a)) for a in town.rows if town.opens(who, a, Purpose.JOINT_HELP)}
            assert _shown(actor, Purpose.JOINT_HELP, "read") == expected, actor
        piotr = next(
            actor for actor, *_ in town.actors() if actor.institution_id == town.ids["institutions"]["sp"]["id"]
        )
        shown = _shown(piotr, Purpose.JOINT_HELP, "read")
        assert ("note", town.ids["notes"]["wizyta"]["id"]) in shown
        assert ("note", town.ids["notes"]["o-mamie"]["id"]) not in shown
