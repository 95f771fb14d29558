"""Ten areas are rated with the family, each saved on its own; then the diagnosis is finished."""

from datetime import timedelta
from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.models import Authorisation
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.audit.models import Entry
from kooperacja.cases.actions import plan_case
from kooperacja.cases.models import Case
from kooperacja.diagnosis import actions
from kooperacja.diagnosis.kinds import ALL_RATED
from kooperacja.diagnosis.models import AreaRating, Diagnosis
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import NotFound
from tests.cast import Town
from tests.diagnosis.conftest import HELP, held, of, rate_all, rating
from tests.tasks.conftest import refused


def test_a_family_that_has_not_agreed_is_not_diagnosed_and_one_round_is_made_at_a_time(
    cast: Town, led: Case, made: Diagnosis
) -> None:
    anna = cast.anna.actor
    assert (made.number, made.form, made.form_number) == (1, "standard", 1)
    assert made.ready_by == today() + timedelta(days=30)
    refused("diagnosis.one_draft", lambda: actions.begin_diagnosis(actor=anna, case=led))
    actions.abandon(actor=anna, diagnosis=made)
    assert actions.begin_diagnosis(actor=anna, case=led).number == 2
    with permit():
        Case._base_manager.filter(pk=led.pk).update(state="intake")
        led.refresh_from_db()
    assert "zgodziła" in str(refused("diagnosis.not_agreed", lambda: actions.begin_diagnosis(actor=anna, case=led)))


def test_a_rating_has_a_step_of_the_scale_a_source_and_a_day_that_has_come(cast: Town, made: Diagnosis) -> None:
    keys: dict[str, Any] = {"actor": cast.anna.actor, "diagnosis": made}
    for score in (7, 0, 2.5, "3"):
        refusal = refused("diagnosis.scale", lambda: actions.rate_area(**keys, area="housing", rating=rating(score)))  # noqa: B023
    assert "od 1 do 5" in str(refusal)
    wrong = {
        "diagnosis.source": {"source": "gossip"},
        "case.day_impossible": {"known_on": today() + timedelta(days=1)},
        "text.too_long": {"words": "a" * 4001},
    }
    for code, told in wrong.items():
        refused(code, lambda: actions.rate_area(**keys, area="housing", rating=rating(**told)))  # noqa: B023
    refused("diagnosis.area", lambda: actions.rate_area(**keys, area="garden", rating=rating()))
    with permit():
        assert (AreaRating._base_manager.count(), Diagnosis._base_manager.get().rated) == (0, 0)
    row = actions.rate_area(**keys, area="housing", rating=rating(2))
    assert (row.category, row.level, row.words) == ("housing", 2, "Chcemy mieć ciepło.")
    actions.rate_area(**keys, area="housing", rating=rating(3), version=1)
    refused("version.stale", lambda: actions.rate_area(**keys, area="housing", rating=rating(4), version=1))
    assert Entry.objects.filter(action="diagnosis.rate").count() == 2


def test_who_may_not_process_data_about_an_area_neither_reads_nor_rates_it_and_still_finishes(
    cast: Town, assessed: Case, made: Diagnosis
) -> None:
    rate_all(cast.anna, made)
    Authorisation.objects.filter(user=cast.ewa.user, category="addiction").update(valid_to=now())
    with snapshot():
        seen = visible(AreaRating, cast.ewa.actor, HELP).filter(diagnosis_id=made.pk).all("pk")
    assert {row.area for row in seen}.isdisjoint({"addiction"})
    assert len(seen) == 9
    keys: dict[str, Any] = {"actor": cast.ewa.actor, "diagnosis": of(cast.ewa, made), "rating": rating()}
    refused("diagnosis.not_authorised", lambda: actions.rate_area(**keys, area="addiction"))
    actions.finish(actor=cast.ewa.actor, diagnosis=of(cast.ewa, made), without_workshops="declined")
    assert of(cast.anna, made).state == "finished"


def test_a_diagnosis_is_finished_whole_after_two_workshops_or_with_a_reason(
    cast: Town, assessed: Case, made: Diagnosis
) -> None:
    anna = cast.anna.actor
    refusal = refused("diagnosis.not_whole", lambda: actions.finish(actor=anna, diagnosis=made))
    assert "Mieszkanie, Dochód" in str(refusal)
    row = rate_all(cast.anna, made, but="health")
    assert "Zdrowie" in str(refused("diagnosis.not_whole", lambda: actions.finish(actor=anna, diagnosis=row)))
    actions.rate_area(actor=anna, diagnosis=row, area="health", rating=rating())
    held(cast.anna, assessed)
    refused("diagnosis.workshops", lambda: actions.finish(actor=anna, diagnosis=row))
    refused("diagnosis.why", lambda: actions.finish(actor=anna, diagnosis=row, without_workshops="because"))
    refused("diagnosis.none_finished", lambda: plan_case(actor=anna, case=assessed))
    held(cast.anna, assessed)
    actions.finish(actor=anna, diagnosis=row, without_workshops="declined")
    assert (row.state, row.rated, row.without_workshops, row.finished_on) == ("finished", ALL_RATED, "", today())
    refused("diagnosis.not_open", lambda: actions.rate_area(actor=anna, diagnosis=row, area="work", rating=rating()))
    plan_case(actor=anna, case=assessed)
    assert actions.begin_diagnosis(actor=anna, case=assessed).number == 2


def test_a_workshop_is_held_with_the_family_and_with_institutions_of_the_agreement(cast: Town, assessed: Case) -> None:
    anna, school = cast.anna.actor, cast.at("school").pk
    refused("workshop.day", lambda: actions.plan_workshop(actor=anna, case=assessed, day=today() + timedelta(days=400)))
    row = actions.plan_workshop(actor=anna, case=assessed, day=today())
    keys: dict[str, Any] = {"actor": anna, "workshop": row}
    refused("workshop.nobody", lambda: actions.hold(**keys, held_on=today(), from_family=0))
    tomorrow = today() + timedelta(days=1)
    refused("case.day_impossible", lambda: actions.hold(**keys, held_on=tomorrow, from_family=2))
    outside = [cast.at("mostek").pk]
    refused("workshop.institution", lambda: actions.hold(**keys, held_on=today(), from_family=2, institutions=outside))
    actions.hold(**keys, held_on=today(), from_family=2, institutions=[school])
    assert (row.state, row.attended) == ("held", sorted([anna.institution_id, school]))
    refused("state.changed", lambda: actions.cancel(**keys, reason_code="family"))
    other = actions.plan_workshop(actor=anna, case=assessed, day=today())
    refused("workshop.reason", lambda: actions.cancel(actor=anna, workshop=other, reason_code="rain"))
    actions.cancel(actor=anna, workshop=other, reason_code="family")
    assert other.state == "cancelled"


def test_another_institution_finds_nothing_to_rate(cast: Town, made: Diagnosis) -> None:
    with pytest.raises(NotFound):
        of(cast.jan, made)
