"""A scan of a consent is attached, read, and withdrawn because it was somebody else's; with and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.documents.conftest import pdf
from tests.journeys.conftest import CHROMIUM, Reader, Served
from tests.journeys.test_walk import choose, write

pytestmark = [
    pytest.mark.browser,
    # The pages are the same on each engine; what the engines answer is asked below the browser.
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


def _case(anna: Reader, family: str) -> str:
    """The address of the files of a new case."""
    anna.open("/rodziny/nowa/")
    write(anna, family_name=family, learned_on="02.11.2026")
    choose(anna, "key_worker", "Anna Lis")
    anna.follow(anna.page.locator("main form").get_by_role("button").first)
    anna.press("Pliki")
    return anna.page.url.removeprefix(anna.url)


def _chosen(anna: Reader, content: bytes, name: str = "zgoda Malinowska.pdf") -> None:
    page = anna.page
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    page.locator("[name=category]").select_option("family")


def test_a_scan_is_attached_read_and_withdrawn(person: Callable[[str], Reader]) -> None:
    anna = person("anna")
    address = _case(anna, "Malinowscy")
    anna.looks_right("pliki-pusto")
    _chosen(anna, b"MZ" + b"\0" * 5000, "program.pdf")
    anna.page.get_by_role("button", name="Dołącz plik").click()
    anna.page.locator("#id_file_error").wait_for()
    assert "To nie jest plik PDF" in anna.text()
    # The browser itself complains of a refusal that the journey expects.
    anna.complaints.clear()
    anna.looks_right("pliki-odmowa")
    _chosen(anna, pdf(size=400_000))
    anna.press("Dołącz plik")
    assert "zgoda Malinowska.pdf" in anna.text()
    assert "390 kB" in anna.text()
    _chosen(anna, pdf(2, size=90_000), "zaświadczenie ze szkoły.pdf")
    anna.press("Dołącz plik")
    anna.looks_right("pliki")
    anna.page.emulate_media(color_scheme="dark")
    anna.looks_right("pliki-ciemny")
    anna.page.emulate_media(color_scheme="light")
    link = anna.page.get_by_role("link", name="zgoda Malinowska.pdf", exact=True)
    with anna.page.expect_download() as found:
        link.click()
    saved = found.value
    assert saved.suggested_filename.startswith("plik-")
    assert saved.path().read_bytes() == pdf(size=400_000)
    there = f"{anna.url}{link.get_attribute('href')}"
    anna.page.get_by_role("link", name="Wycofaj zgoda Malinowska.pdf").click()
    dialog = anna.page.get_by_role("dialog")
    dialog.get_by_label("dotyczy kogoś innego").check()
    anna.looks_right("pliki-wycofanie")
    anna.follow(dialog.get_by_role("button", name="Wycofaj plik"))
    assert "zgoda Malinowska.pdf" not in anna.page.locator("table").inner_text()
    assert anna.page.request.get(there).status == 404
    # A colleague who is not appointed finds nothing at the same addresses.
    iga = person("iga")
    iga.open(address, status=404)


@pytest.mark.once
def test_without_script_the_form_works(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(locale="pl-PL", java_script_enabled=False)
    anna = Reader(context.new_page(), served.url, "anna").sign_in()
    _case(anna, "Lipowie")
    anna.press("Dołącz plik")
    assert "Popraw" in anna.text()
    _chosen(anna, pdf())
    anna.press("Dołącz plik")
    assert "Plik został dołączony" in anna.text()
    anna.press("Wycofaj zgoda Malinowska.pdf")
    anna.page.get_by_label("dołączono przez pomyłkę").check()
    anna.press("Wycofaj plik")
    assert "Nic jeszcze nie dołączono" in anna.text()
    context.close()
