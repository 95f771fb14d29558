"""One family helped lawfully, from the school's signal to the paper that says who got its data, in real browsers."""

import re
from collections.abc import Callable

import pytest

from tests.journeys import lawfully
from tests.journeys.conftest import CHROMIUM, Reader, Served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]

People = Callable[[str], Reader]


def choose(reader: Reader, name: str, words: str) -> None:
    """Choose the option whose words begin so."""
    field = reader.page.locator(f"select[name={name}]")
    value = field.locator("option", has_text=re.compile(f"^{re.escape(words)}")).first.get_attribute("value")
    field.select_option(value)


def write(reader: Reader, **fields: str) -> None:
    for name, text in fields.items():
        reader.page.locator(f"[name={name}]").fill(text)


def write_request(piotr: Reader, *, urgent: bool = False) -> None:
    """Piotr fills the request of scenario G.1, step 1."""
    piotr.open("/skierowania/nowe/")
    choose(piotr, "addressee", "GOPS Wierzbowo")
    choose(piotr, "basis", "Zadanie własne szkoły")
    choose(piotr, "reason_code", "nieobecności")
    write(
        piotr,
        first_name="Ola",
        last_name="Malinowska",
        born_on="12.03.2014",
        occupation="SP Wierzbowo, klasa 6",
        guardians="Marta i Adam Malinowscy",
        place="Wierzbowo",
        request="Rozpoznanie sytuacji rodziny i odpowiedź, jaką pomoc można uruchomić.",
        reason="Uczennica opuściła 34 godziny w październiku 2026 r.",
    )
    if urgent:
        piotr.page.locator("[name=urgency][value=urgent]").check()


def number_in_title(reader: Reader) -> str:
    found = re.search(r"[A-Z]+\.[A-Z.]*\d[\d.]*", reader.page.locator("h1").inner_text())
    assert found is not None
    return found.group()


@pytest.mark.long
def test_one_family_is_helped_lawfully_from_the_signal_to_the_paper_on_its_data(person: People, served: Served) -> None:
    """Scenario G.1, steps 1 to 4, 7, 9, the print of 10, and the way back of the request: told in one town."""
    piotr = person("piotr")
    referral, number = piotr_sends(piotr, served)
    anna = person("anna")
    anna_decides(anna, referral, number)
    case_file = anna_opens_a_case(anna, served, referral)
    lawfully.income_is_reckoned(anna)
    lawfully.card_is_written(anna, case_file)
    lawfully.family_agrees(anna, case_file)
    lawfully.data_are_handed_over(anna, case_file)
    marta = lawfully.centre_looks(person)
    anna_reports(anna, referral)
    piotr_confirms(piotr, referral, number)
    piotr.open(case_file, status=404)
    jan_sees_nothing_of_it(person, served)
    grazyna_is_told_why_she_sees_no_case(person, served)
    urgency_shortens_the_deadlines(piotr, anna, served)
    lawfully.consent_is_withdrawn(person, served, case_file, marta)
    lawfully.family_reads_who_got_its_data(person, served, marta)


def piotr_sends(piotr: Reader, served: Served) -> tuple[str, str]:
    piotr.looks_right("pulpit-pusty")
    write_request(piotr)
    piotr.looks_right("skierowanie-nowe")
    piotr.press("Dalej: podgląd")
    piotr.looks_right("skierowanie-podglad")
    piotr.press("Wyślij skierowanie")
    assert "Wysłane" in title(piotr)
    piotr.looks_right()
    return piotr.page.url.removeprefix(served.url), number_in_title(piotr)


def anna_decides(anna: Reader, referral: str, number: str) -> None:
    assert number in anna.text()
    anna.looks_right("pulpit")
    anna.open("/skrzynka/")
    assert number in anna.text()
    anna.looks_right("skrzynka")
    anna.open(referral)
    assert "Odebrane" in title(anna)
    assert "34 godziny" in anna.text()
    assert "09.11.2026" in anna.text(), "five working days after Monday the 2nd"
    assert "23.11.2026" in anna.text(), "the family interview, 14 working days, 11 November is a holiday"
    anna.looks_right("skierowanie")
    anna.press("Przyjmij skierowanie")
    assert "Przyjęte" in title(anna)


def anna_opens_a_case(anna: Reader, served: Served, referral: str) -> str:
    anna.open(f"{referral}zaloz-sprawe/")
    write(anna, family_name="Malinowscy")
    choose(anna, "kinship", "córka")
    anna.looks_right("zaloz-sprawe")
    anna.press("Załóż sprawę")
    case_file = open_case_file(anna, served)
    assert "Ola Malinowska" in anna.text()
    assert "23.11.2026" in anna.text()
    anna.open(f"{case_file}osoba/")
    anna.looks_right("nowa-osoba")
    for member in FAMILY:
        add_member(anna, case_file, *member)
    write_note(anna, case_file)
    anna.looks_right("teczka")
    anna.press("Dlaczego to widzę?")
    assert "GOPS Wierzbowo" in anna.text()
    anna.looks_right("dlaczego-to-widze")
    return case_file


def anna_reports(anna: Reader, referral: str) -> None:
    anna.open(referral)
    anna.page.get_by_role("link", name="Zgłoś wykonanie").click()
    dialog = anna.page.locator("dialog[open]")
    dialog.locator("[name=text]").fill("Rodzina otrzymała wsparcie asystenta.")
    anna.follow(dialog.get_by_role("button", name="Zgłoś wykonanie"))
    anna.open(referral)
    assert "Wykonane" in title(anna)


def piotr_confirms(piotr: Reader, referral: str, number: str) -> None:
    piotr.open("/")
    assert "Wróciło do mnie" in piotr.text()
    assert number in piotr.text()
    piotr.looks_right("pulpit-szkola")
    piotr.open(referral)
    assert "wsparcie asystenta" in piotr.text()
    piotr.looks_right("skierowanie-odpowiedz")
    piotr.press("Potwierdź wykonanie")
    piotr.open(referral)
    assert "Potwierdzone" in title(piotr)
    piotr.looks_right("skierowanie-potwierdzone")


def title(reader: Reader) -> str:
    return reader.page.locator("h1").inner_text()


def open_case_file(reader: Reader, served: Served) -> str:
    reader.open("/rodziny/")
    reader.looks_right("rodziny")
    reader.follow(reader.page.locator("table a[href^='/rodziny/']").first)
    return reader.page.url.removeprefix(served.url)


# The rest of the family of scenario G.1: name, birth, who in the family, school or work, and which.
FAMILY = (
    ("Marta Malinowska", "04.02.1990", "matka", "sklep w Wierzbowie, 1/2 etatu", "employment"),
    ("Adam Malinowski", "19.07.1987", "ojciec", "", ""),
    ("Kuba Malinowski", "30.05.2018", "syn", "SP Wierzbowo, klasa 2", "education"),
)


def add_member(reader: Reader, case_file: str, *member: str) -> None:
    name, born_on, kinship, occupation, kind = member
    first_name, last_name = name.split()
    reader.open(f"{case_file}osoba/")
    write(reader, first_name=first_name, last_name=last_name, born_on=born_on, occupation=occupation)
    choose(reader, "kinship", kinship)
    if kind:
        reader.page.locator(f"[name=occupation_kind][value={kind}]").check()
    reader.follow(reader.page.locator("main form").get_by_role("button").first)


def write_note(reader: Reader, case_file: str) -> None:
    reader.open(f"{case_file}notatka/")
    choose(reader, "kind", "wizyta domowa")
    write(reader, text="Rozmowa z matką w domu. Ola wróci do szkoły od poniedziałku.")
    reader.looks_right("notatka")
    reader.follow(reader.page.locator("main form").get_by_role("button").first)


def jan_sees_nothing_of_it(person: People, served: Served) -> None:
    """Step 1: nothing in his lists, and the same page for what is there and what is not."""
    ((ref, number),) = served.rows("select ref, number from referrals_referral where state = 'closed'")
    ((case,),) = served.rows("select ref from cases_case")
    jan = person("jan")
    assert number not in jan.text()
    jan.looks_right("pulpit-policja")
    for address in ("/skierowania/", "/skrzynka/", "/rodziny/"):
        assert number not in jan.open(address).content()
    for kind, there in (("skierowania", ref), ("rodziny", case)):
        missing, forbidden = (refused(jan, f"/{kind}/{name}/", name) for name in ("bcdfghjkmnpq", there))
        assert missing == forbidden


def refused(reader: Reader, address: str, name: str) -> str:
    """The page of a refusal without what differs in any two pages: tokens, and the address itself."""
    page = reader.open(address, status=404).content().replace(name, "")
    return re.sub(r'(nonce|value)="[A-Za-z0-9+/=_-]{16,}"', "", page)


def urgency_shortens_the_deadlines(piotr: Reader, anna: Reader, served: Served) -> None:
    """Step 2: the urgent variant of the interview is Wednesday the 4th."""
    write_request(piotr, urgent=True)
    piotr.press("Dalej: podgląd")
    piotr.press("Wyślij skierowanie")
    anna.open(piotr.page.url.removeprefix(served.url))
    assert "04.11.2026" in anna.text()


def grazyna_is_told_why_she_sees_no_case(person: People, served: Served) -> None:
    """Step 7: the same 404, the attempt in the trail, and the reason where it is public."""
    ((case,),) = served.rows("select ref from cases_case")
    denied = "select count(*) from audit_entry where kind = 'denied'"
    ((before,),) = served.rows(denied)
    grazyna = person("grazyna")
    missing, forbidden = (refused(grazyna, f"/rodziny/{name}/", name) for name in ("bcdfghjkmnpq", case))
    assert missing == forbidden
    ((after,),) = served.rows(denied)
    assert after == before + 2
    grazyna.open("/porozumienia/")
    grazyna.press("Porozumienie o współpracy PZK Wierzbowo")
    assert "„Mostek” nie podpisał jeszcze porozumienia" in grazyna.text()
    grazyna.looks_right("porozumienie")
