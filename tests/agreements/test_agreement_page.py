"""The page of an agreement: what it tells to whom, and the way from a draft into force by its forms."""

from typing import Any

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, Pact
from kooperacja.audit.models import Entry
from tests.agreements.conftest import CLAUSE, sign
from tests.cast import Town
from tests.statements import at_most

PZK = "/porozumienia/pzkwrzbw2026/"


def page_of(browser: Any, address: str = PZK) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_party_that_has_not_signed_reads_why_it_sees_nothing(cast: Town, as_worker: Any) -> None:
    page = page_of(as_worker(cast.grazyna))
    assert "„Mostek” nie podpisał jeszcze porozumienia, dlatego nie widzi spraw" in page
    assert page.count("nie podpisał jeszcze") == 1
    assert "Co możesz zrobić" not in page


def test_clauses_tell_purpose_basis_category_level_and_direction(cast: Town, as_worker: Any) -> None:
    page = page_of(as_worker(cast.piotr))
    for told in ("wspólna pomoc rodzinie", "ustawa o pomocy społecznej, art. 100 ust. 2", "tożsamość", "2 – zwykłe"):
        assert told in page


def test_moves_come_from_the_workflow_and_for_whom_they_are(cast: Town, as_worker: Any) -> None:
    manager, worker = page_of(as_worker(cast.halina)), page_of(as_worker(cast.anna))
    assert all(word in manager for word in ("Zawieś", "Wypowiedz", "Wystąp z porozumienia"))
    assert not any(word in worker for word in ("Zawieś", "Wypowiedz", "Wystąp z porozumienia"))


def test_the_history_names_institutions_and_no_persons(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    history = page_of(as_worker(cast.jan), f"/porozumienia/{in_force.ref}/").split('id="history"')[1].split("</ol>")[0]
    for told in ("Wprowadzono w życie", "Zapisano podpis: SP Wierzbowo", "Dodano klauzulę: edukacja, do poziomu 2"):
        assert told in history
    assert not any(worker.user.full_name in history for worker in cast.workers.values())


def test_who_sent_it_reads_why_he_cannot_go_on(cast: Town, signed: Agreement, as_worker: Any) -> None:
    page = page_of(as_worker(cast.ewa), f"/porozumienia/{signed.ref}/")
    assert "w życie musi je wprowadzić druga osoba" in page
    assert "Wprowadź w życie" not in page
    assert "Wprowadź w życie" in page_of(as_worker(cast.halina), f"/porozumienia/{signed.ref}/")


@pytest.mark.parametrize(
    "path",
    ["", "zmien/", "podpis/", "wystapienie/", "strony/nowa/", "strony/1/usun/", "klauzule/nowa/", "submit/"],
)
def test_what_is_not_there_is_not_found(cast: Town, as_worker: Any, path: str) -> None:
    assert as_worker(cast.ewa).get(f"/porozumienia/nieistniejace/{path}").status_code == 404


def test_a_forged_move_and_rows_of_another_agreement_are_not_found(
    cast: Town, draft: Agreement, as_worker: Any
) -> None:
    browser, other = as_worker(cast.ewa), Agreement.objects.exclude(pk=draft.pk).get()
    foreign = other.parties.values_list("pk", flat=True)[0], other.clauses.values_list("pk", flat=True)[0]
    base = f"/porozumienia/{draft.ref}/"
    for path in ("delete/", f"strony/{foreign[0]}/usun/", f"klauzule/{foreign[1]}/zakoncz/"):
        assert browser.post(base + path).status_code == 404


def test_the_whole_way_by_forms(cast: Town, at_monday: Any, as_worker: Any) -> None:
    ewa = as_worker(cast.ewa)
    base = ewa.post("/porozumienia/nowe/", {"title": "Porozumienie o klubie", "valid_until": "31.12.2027"})["Location"]
    assert "Czego brakuje" in page_of(ewa, base)
    school = {"institution": cast.at("school").pk, "represented_by": "dyrektor"}
    assert ewa.post(f"{base}strony/nowa/?q=szkola", school).status_code == 303
    assert ewa.post(f"{base}klauzule/nowa/", {**CLAUSE, "giver": "", "receiver": cast.at("gops").pk}).status_code == 303
    for move in ("negotiate/", "review/"):
        assert ewa.post(f"{base}{move}").status_code == 303
    assert "potrzebna jest pozytywna opinia" in ewa.post(f"{base}submit/").content.decode()
    assert as_worker(cast.filip).post(f"{base}opinia/", {"advice": "positive"}).status_code == 303
    assert ewa.post(f"{base}submit/").status_code == 303
    for worker in (cast.halina, cast.wanda):
        assert as_worker(worker).post(f"{base}podpis/", {"signed_on": "02.11.2026"}).status_code == 303
    assert as_worker(cast.wanda).post(f"{base}enforce/").status_code == 303
    row = Agreement.objects.get(title="Porozumienie o klubie")
    assert list(Pact.objects.filter(agreement=row).values_list("owner", "recipient")) == [
        (cast.at("school").pk, cast.at("gops").pk)
    ]
    page = page_of(as_worker(cast.halina), base)
    assert "W mocy" in page
    assert "SP Wierzbowo" in page


def test_a_double_click_drafts_one_and_signs_once(cast: Town, sent: Agreement, as_worker: Any) -> None:
    ewa, halina = as_worker(cast.ewa), as_worker(cast.halina)
    places = {ewa.post("/porozumienia/nowe/", {"title": "Raz", "once": "a"})["Location"] for _ in range(2)}
    assert (len(places), Agreement.objects.filter(title="Raz").count()) == (1, 1)
    for _ in range(2):
        done = halina.post(f"/porozumienia/{sent.ref}/podpis/", {"signed_on": "20.10.2026", "once": "b"})
    assert Entry.objects.filter(action="agreement.sign", about_id=sent.pk).count() == 1
    assert done.status_code in {303, 403}


def test_the_second_of_two_people_is_told_what_the_first_did(cast: Town, signed: Agreement, as_worker: Any) -> None:
    halina, wanda = as_worker(cast.halina), as_worker(cast.wanda)
    assert halina.post(f"/porozumienia/{signed.ref}/enforce/").status_code == 303
    response = wanda.post(f"/porozumienia/{signed.ref}/enforce/")
    assert response.status_code == 409
    assert "W mocy" in response.content.decode()


def test_a_refused_move_changes_nothing(cast: Town, signed: Agreement, as_worker: Any) -> None:
    response = as_worker(cast.ewa).post(f"/porozumienia/{signed.ref}/enforce/")
    assert response.status_code == 403
    assert "druga osoba" in response.content.decode()
    assert Agreement.objects.get(pk=signed.pk).state == "for_signature"


@pytest.mark.parametrize(
    ("path", "answer", "told"),
    [
        ("suspend/", {"code": "bo tak"}, "error"),
        ("suspend/", {}, "error"),
        ("end/", {"reason": "   "}, "error"),
        ("end/", {"reason": "x" * 301}, "error"),
    ],
)
def test_a_move_that_asks_is_not_made_without_an_answer(
    cast: Town, in_force: Agreement, as_worker: Any, path: str, answer: dict[str, str], told: str
) -> None:
    response = as_worker(cast.halina).post(f"/porozumienia/{in_force.ref}/{path}", answer)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert Agreement.objects.get(pk=in_force.pk).state == "in_force"


def test_moves_come_alone_into_a_dialog_and_say_what_will_happen(
    cast: Town, in_force: Agreement, as_worker: Any
) -> None:
    browser = as_worker(cast.halina)
    page = browser.get(f"/porozumienia/{in_force.ref}/suspend/", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith("<form")
    assert "Od tej chwili żadna ze stron" in page
    assert "podejrzenie naruszenia ochrony danych" in page


def test_suspending_tells_the_reason_in_the_history(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    browser, base = as_worker(cast.halina), f"/porozumienia/{in_force.ref}/"
    assert browser.post(f"{base}suspend/", {"code": "incident"}).status_code == 303
    page = page_of(browser, base)
    assert "Zawieszone: podejrzenie naruszenia ochrony danych" in page
    assert "Wznów" in page
    assert "Wznów" not in page_of(as_worker(cast.wanda), base)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"category": "violence"}, "category"),
        ({"category": "health", "max_level": 2}, "max_level"),
        ({"max_level": 5}, "max_level"),
        ({"paragraph": ""}, "paragraph"),
        ({"receiver": 999}, "receiver"),
    ],
)
def test_a_wrong_clause_is_told_at_its_field(
    cast: Town, draft: Agreement, as_worker: Any, wrong: dict[str, Any], field: str
) -> None:
    response = as_worker(cast.ewa).post(f"/porozumienia/{draft.ref}/klauzule/nowa/", {**CLAUSE, **wrong})
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert draft.clauses.count() == 1


def test_parties_are_found_by_words_and_chosen_from_what_is_offered(
    cast: Town, draft: Agreement, as_worker: Any
) -> None:
    browser, address = as_worker(cast.ewa), f"/porozumienia/{draft.ref}/strony/nowa/"
    page = page_of(browser, f"{address}?q=urząd pracy")
    assert "Powiatowy Urząd Pracy w Brzezinie" in page
    assert "Komisariat" not in page
    assert "Żadna instytucja nie pasuje" in page_of(browser, f"{address}?q=zamek")
    assert browser.post(f"{address}?q=urzad", {"institution": 999_999}).status_code == 422
    assert browser.post(f"{address}?q=szkola", {"institution": cast.at("school").pk}).status_code == 422


def test_parties_and_clauses_leave_a_draft_by_forms(cast: Town, draft: Agreement, as_worker: Any) -> None:
    browser, base = as_worker(cast.ewa), f"/porozumienia/{draft.ref}/"
    party, clause = draft.parties.get(institution=cast.at("mostek")), draft.clauses.get()
    assert browser.post(f"{base}strony/{party.pk}/usun/").status_code == 303
    assert browser.post(f"{base}klauzule/{clause.pk}/zakoncz/").status_code == 303
    page = page_of(browser, base)
    assert "„Mostek”" not in page.split('id="history"')[0]
    assert "wygasła" in page


def test_a_party_leaves_by_a_form(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    browser, base = as_worker(cast.wanda), f"/porozumienia/{in_force.ref}/"
    assert "Pozostałe strony są nadal związane" in page_of(browser, f"{base}wystapienie/")
    assert browser.post(f"{base}wystapienie/").status_code == 422
    assert browser.post(f"{base}wystapienie/", {"code": "tasks"}).status_code == 303
    assert "strona wystąpiła" in page_of(browser, base)
    assert "jej zadania się zmieniły" in page_of(browser, base)
    assert browser.post(f"{base}wystapienie/", {"code": "tasks"}).status_code == 403


def test_a_stale_draft_form_keeps_what_was_typed(cast: Town, draft: Agreement, as_worker: Any) -> None:
    browser, address = as_worker(cast.ewa), f"/porozumienia/{draft.ref}/zmien/"
    form = {"title": draft.title, "valid_until": "31.12.2027", "version": 1}
    assert browser.post(address, {**form, "number": "1"}).status_code == 303
    response = browser.post(address, {**form, "number": "2"})
    assert response.status_code == 409
    assert "Co w międzyczasie zapisał ktoś inny" in response.content.decode()
    assert 'value="2"' in response.content.decode()
    assert Agreement.objects.get(pk=draft.pk).number == "1"


def test_hostile_text_is_shown_as_text(cast: Town, as_worker: Any) -> None:
    hostile = "<script>alert(1)</script>"
    row = actions.draft_agreement(actor=cast.ewa.actor, title=hostile, subject=hostile, number=hostile)
    page = page_of(as_worker(cast.anna), f"/porozumienia/{row.ref}/")
    assert hostile not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("who", ["anna", "olga", "grazyna", "filip"])
def test_others_get_no_form(cast: Town, draft: Agreement, as_worker: Any, who: str) -> None:
    browser = as_worker(getattr(cast, who))
    for path in ("zmien/", "strony/nowa/", "klauzule/nowa/", "submit/", "discard/"):
        assert browser.get(f"/porozumienia/{draft.ref}/{path}").status_code == 403


def test_the_number_of_statements_does_not_grow(cast: Town, in_force: Agreement, as_worker: Any) -> None:
    sign_again = as_worker(cast.halina)
    cast.grazyna.membership.role = "institution_manager"
    sign(cast.grazyna, in_force)
    with at_most(14):
        sign_again.get(f"/porozumienia/{in_force.ref}/")
