"""Whether people are told names of workers: the officer decides, from a day, and “Who got my data” obeys."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.audit.models import Entry
from kooperacja.consents.actions import Item
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import NamingDecision, RegisterEntry
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.people.models import Person
from tests.cast import Town
from tests.consents.conftest import Give
from tests.disclosures.conftest import entry_of
from tests.disclosures.test_told import text

MONDAY, THURSDAY = date(2026, 11, 2), date(2026, 11, 5)
WHY = "Osoba ma prawo wiedzieć, art. 15 RODO."


def decided(cast: Town, since: date = MONDAY, *, is_named: bool = True, reason: str = WHY) -> NamingDecision:
    return actions.decide_names(actor=cast.filip.actor, is_named=is_named, since=since, reason=reason)


def test_workers_are_named_from_the_day_of_the_decision_until_that_of_the_next_one(
    cast: Town,
    family: dict[str, Person],
    give: Give,
    hand_over: Callable[..., list[RegisterEntry]],
    as_worker: Any,
    at_monday: Any,
) -> None:
    school, marta = cast.at("school").pk, family["Marta"]
    give(items=[Item(school, "identity")])
    hand_over((marta.anchor_id, "identity", school))
    where, line = f"/osoby/{marta.ref}/kto-dostal/", "Kto przekazał: Anna Lis."
    anna = as_worker(cast.anna)
    decided(cast, THURSDAY)
    assert line not in text(anna.get(where))
    at_monday.shift(timedelta(days=3))
    anna = as_worker(cast.anna)
    assert line in text(anna.get(where))
    decided(cast, THURSDAY, is_named=False)
    assert line not in text(anna.get(where))


def test_the_second_person_is_named_too_and_another_institution_decides_for_itself(
    cast: Town, family: dict[str, Person], health: Any, hand_over: Any, as_worker: Any
) -> None:
    marta, clinic = family["Marta"], cast.at("ppp")
    [entry] = hand_over(health, confirmed={clinic.pk: clinic.name})
    actions.approve(actor=cast.halina.actor, entry=entry_of(cast.halina, entry))
    where, halina = f"/osoby/{marta.ref}/kto-dostal/", cast.halina.user.full_name
    told = f"Kto przekazał: Anna Lis. Kto zatwierdził: {halina}."
    NamingDecision.objects.create(institution=clinic, is_named=True, since=MONDAY, reason=WHY, author=cast.ida.user)
    assert told not in text(as_worker(cast.anna).get(where))
    decided(cast)
    assert told in text(as_worker(cast.anna).get(where))


def test_the_officer_alone_decides_with_a_reason_and_never_for_the_past(cast: Town, at_monday: Any) -> None:
    with pytest.raises(NotAllowed):
        actions.decide_names(actor=cast.halina.actor, is_named=True, since=MONDAY, reason=WHY)
    for wrong in ({"since": date(2026, 11, 1)}, {"reason": "  "}):
        with pytest.raises(RuleBroken):
            decided(cast, **wrong)  # type: ignore[arg-type]
    assert not NamingDecision.objects.exists()
    row = decided(cast)
    entry = Entry.objects.get(action="naming.decide")
    assert (entry.about_kind, entry.about_id, entry.user_id) == ("namingdecision", row.pk, cast.filip.user.pk)


def test_the_page_keeps_the_history_and_offers_the_form_to_the_officer(
    cast: Town, as_worker: Any, at_monday: Any
) -> None:
    filip = as_worker(cast.filip)
    typed = {"is_named": "no", "since": "02.11.2026", "reason": WHY}
    assert filip.post("/udostepnienia/nazwiska/nowa/", typed).status_code == 303
    decided(cast, THURSDAY)
    anna = text(as_worker(cast.anna).get("/udostepnienia/nazwiska/"))
    assert "Nowa decyzja" not in anna
    assert anna.index("nazwiska pracowników się podaje") < anna.index("nazwisk pracowników się nie podaje")
    assert as_worker(cast.anna).get("/udostepnienia/nazwiska/nowa/").status_code == 403
    assert filip.post("/udostepnienia/nazwiska/nowa/", {**typed, "reason": ""}).status_code == 422
