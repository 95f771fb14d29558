"""The pages: telling, agreeing, withdrawing, papers, texts and the list, as people use them."""

from io import BytesIO
from typing import Any

import openpyxl

from kooperacja.access.models import Basis
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item
from kooperacja.consents.models import Wording
from kooperacja.people.models import Person
from tests.cast import Town
from tests.consents.conftest import Give

People = dict[str, Person]


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()  # type: ignore[no-any-return]


def test_whoever_was_not_told_is_seen_and_told_in_one_form(
    cast: Town, case: Case, family: People, notice_text: Wording, as_worker: Any
) -> None:
    anna = as_worker(cast.anna)
    assert text_of(anna.get(f"/rodziny/{case.ref}/zgody/")).count("Nie przekazano klauzuli") == len(family)
    form = text_of(anna.get(f"/rodziny/{case.ref}/klauzula/"))
    assert form.count("checked") == len(family) + 1
    sent = {"people": [one.ref for one in family.values()], "wording": notice_text.pk, "way": "handed"}
    told = anna.post(f"/rodziny/{case.ref}/klauzula/", {**sent, "given_on": "02.11.2026", "receiver": ""})
    assert told.status_code == 303
    page = text_of(anna.get(f"/rodziny/{case.ref}/zgody/"))
    assert "Nie przekazano klauzuli" not in page
    assert page.count("wręczona na papierze") == len(family)


def test_telling_one_person_ends_on_the_confirmation_to_print(
    cast: Town, case: Case, family: People, notice_text: Wording, as_worker: Any
) -> None:
    anna, ola, marta = as_worker(cast.anna), family["Ola"], family["Marta"]
    sent = {"people": [ola.ref], "wording": notice_text.pk, "way": "read", "given_on": "02.11.2026"}
    told = anna.post(f"/rodziny/{case.ref}/klauzula/", {**sent, "receiver": marta.ref}, follow=True)
    page = text_of(told)
    for word in ("Potwierdzenie przekazania klauzuli", "Ola Malinowska", "Marta Malinowska", "Administratorem"):
        assert word in page


def test_putting_off_needs_a_reason_and_a_day_that_is_near(
    cast: Town, case: Case, family: People, as_worker: Any
) -> None:
    anna, where = as_worker(cast.anna), f"/rodziny/{case.ref}/klauzula/odroczenie/"
    sent = {"people": [family["Adam"].ref], "reason": "aim_at_risk", "review_on": "02.01.2027"}
    refused = anna.post(where, sent)
    assert refused.status_code == 422
    assert "02.12.2026" in refused.content.decode()
    assert anna.post(where, {**sent, "review_on": "20.11.2026"}).status_code == 303
    assert "Odroczona do 20.11.2026" in text_of(anna.get(f"/rodziny/{case.ref}/zgody/"))


def test_a_consent_is_saved_with_a_refusal_and_shown_as_a_paper(
    cast: Town, case: Case, family: People, consent_text: Wording, as_worker: Any
) -> None:
    anna, marta = as_worker(cast.anna), family["Marta"]
    where = f"/rodziny/{case.ref}/zgody/nowa/{marta.ref}/"
    form = text_of(anna.get(where))
    assert 'type="checkbox"' in form
    assert not any("checked" in line for line in form.splitlines() if 'type="checkbox"' in line)
    school, pup = cast.at("school").pk, cast.at("pup").pk
    sent = {"signer": marta.ref, "wording": consent_text.pk, "signed_on": "02.11.2026"}
    marks = {"given": [f"{school}:education"], "refused": [f"{pup}:employment"]}
    page = text_of(anna.post(where, {**sent, **marks, "until": "31.12.2026"}, follow=True))
    for word in ("Potwierdzenie zgody", "SP Wierzbowo", "Odmowa", "31.12.2026", "Drukuj"):
        assert word in page
    assert Basis.objects.count() == 1


def test_a_consent_of_nothing_is_refused_above_the_matrix(
    cast: Town, case: Case, family: People, consent_text: Wording, as_worker: Any
) -> None:
    marta = family["Marta"]
    sent = {"signer": marta.ref, "wording": consent_text.pk, "signed_on": "02.11.2026"}
    refused = as_worker(cast.anna).post(f"/rodziny/{case.ref}/zgody/nowa/{marta.ref}/", {**sent, "until": "31.12.2026"})
    assert refused.status_code == 422
    assert "Zaznacz co najmniej jeden punkt" in refused.content.decode()


def test_the_screen_of_a_withdrawal_says_what_stops_and_what_stays(
    cast: Town, case: Case, give: Give, as_worker: Any
) -> None:
    consent, anna = (
        give(items=[Item(cast.at("school").pk, "education"), Item(cast.at("pcpr").pk, "housing")]),
        as_worker(cast.anna),
    )
    where = f"/rodziny/{case.ref}/zgody/{consent.ref}/wycofanie/"
    page = text_of(anna.get(f"{where}?punkt=2"))
    for word in ("Co kończy się od razu", "Co zostaje z mocy prawa", "Pisma i dokumenty"):
        assert word in page
    assert page.count("checked") == 1
    done = anna.post(where, {"items": ["2"]}, follow=True)
    assert "Wycofano" in text_of(done)
    again = anna.post(where, {"items": ["2"]})
    assert again.status_code == 422
    assert "już wycofany" in again.content.decode()
    assert 'value="2"' not in anna.get(where).content.decode()
    assert [basis.category for basis in Basis.objects.filter(valid_to__gt=consent.created_at)] == ["education"]


def test_the_confirmation_is_a_tagged_pdf_too(cast: Town, case: Case, give: Give, as_worker: Any) -> None:
    answer = as_worker(cast.anna).get(f"/rodziny/{case.ref}/zgody/{give().ref}/pdf/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert b"pdfuaid:part" in answer.content
    assert "Marta" not in answer["Content-Disposition"]


def test_the_form_to_sign_has_nothing_marked_and_no_withdrawn_text(
    cast: Town, case: Case, family: People, consent_text: Wording, as_worker: Any
) -> None:
    page = text_of(as_worker(cast.anna).get(f"/rodziny/{case.ref}/zgody/druk/{family['Ola'].ref}/"))
    assert "Ola Malinowska" in page
    assert "☐" in page
    assert "☑" not in page


def test_without_an_approved_text_nothing_is_asked(cast: Town, case: Case, family: People, as_worker: Any) -> None:
    page = text_of(as_worker(cast.anna).get(f"/rodziny/{case.ref}/zgody/nowa/{family['Marta'].ref}/"))
    assert "Nie ma zatwierdzonego tekstu" in page
    assert "<form class=" not in page.split("<main", 1)[1]


def test_the_list_of_an_institution_filters_sorts_and_leaves_as_a_spreadsheet(
    cast: Town, case: Case, give: Give, as_worker: Any
) -> None:
    give(items=[Item(cast.at("school").pk, "education"), Item(cast.at("pup").pk, "employment", is_given=False)])
    halina = as_worker(cast.halina)
    assert "SP Wierzbowo" in text_of(halina.get("/zgody/"))
    refused = text_of(halina.get("/zgody/?status=refused")).split("<tbody", 1)[1]
    assert "PUP w Brzezinie" in refused
    assert "SP Wierzbowo" not in refused.split("</tbody", 1)[0]
    for sort in ("until", "-until", "signed", "recipient", "-recipient"):
        assert halina.get(f"/zgody/?status=all&sort={sort}").status_code == 200
    sheet = openpyxl.load_workbook(BytesIO(halina.get("/zgody/xlsx/?status=all").content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert {(row[1], row[3], row[6]) for row in rows} == {
        ("Marta Malinowska", "SP Wierzbowo", "Obowiązuje"),
        ("Marta Malinowska", "PUP w Brzezinie", "Odmowa"),
    }


def test_others_find_neither_the_consents_nor_their_papers(cast: Town, case: Case, give: Give, as_worker: Any) -> None:
    consent = give()
    for worker in (cast.iga, cast.piotr, cast.grazyna):
        browser = as_worker(worker)
        for rest in ("zgody/", f"zgody/{consent.ref}/", f"zgody/{consent.ref}/wycofanie/", "klauzula/"):
            assert browser.get(f"/rodziny/{case.ref}/{rest}").status_code == 404
        assert "Marta" not in text_of(browser.get("/zgody/?status=all"))


def test_texts_are_written_by_one_and_approved_by_another(cast: Town, at_monday: Any, as_worker: Any) -> None:
    filip, halina = as_worker(cast.filip), as_worker(cast.halina)
    draft = {"kind": "consent", "language": "uk", "body": "Я погоджуюсь"}
    page = text_of(filip.post("/zgody/teksty/nowy/", draft, follow=True))
    assert "nikt jeszcze nie zatwierdził" in page
    row = Wording.objects.get()
    where = f"/zgody/teksty/{row.pk}/zatwierdzenie/"
    sent = {"since": "02.11.2026", "version": row.version}
    assert filip.post(where, sent).status_code == 403
    assert halina.post(where, {**sent, "since": "01.11.2026"}).status_code == 422
    assert "Halina" in text_of(halina.post(where, sent, follow=True))
    changed = filip.post(f"/zgody/teksty/{row.pk}/zmiana/", {"body": "Інше", "version": 2})
    assert changed.status_code == 403
    assert Wording.objects.get().body == "Я погоджуюсь"
    assert as_worker(cast.piotr).get(f"/zgody/teksty/{row.pk}/").status_code == 404
    assert as_worker(cast.anna).get("/zgody/teksty/nowy/").status_code == 403
