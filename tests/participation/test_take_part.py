"""Nobody's agreement is assumed: a diagnosis begins when each adult answered and somebody agreed."""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.actions import assess_case, inform_case, qualify_case
from kooperacja.cases.models import Case
from kooperacja.consents.actions import give_notice
from kooperacja.foundation.errors import NotAllowed, NotFound, RuleBroken
from kooperacja.participation.actions import Said, record_answers
from kooperacja.participation.models import Participation
from kooperacja.participation.queries import participation_page
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town
from tests.consents.conftest import approved

TODAY = MONDAY.date()
Family = dict[str, Person]


def informed(cast: Town, case: Case, family: Family) -> None:
    """As far as the talk, which comes after the notice."""
    actor = cast.anna.actor
    qualify_case(actor=actor, case=case)
    text = approved(cast, "notice")
    people = list(family.values())
    give_notice(actor=actor, case=case, people=people, wording=text.pk, way="read", given_on=TODAY)
    inform_case(actor=actor, case=case, talked_on=TODAY)


def answer(cast: Town, case: Case, person: Person, said: str, day: date = TODAY) -> None:
    record_answers(actor=cast.anna.actor, case=case, said=[Said(person, said)], said_on=day, medium="paper")


def test_the_talk_is_written_down_after_the_notice(cast: Town, case: Case, family: Family) -> None:
    qualify_case(actor=cast.anna.actor, case=case)
    with pytest.raises(NotAllowed) as refusal:
        inform_case(actor=cast.anna.actor, case=case, talked_on=TODAY)
    assert refusal.value.code == "notice.none"


def test_a_diagnosis_waits_for_the_answer_of_each_adult(cast: Town, case: Case, family: Family) -> None:
    informed(cast, case, family)
    for said, code in ((None, "participation.unasked"), ("Marta", "participation.unasked")):
        if said:
            answer(cast, case, family[said], "yes")
        with pytest.raises(NotAllowed) as refusal:
            assess_case(actor=cast.anna.actor, case=case)
        assert refusal.value.code == code
    answer(cast, case, family["Adam"], "no")
    assess_case(actor=cast.anna.actor, case=case)
    assert case.state == "assessment"


def test_a_family_of_which_nobody_agrees_takes_no_part(cast: Town, case: Case, family: Family) -> None:
    informed(cast, case, family)
    answer(cast, case, family["Adam"], "no")
    answer(cast, case, family["Marta"], "yes")
    answer(cast, case, family["Marta"], "no")
    with pytest.raises(NotAllowed) as refusal:
        assess_case(actor=cast.anna.actor, case=case)
    assert refusal.value.code == "participation.refused"
    with snapshot():
        page = participation_page(cast.anna.actor, case.ref, Purpose.JOINT_HELP)
    marta = next(one for one in page.adults if one.name.startswith("Marta"))
    assert [row.answer for row in marta.answers] == ["no", "yes"]
    assert not page.takes_part


def test_children_are_not_asked_and_strangers_are_missing(cast: Town, case: Case, family: Family) -> None:
    with pytest.raises(RuleBroken) as refusal:
        answer(cast, case, family["Ola"], "yes")
    assert refusal.value.code == "participation.minor"
    family["Adam"].anchor_id = family["Adam"].pk + 1_000_000
    with pytest.raises(NotFound):
        answer(cast, case, family["Adam"], "yes")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"said": []}, "participation.nobody"),
        ({"medium": "dream"}, "participation.medium"),
        ({"said_on": date(2026, 11, 3)}, "case.day_impossible"),
    ],
)
def test_what_is_typed_wrongly_is_refused_and_nothing_is_half_done(
    cast: Town, case: Case, family: Family, change: dict[str, Any], code: str
) -> None:
    usual: dict[str, Any] = {"said": [Said(family["Marta"], "yes")], "said_on": TODAY, "medium": "paper"}
    with pytest.raises(RuleBroken) as refusal:
        record_answers(actor=cast.anna.actor, case=case, **{**usual, **change})
    assert refusal.value.code == code
    with snapshot():
        assert not participation_page(cast.anna.actor, case.ref, Purpose.JOINT_HELP).adults[0].answers


def test_by_form_nothing_is_marked_beforehand(cast: Town, case: Case, family: Family, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    address = f"/rodziny/{case.ref}/udzial/"
    assert "Nie zapytano" in browser.get(address).content.decode()
    form = browser.get(f"{address}odpowiedzi/").content.decode()
    assert "Marta Malinowska" in form
    assert "Ola Malinowska" not in form
    empty = browser.post(f"{address}odpowiedzi/", {"said_on": "02.11.2026", "medium": "paper"})
    assert empty.status_code == 422
    typed = {"said_on": "02.11.2026", "medium": "spoken", family["Marta"].ref: "yes"}
    assert browser.post(f"{address}odpowiedzi/", typed).status_code == 303
    assert "zgadza się na udział" in browser.get(address).content.decode()
    assert as_worker(cast.piotr).get(address).status_code == 404


def test_an_answer_holds_no_name(cast: Town, case: Case, family: Family) -> None:
    rows = record_answers(
        actor=cast.anna.actor, case=case, said=[Said(family["Marta"], "yes")], said_on=TODAY, medium="paper"
    )
    assert [(row.level, row.category) for row in rows] == [(1, "coordination")]
    assert isinstance(rows[0], Participation)
