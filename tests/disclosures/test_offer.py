"""The matrix: each reason why data may go to an institution, and each why they may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kooperacja.access import actions as facts
from kooperacja.access.models import Appointment, Authorisation, Veto
from kooperacja.agreements.actions import rederive
from kooperacja.agreements.models import AgreementForce
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item, withdraw
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.people.models import Person
from kooperacja.sharing import actions as sharing
from tests.cast import MONDAY, Town
from tests.consents.conftest import Give, items_of
from tests.disclosures.conftest import Matrix, cell_of, knows

People = dict[str, Person]


def status(page: Any, subject_id: int, category: str, recipient_id: int) -> str:
    return cell_of(page, subject_id, category, recipient_id).status


def test_a_consent_under_an_agreement_offers_a_window(cast: Town, family: People, give: Give, matrix: Matrix) -> None:
    give(items=[Item(cast.at("school").pk, "employment")])
    cell = cell_of(matrix(), family["Marta"].anchor_id, "employment", cast.at("school").pk)
    assert (cell.status, cell.has_window, cell.is_open) == ("window", True, True)
    assert (cell.source, cell.item) == ("Zgoda z 02.11.2026, punkt 1", 1)
    assert cell.agreement_ref == "pzkwrzbw2026"
    assert cell.paragraph


def test_one_consent_opens_nothing_of_another_person_recipient_or_category(
    cast: Town, family: People, give: Give, matrix: Matrix
) -> None:
    give(items=[Item(cast.at("school").pk, "employment")])
    page = matrix()
    marta, adam, school = family["Marta"].anchor_id, family["Adam"].anchor_id, cast.at("school").pk
    assert status(page, marta, "employment", cast.at("pup").pk) == "none"
    assert status(page, marta, "identity", school) == "none"
    assert status(page, adam, "employment", school) == "none"


def test_a_consent_without_an_agreement_offers_a_letter(cast: Town, family: People, give: Give, matrix: Matrix) -> None:
    give(items=[Item(cast.at("school").pk, "identity")])
    assert cast.agreement
    AgreementForce.objects.update(valid_to=now())
    rederive(cast.agreement.pk)
    page = matrix()
    marta, school = family["Marta"].anchor_id, cast.at("school").pk
    cell = cell_of(page, marta, "identity", school)
    assert (cell.status, cell.has_window, cell.is_open) == ("letter", False, True)
    ola = cell_of(page, family["Ola"].anchor_id, "identity", school)
    assert (ola.status, ola.is_open) == ("no_agreement", False)


def test_coordination_rests_on_the_clause_and_a_provision_on_the_law(
    cast: Town, case: Case, family: People, matrix: Matrix
) -> None:
    page = matrix()
    cell = cell_of(page, case.subject_id, "coordination", cast.at("pup").pk)
    assert (cell.status, cell.basis_id, cell.has_window) == ("provision", 0, True)
    assert cell.source.startswith("Porozumienie z 01.09.2026")
    by_law = cell_of(page, family["Ola"].anchor_id, "identity", cast.at("pcpr").pk)
    assert (by_law.status, by_law.source[:10]) == ("provision", "art. 100 u")
    assert status(page, family["Ola"].anchor_id, "identity", cast.at("school").pk) == "none"


def test_who_refused_is_not_passed_over_by_the_law(
    cast: Town, case: Case, family: People, give: Give, matrix: Matrix
) -> None:
    pcpr = cast.at("pcpr").pk
    paper = give(items=[Item(pcpr, "identity", is_given=False)])
    cell = cell_of(matrix(), family["Marta"].anchor_id, "identity", pcpr)
    assert (cell.status, cell.is_open, cell.day, cell.item) == ("refused", False, MONDAY.date(), 1)
    assert cell.paper == paper.ref


def test_what_was_taken_back_stays_blocked(
    cast: Town, case: Case, family: People, give: Give, matrix: Matrix, at_monday: Any
) -> None:
    pcpr = cast.at("pcpr").pk
    paper = give(items=[Item(pcpr, "identity")])
    at_monday.shift(timedelta(days=1))
    withdraw(actor=cast.anna.actor, case=case, consent=paper, items=items_of(paper))
    cell = cell_of(matrix(), family["Marta"].anchor_id, "identity", pcpr)
    assert (cell.status, cell.is_open) == ("withdrawn", False)
    assert cell.day == MONDAY.date() + timedelta(days=1)


def test_a_later_no_counts_although_the_older_paper_stands(
    cast: Town, family: People, give: Give, matrix: Matrix, at_monday: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    assert status(matrix(), marta, "identity", school) == "window"
    at_monday.shift(timedelta(hours=1))
    give(items=[Item(school, "identity", is_given=False)])
    assert status(matrix(), marta, "identity", school) == "refused"
    at_monday.shift(timedelta(hours=1))
    give(items=[Item(school, "identity")])
    assert status(matrix(), marta, "identity", school) == "window"


def test_a_window_that_is_open_is_not_opened_twice(
    cast: Town, case: Case, family: People, give: Give, matrix: Matrix
) -> None:
    basis = items_of(give(items=[Item(cast.at("school").pk, "identity")]))[0].basis
    assert basis is not None
    marta = family["Marta"].anchor_id
    window = sharing.open_window(actor=cast.anna.actor, case=case, place_id=marta, basis=basis)
    assert status(matrix(), marta, "identity", cast.at("school").pk) == "shown"
    sharing.close_window(actor=cast.anna.actor, case=case, window=window)
    assert status(matrix(), marta, "identity", cast.at("school").pk) == "window"


@pytest.mark.parametrize("place", ["person", "household", "dossier"])
def test_a_lock_towards_one_institution_blocks_that_one_alone(
    cast: Town, case: Case, family: People, give: Give, matrix: Matrix, place: str
) -> None:
    school, pcpr, marta = cast.at("school").pk, cast.at("pcpr").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity"), Item(pcpr, "identity")])
    anchor = {"person": marta, "household": case.subject_id, "dossier": case.anchor_id}[place]
    facts.hide_from(cast.anna.actor, anchor_id=anchor, user_id=0, institution_id=school)
    page = matrix()
    assert status(page, marta, "identity", school) == "vetoed"
    assert status(page, marta, "identity", pcpr) == "window"
    Veto.objects.update(valid_to=now())
    assert status(matrix(), marta, "identity", school) == "window"


def test_a_lock_on_one_worker_is_no_lock_on_his_institution(
    cast: Town, family: People, give: Give, matrix: Matrix
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    facts.hide_from(cast.anna.actor, anchor_id=marta, user_id=cast.piotr.user.pk, institution_id=0)
    assert status(matrix(), marta, "identity", school) == "window"


def test_an_institution_that_ended_or_opens_no_letters_gets_nothing(
    cast: Town, family: People, give: Give, matrix: Matrix
) -> None:
    school, pcpr, marta = cast.at("school"), cast.at("pcpr"), family["Marta"].anchor_id
    give(items=[Item(school.pk, "identity"), Item(pcpr.pk, "identity")])
    Institution.objects.filter(pk=school.pk).update(ended_on=MONDAY.date())
    Appointment.objects.filter(institution=pcpr, capacity="intake").update(valid_to=now())
    page = matrix()
    assert {status(page, marta, "identity", one.pk) for one in (school, pcpr)} == {"outside"}


def test_who_is_not_authorised_for_a_category_hands_none_of_it_over(
    cast: Town, family: People, give: Give, matrix: Matrix
) -> None:
    give(items=[Item(cast.at("school").pk, "identity")])
    Authorisation.objects.filter(user=cast.anna.user, category="coordination").update(valid_to=now())
    with pytest.raises(Exception, match="dostęp"):
        matrix()
    page = matrix(cast.halina)
    assert status(page, family["Marta"].anchor_id, "identity", cast.at("school").pk) == "window"


def test_health_is_in_the_matrix_with_what_it_holds_and_waits_for_a_second_person(
    cast: Town, family: People, matrix: Matrix
) -> None:
    knows(cast, family["Marta"], "health", "astma")
    cell = cell_of(matrix(), family["Marta"].anchor_id, "health", cast.at("pup").pk)
    assert (cell.status, cell.needs_second) == ("no_agreement", True)
    assert (cell.row.words, cell.row.lines) == (("zdrowie",), ("zdrowie: astma",))
    assert "astma" not in cell.row.told


def test_ten_institutions_cost_as_many_statements_as_one(
    cast: Town, family: People, give: Give, matrix: Matrix
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            matrix()
        return len(asked)

    matrix()
    few = statements()
    items = [Item(cast.at(key).pk, kind) for key in ("school", "pcpr", "pup") for kind in ("identity", "income")]
    give(items=items)
    knows(cast, family["Marta"], "benefit", "zasiłek")
    assert statements() == few
