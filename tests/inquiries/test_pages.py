"""The pages of requests: asking, reading, answering, the lists, the sheet and the letter on paper."""

from io import BytesIO
from typing import Any

import openpyxl
from pypdf import PdfReader

from kooperacja.cases.models import Case
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.mailing.hooks import PAGES
from kooperacja.people.models import Person
from tests.cast import Town
from tests.inquiries.conftest import WHY, Ask, state

People = dict[str, Person]
ADAM = "Adam Malinowski"


def text_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()  # type: ignore[no-any-return]


def test_from_a_received_entry_to_data_handed_over(
    cast: Town, case: Case, entry: RegisterEntry, as_worker: Any
) -> None:
    wanda, anna = as_worker(cast.wanda), as_worker(cast.anna)
    entry_page = f"/udostepnienia/{entry.disclosure.ref}/"
    assert f"{entry_page}popros/" in text_of(wanda.get(entry_page))
    form = {"categories": ["employment", "identity"], "text": WHY}
    sent = wanda.post(f"{entry_page}popros/", form)
    assert sent.status_code == 303
    mine = sent["Location"]
    assert WHY in text_of(wanda.get(mine))
    assert "Poproszono już" in text_of(wanda.post(f"{entry_page}popros/", form), 422)
    assert mine in text_of(wanda.get(f"{entry_page}popros/"))
    assert "1 prośba czeka na odpowiedź" in text_of(anna.get("/skrzynka/"))
    assert mine in text_of(anna.get("/terminy/"))
    page = text_of(anna.get(mine))
    give = f"/rodziny/{case.ref}/przekaz/?aim=joint_help&amp;dla={cast.at('school').pk}"
    assert give in page
    address = page.split(f'href="/rodziny/{case.ref}/przekaz/')[1].split('"')[0].replace("&amp;", "&")
    matrix = text_of(anna.get(f"/rodziny/{case.ref}/przekaz/{address}"))
    marked = [part.split('"')[0] for part in matrix.split('<input type="hidden" name="marks" value="')[1:]]
    assert [one.split("-")[2] for one in marked] == ["employment"], "the identity is shown already"
    ref = mine.strip("/").split("/")[-1]
    done = anna.post(f"/rodziny/{case.ref}/przekaz/", {"aim": "joint_help", "marks": marked, "prosba": ref})
    assert done.status_code == 303
    assert "dane przekazane" in text_of(wanda.get(mine))
    given = text_of(anna.get(mine)).split('href="/udostepnienia/')
    assert any(part.startswith(done["Location"].split("/")[-2]) for part in given)


def test_the_family_that_was_asked_for_by_name_is_found_among_ones_own_files(
    cast: Town, case: Case, family: People, as_worker: Any
) -> None:
    """PCPR asks GOPS by name: Anna, who opens letters and leads the case, sees it; Ewa sees none."""
    from kooperacja.cases.actions import add_member, open_case
    from tests.cast import MONDAY

    olga = cast.olga
    other = open_case(actor=olga.actor, family_name="M.", learned_on=MONDAY.date(), key_worker_id=olga.user.pk)
    words = {"first_name": "Marta", "last_name": "Malinowska", "kinship": "mother"}
    marta = add_member(actor=olga.actor, case=other, **words)
    gops = cast.at("gops").pk
    form = {"person": marta.ref, "addressee": gops, "categories": "education", "text": "Ustalamy plan."}
    sent = as_worker(olga).post(f"/rodziny/{other.ref}/popros/", form)
    assert sent.status_code == 303
    assert f"/rodziny/{case.ref}/przekaz/" in text_of(as_worker(cast.anna).get(sent["Location"]))
    ewa = text_of(as_worker(cast.ewa).get(sent["Location"]))
    assert case.ref not in ewa
    assert "nie widzisz sprawy takiej osoby" in ewa.casefold()


def test_a_question_its_letter_the_list_and_the_sheet(cast: Town, case: Case, family: People, as_worker: Any) -> None:
    anna = as_worker(cast.anna)
    asked = text_of(anna.get(f"/rodziny/{case.ref}/zapytaj/"))
    assert "art. 105" in asked
    assert "09.11.2026" in asked
    typed = {"basis": "ups_105", "person": family["Adam"].ref, "addressee": cast.at("pup").pk}
    form = {**typed, "categories": "employment", "text": "Czy pobiera zasiłek?"}
    assert "Za długi tekst" in text_of(anna.post(f"/rodziny/{case.ref}/zapytaj/", {**form, "text": "a" * 4001}), 422)
    sent = anna.post(f"/rodziny/{case.ref}/zapytaj/", form)
    mine = sent["Location"]
    paper = anna.get(f"{mine}pdf/")
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    for told in ("art. 105", ADAM, "zasiłek", "09.11.2026", "Powiatowy Urząd Pracy"):
        assert told in words, told
    tomasz = as_worker(cast.tomasz)
    assert tomasz.get(f"{mine}pdf/").status_code == 404
    assert ADAM in text_of(tomasz.get(mine))
    assert f"/rodziny/{case.ref}/zapytaj/" in text_of(anna.get(f"/rodziny/{case.ref}/"))
    assert mine in text_of(anna.get(f"/prosby/?case_number={case.number}"))
    assert mine not in text_of(anna.get("/prosby/?case_number=GOPS.1"))
    for path, worker in (("/prosby/", anna), ("/prosby/do-nas/", tomasz)):
        listed = text_of(worker.get(f"{path}?kind=information&state=sent&sort=due"))
        assert mine in listed
        assert "Malinowsk" not in listed
        assert mine not in text_of(worker.get(f"{path}?state=late"))
        sheet = openpyxl.load_workbook(BytesIO(worker.get(f"{path}xlsx/").content)).active
        assert sheet is not None
        assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["zapytanie o informacje"]
    answered = tomasz.post(f"{mine}ruch/answer/", {"text": "Nie pobiera."})
    assert answered.status_code == 303
    assert "Nie pobiera." in text_of(anna.get(mine))
    assert tomasz.post(f"{mine}ruch/answer/", {"text": "Jednak tak."}).status_code == 409
    assert "Nic nie pasuje" in text_of(anna.get("/prosby/?state=sent"))


def test_a_notice_leads_to_the_request_of_ones_own_side(cast: Town, question: Ask) -> None:
    mine = question()
    found = {
        name: [page(cast.workers[name].actor, "inquiry", mine.inquiry_id) for page in PAGES]
        for name in ("anna", "tomasz", "jan")
    }
    assert {name: "".join(one) for name, one in found.items()} == {
        "anna": f"/prosby/{mine.inquiry.ref}/",
        "tomasz": f"/prosby/{mine.inquiry.ref}/",
        "jan": "",
    }
    assert state(mine) == "sent"


def test_a_closed_file_leads_to_where_one_asks_as_a_missing_one_does(cast: Town, case: Case, as_worker: Any) -> None:
    olga = as_worker(cast.olga)
    closed, missing = (olga.get(f"/rodziny/{ref}/") for ref in (case.ref, "zzzzzzzzzzzz"))
    assert closed.status_code == missing.status_code == 404
    for page in (closed, missing):
        said = page.content.decode()
        assert 'href="/udostepnienia/otrzymane/"' in said
        assert 'href="/rodziny/"' in said
