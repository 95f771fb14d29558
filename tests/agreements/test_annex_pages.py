"""Pages of annexes, accessions and opinions: the whole way by forms, what is shown, what is refused."""

from datetime import date
from typing import Any

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.hooks import Line
from kooperacja.agreements.models import Agreement
from tests.agreements.conftest import CLAUSE, annexed, applied, promote, sign
from tests.agreements.test_agreement_page import page_of
from tests.cast import Town
from tests.statements import at_most


def at(agreement: Agreement) -> str:
    return f"/porozumienia/{agreement.ref}/"


def test_an_annex_goes_its_whole_way_by_forms(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    ewa = as_worker(cast.ewa)
    assert "Przygotuj aneks" in page_of(ewa, at(in_force))
    base = ewa.post(f"{at(in_force)}aneks/", {"valid_until": "30.06.2028", "subject": "Dłużej"})["Location"]
    clause = in_force.clauses.get()
    form = page_of(ewa, f"{base}klauzule/{clause.pk}/zmien/")
    assert 'value="§ 5"' in form
    wider = {**CLAUSE, "max_level": 3, "giver": "", "receiver": ""}
    assert ewa.post(f"{base}klauzule/{clause.pk}/zmien/", wider).status_code == 303
    page = page_of(ewa, base)
    assert "Rozszerza to, co przepływa między stronami" in page
    assert "Brakuje podpisów: GOPS Wierzbowo, SP Wierzbowo" in page
    for move in ("negotiate/", "review/"):
        assert ewa.post(f"{base}{move}").status_code == 303
    filip = as_worker(cast.filip)
    assert "Wydaj opinię" in page_of(filip, base)
    assert filip.post(f"{base}opinia/", {"advice": "positive"}).status_code == 303
    assert ewa.post(f"{base}submit/").status_code == 303
    for worker in (cast.halina, cast.wanda):
        assert as_worker(worker).post(f"{base}podpis/", {"signed_on": "02.11.2026"}).status_code == 303
    wanda = as_worker(cast.wanda)
    assert "zastąpione lub zakończone" in page_of(wanda, f"{base}enforce/")
    assert wanda.post(f"{base}enforce/").status_code == 303
    page = page_of(wanda, at(in_force))
    for told in ("Aneks 1", "Weszło w życie", "Przed zmianą", "; 2 – ", "; 3 – ", "do 30.06.2028"):
        assert told in page


def test_changes_are_taken_out_again_and_clauses_dropped(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    ewa, annex = as_worker(cast.ewa), annexed(cast, in_force)
    clause = in_force.clauses.get()
    assert ewa.post(f"{at(annex)}klauzule/{clause.pk}/wygas/").status_code == 303
    assert "nic: klauzula wygasa" in page_of(ewa, at(annex))
    own = annex.clauses.get()
    assert ewa.post(f"{at(annex)}klauzule/{own.pk}/zakoncz/").status_code == 303
    assert "Jeszcze niczego nie zmienia" in page_of(ewa, at(annex))
    assert in_force.clauses.get().valid_to == clause.valid_to


def test_an_accession_goes_by_forms_and_asks_for_signatures(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    ewa = as_worker(cast.ewa)
    place = f"{at(in_force)}przystapienie/"
    base = ewa.post(f"{place}?q=pcpr", {"institution": cast.at("pcpr").pk, "represented_by": "dyrektor"})["Location"]
    page = page_of(ewa, base)
    assert "przystępuje" in page
    assert "Brakuje podpisów: GOPS Wierzbowo, PCPR w Brzezinie, SP Wierzbowo" in page
    assert "Klauzule: co może przepływać" not in page
    promote(cast.olga)
    assert "Przygotuj przystąpienie" in page_of(as_worker(cast.olga), "/porozumienia/pzkwrzbw2026/")


@pytest.mark.parametrize(
    ("form", "field"),
    [({"valid_until": "01.01.2020"}, "valid_until"), ({"valid_until": "castle"}, "valid_until")],
)
def test_a_wrong_day_is_told_at_its_field(
    cast: Town, in_force: Agreement, as_worker: Any, form: dict[str, str], field: str
) -> None:
    response = as_worker(cast.ewa).post(f"{at(in_force)}aneks/", form)
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not in_force.annexes.exists()


def test_a_stale_form_of_an_annex_overwrites_nothing(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    """I35."""
    ewa, annex = as_worker(cast.ewa), annexed(cast, in_force)
    form = {"valid_until": "31.12.2027", "version": 1}
    assert ewa.post(f"{at(annex)}zmien/", {**form, "number": "1/A"}).status_code == 303
    assert as_worker(cast.wanda).post(f"{at(annex)}zmien/", {**form, "number": "2/A"}).status_code == 409
    assert Agreement.objects.get(pk=annex.pk).number == "1/A"


def test_an_annex_sent_twice_is_one(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    """I36."""
    ewa = as_worker(cast.ewa)
    places = {ewa.post(f"{at(in_force)}aneks/", {"valid_until": "", "once": "x"})["Location"] for _ in range(2)}
    assert (len(places), in_force.annexes.count()) == (1, 1)


def test_an_opinion_without_remarks_is_told_at_its_field(cast: Town, draft: Agreement, as_worker: Any) -> None:
    actions.negotiate(actor=cast.ewa.actor, agreement=draft)
    actions.review(actor=cast.ewa.actor, agreement=draft)
    filip = as_worker(cast.filip)
    response = filip.post(f"{at(draft)}opinia/", {"advice": "negative"})
    assert (response.status_code, "id_remarks_error" in response.content.decode()) == (422, True)
    assert filip.post(f"{at(draft)}opinia/", {"advice": "remarks", "remarks": "Zawęzić § 5."}).status_code == 303
    page = page_of(as_worker(cast.wanda), at(draft))
    assert "Zawęzić § 5." in page
    assert "nie wydał pozytywnej opinii" in page


def test_partly_signed_is_shown_and_filtered(cast: Town, sent: Agreement, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert "Częściowo podpisane" not in page_of(browser, at(sent))
    sign(cast.halina, sent)
    assert "Częściowo podpisane" in page_of(browser, at(sent))
    assert "świetlicy" in page_of(browser, "/porozumienia/?state=partly_signed").split("<tbody>")[1]


def test_annexes_stand_on_the_page_of_their_agreement_and_not_in_the_list(
    cast: Town, in_force: Agreement, as_worker: Any
) -> None:
    annex = annexed(cast, in_force)
    browser = as_worker(cast.anna)
    assert annex.ref not in page_of(browser, "/porozumienia/")
    assert annex.ref in page_of(browser, at(in_force))


def test_the_page_and_the_print_say_what_stops_and_what_stays(
    cast: Town, in_force: Agreement, as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packages above add their numbers by the hook."""
    above = [lambda _agreement: [Line("Pisma otrzymane: 7", stays=True)]]
    monkeypatch.setattr("kooperacja.agreements.queries.ending.AT_THE_END", above)
    for path in ("", "druk/"):
        page = page_of(as_worker(cast.grazyna), f"{at(in_force)}{path}")
        assert "Ustaje od razu" in page
        assert "teraz otwarte są 2 kierunki pokazywania" in page
        assert "Przekazane pisma, odpowiedzi i dokumenty" in page.split("Zostaje u tego")[1]
        assert "Pisma otrzymane: 7" in page.split("Zostaje u tego")[1]


def test_the_print_holds_parties_clauses_and_versions(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    applied(cast, annexed(cast, in_force, valid_until=date(2028, 6, 30)))
    page = page_of(as_worker(cast.anna), f"{at(in_force)}druk/")
    for told in ("Gminny Ośrodek Pomocy Społecznej", "§ 5: wspólna pomoc rodzinie", "30.06.2028", "Aneks 1"):
        assert told in page


@pytest.mark.parametrize("path", ["aneks/", "przystapienie/", "odnowienie/", "opinia/", "druk/", "klauzule/1/wygas/"])
def test_what_is_not_there_is_not_found(cast: Town, as_worker: Any, path: str) -> None:
    assert as_worker(cast.ewa).get(f"/porozumienia/nieistniejace/{path}").status_code == 404


def test_who_has_no_voice_gets_no_form(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    for path in ("aneks/", "przystapienie/", "odnowienie/", "opinia/"):
        assert browser.get(f"{at(in_force)}{path}").status_code == 403


def test_annexes_cost_no_statement_each(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    browser = as_worker(cast.halina)
    for year in (2028, 2029):
        applied(cast, annexed(cast, Agreement.objects.get(pk=in_force.pk), valid_until=date(year, 12, 31)))
    last = annexed(cast, Agreement.objects.get(pk=in_force.pk), valid_until=None)
    for place in (at(in_force), at(last), f"{at(in_force)}druk/"):
        browser.get(place)
        with at_most(14):
            assert browser.get(place).status_code == 200
