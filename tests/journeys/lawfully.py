"""What the family of scenario G.1 was told and agreed to, what was handed over on it, and what came of it later."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdf

from tests.journeys.conftest import Reader, Served

People = Callable[[str], Reader]
MARTA, OLA = "Marta Malinowska", "Ola Malinowska"
SCHOOL, CENTRE, LABOUR = "SP Wierzbowo", "PCPR w Brzezinie", "PUP w Brzezinie"
# Marta agrees for Ola to school attendance, for herself to the home; each time also to whom it is about.
AGREED = {MARTA: "mieszkalnictwo", OLA: "edukacja"}
REVIEW, CLOSING = (datetime(2027, *day, 9, 0, tzinfo=UTC) for day in ((3, 9), (6, 8)))


def send(reader: Reader) -> None:
    reader.follow(reader.page.locator("main form").get_by_role("button").first)


def income_is_reckoned(anna: Reader) -> None:
    """Step 3: in words that a worker can say to the family, and that it is no decision."""
    anna.open("/dochod/")
    anna.page.locator("[name=people]").fill("4")
    anna.page.locator("[name=amount_0]").fill("2 100,00")
    anna.page.locator("[name=kind_1]").select_option("farm")
    anna.page.locator("[name=amount_1]").fill("1,20")
    anna.page.get_by_role("button", name="Policz").click()
    anna.page.locator("#steps").wait_for()
    told = anna.text().replace("\u00a0", " ")
    for words in ("550,80", "2650,80", "662,70", "823,00", "3292,00", "Poniżej kryterium o 641,20"):
        assert words in told, words
    assert "Tabela kwot obowiązująca od 01.01.2025" in told
    assert "To nie jest decyzja." in told


def card_is_written(anna: Reader, case_file: str) -> None:
    """What could be handed over of Marta: where she lives, and her health."""
    anna.open(case_file)
    anna.follow(anna.page.get_by_role("link", name=MARTA).first)
    marta = anna.page.url.removeprefix(anna.url)
    for kind, text in (("adres", "ul. Polna 7, Wierzbowo"), ("zdrowie", "cukrzyca, insulina rano i wieczorem")):
        anna.open(f"{marta}karta/")
        anna.press(kind)
        anna.page.locator("[name=text]").fill(text)
        anna.press("Zapisz")


def family_agrees(anna: Reader, case_file: str) -> None:
    """Step 4: the notice; consents for the school and the county's centre, a no to the labour office."""
    anna.open(f"{case_file}zgody/")
    anna.press("Zapisz przekazanie klauzuli")
    send(anna)
    for name, what in AGREED.items():
        anna.follow(anna.page.get_by_role("row", name=name).get_by_role("link", name="Zapisz zgodę"))
        for data in ("tożsamość", what):
            for place in (SCHOOL, CENTRE):
                anna.page.locator(f"[name=given][aria-label='{data}: {place}']").check()
        if name == MARTA:
            anna.page.locator("summary", has_text="nie zgodziła").click()
            anna.page.locator(f"[name=refused][aria-label='zdrowie: {LABOUR}']").check()
        anna.page.locator("[name=signer]").first.check()
        anna.press("Zapisz zgodę")
        anna.open(f"{case_file}zgody/")
    assert anna.text().count("Obowiązuje") == 8
    assert anna.text().count("Odmowa") == 1


def data_are_handed_over(anna: Reader, case_file: str) -> None:
    """Step 4: health stops with its reason and the ways out, the rest goes, and each recipient has one entry."""
    anna.open(case_file)
    anna.press("Przekaż dane")
    wanted = [f"{data}, {name}: {place}" for place in (SCHOOL, CENTRE) for name in AGREED for data in _of(name)]
    for cell in (*wanted, f"koordynacja pomocy, sprawa: {LABOUR}"):
        with anna.page.expect_response(lambda answer: "/przekaz/" in answer.url):
            anna.page.get_by_role("checkbox", name=cell).check()
    anna.page.get_by_role("button", name="Przekaż dane 3 odbiorcom").wait_for()
    with anna.page.expect_response(lambda answer: "zablokowane" in answer.url):
        anna.page.get_by_role("button", name=f"Dlaczego nie? zdrowie, {MARTA}: {LABOUR}").click()
    anna.page.get_by_role("heading", name=f"Nie przekażesz do {LABOUR}").wait_for()
    assert f"{MARTA}: brak zgody z 02.11.2026" in anna.text()
    assert "Co możesz zrobić" in anna.text()
    anna.press("Przekaż dane 3 odbiorcom")
    assert "3 wpisy są w rejestrze" in anna.text()
    for place in (SCHOOL, CENTRE, LABOUR):
        assert anna.page.get_by_role("row", name=place).count() == 1


def _of(name: str) -> tuple[str, str]:
    return "tożsamość", AGREED[name]


def centre_looks(person: People) -> str:
    """Who heads the county's centre lets Olga look; returns the address of Marta as Olga sees her."""
    malgorzata = person("malgorzata")
    malgorzata.open("/udostepnienia/otrzymane/")
    malgorzata.follow(malgorzata.page.get_by_role("row", name="GOPS Wierzbowo").get_by_role("link").first)
    entry = malgorzata.page.url.removeprefix(malgorzata.url)
    malgorzata.page.get_by_label("Pracownik").select_option(label="Olga Wierzba")
    malgorzata.press("Pozwól patrzeć")
    malgorzata.looks_right("okno-czytelnicy")
    olga = person("olga")
    olga.open(entry)
    olga.press(MARTA)
    assert "ul. Polna 7" in olga.text()
    assert "cukrzyca" not in olga.text()
    return olga.page.url.removeprefix(olga.url)


def consent_is_withdrawn(person: People, served: Served, case_file: str, marta: str) -> None:
    """Step 9: Olga has the page open at her own browser; at her next click it is gone, and the register keeps it."""
    served.goes_to(REVIEW)
    anna, olga = person("anna"), person("olga")
    # What would stop is asked for each kind of row; on PostgreSQL the first such question of a process is slow.
    anna.page.set_default_timeout(30_000)
    olga.open(marta)
    assert "ul. Polna 7" in olga.text()
    for name in AGREED:
        anna.open(f"{case_file}zgody/")
        anna.press(f"Wycofaj: tożsamość, {CENTRE}")
        for box in anna.page.locator("[name=items]").all():
            box.set_checked(CENTRE in anna.page.locator(f"label[for='{box.get_attribute('id')}']").inner_text())
        assert CENTRE in anna.text(), name
        anna.press("Wycofaj zgodę")
    olga.open(marta, status=404)
    anna.open("/udostepnienia/")
    anna.follow(anna.page.get_by_role("row", name=CENTRE).get_by_role("link").first)
    assert "wygasła 09.03.2027" in anna.text()
    anna.looks_right()


def family_reads_who_got_its_data(person: People, served: Served, marta: str) -> None:
    """Step 10: the page and the paper list every disclosure, the withdrawn one too, and what was refused."""
    served.goes_to(CLOSING)
    anna = person("anna")
    anna.open(f"{marta}kto-dostal/")
    anna.looks_right()
    with anna.page.expect_download() as paper:
        anna.page.get_by_role("link", name="Pobierz PDF").click()
    content = Path(paper.value.path()).read_bytes()
    printed = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    for told in (anna.text(), printed):
        for words in ("Szkoła Podstawowa w Wierzbowie", "Powiatowe Centrum Pomocy Rodzinie", "Powiatowy Urząd Pracy"):
            assert words in told, words
        assert "09.03.2027" in told
        assert "Zdrowie" in told
