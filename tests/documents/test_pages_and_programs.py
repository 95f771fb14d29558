"""Files over HTTP and from the terminal: attaching, the list, the download, withdrawing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from kooperacja.access.permit import permit
from kooperacja.audit.models import Entry
from kooperacja.cases.actions import close_case
from kooperacja.cases.models import Case
from kooperacja.config.cli import main
from kooperacja.documents.law import MEGABYTE
from kooperacja.documents.models import StoredFile
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town
from tests.documents.conftest import pdf

Attach = Callable[..., StoredFile]


def scan(content: bytes | None = None, name: str = "zgoda.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)


def form(**more: Any) -> dict[str, Any]:
    return {"file": scan(), "about": "family", "category": "family", **more}


def number_of_files() -> int:
    with permit():
        return StoredFile._base_manager.count()


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


# ---- Pages


def test_the_key_worker_attaches_by_the_form_and_finds_it_in_the_list(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    browser, address = as_worker(cast.anna), f"/rodziny/{case.ref}/pliki/"
    empty = browser.get(address).content.decode()
    assert "najwyżej 20 MB" in empty
    assert "Nic jeszcze nie dołączono" in empty
    sent = form(about=family["Ola"].ref, once="a1")
    assert browser.post(address, sent).status_code == 303
    again = browser.post(address, form(about=family["Ola"].ref, once="a1"))
    assert (again.status_code, number_of_files()) == (303, 1)
    page = browser.get(address).content.decode()
    for words in ("zgoda.pdf", "Ola", "dokument PDF, 1 kB", "Anna Lis", "Wycofaj"):
        assert words in page, words


def test_a_scan_of_thirty_megabytes_is_told_so_and_nothing_is_kept(cast: Town, case: Case, as_worker: Any) -> None:
    answer = as_worker(cast.anna).post(
        f"/rodziny/{case.ref}/pliki/", form(file=scan(pdf(size=30 * MEGABYTE), "skan.pdf"))
    )
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Ten plik ma 31 MB, a może mieć najwyżej 20 MB." in told
    assert 'aria-describedby="id_file_helptext id_file_error"' in told
    assert number_of_files() == 0


def test_a_program_called_pdf_and_a_forged_person_are_refused(cast: Town, case: Case, as_worker: Any) -> None:
    browser, address = as_worker(cast.anna), f"/rodziny/{case.ref}/pliki/"
    wrong = browser.post(address, form(file=scan(b"MZ" + b"\0" * 900)), headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert "To nie jest plik PDF" in wrong.content.decode()
    assert "<html" not in wrong.content.decode()
    for more in ({"about": "obcy"}, {"category": "advice"}, {"category": ""}, {"file": ""}):
        assert browser.post(address, form(**more)).status_code == 422
    assert number_of_files() == 0


def test_a_closed_case_takes_no_file_and_still_shows_them(
    cast: Town, case: Case, consent: StoredFile, as_worker: Any
) -> None:
    close_case(actor=cast.anna.actor, case=case, close_reason="unfounded", closed_on=MONDAY.date())
    browser, address = as_worker(cast.anna), f"/rodziny/{case.ref}/pliki/"
    page = browser.get(address).content.decode()
    assert consent.name in page
    assert 'type="file"' not in page
    assert browser.post(address, form()).status_code == 403
    assert content_of(browser.get(f"/pliki/{consent.ref}/")) == pdf()


def test_a_download_is_a_copy_to_keep_and_no_page_of_ours(cast: Town, consent: StoredFile, as_worker: Any) -> None:
    answer = as_worker(cast.anna).get(f"/pliki/{consent.ref}/")
    assert content_of(answer) == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(pdf()))
    assert answer["Content-Disposition"] == f'attachment; filename="plik-{consent.ref}.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_what_is_read_of_health_is_in_the_trail_before_the_first_byte(
    cast: Town, attach: Attach, as_worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, browser = attach(cast.anna, category="health"), as_worker(cast.anna)
    answer = browser.get(f"/pliki/{file.ref}/")
    [entry] = Entry.objects.filter(action="read.download")
    assert (entry.user_id, entry.subjects.get().subject_id) == (cast.anna.user.pk, file.subject_id)
    assert content_of(answer) == pdf()

    def refuse(*_args: Any, **_facts: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("kooperacja.audit.actions.record", refuse)
    closed = browser.get(f"/pliki/{file.ref}/")
    assert (closed.status_code, closed.streaming) == (503, False)


def test_withdrawn_by_the_form_it_is_missing_at_the_next_click(
    cast: Town, case: Case, consent: StoredFile, as_worker: Any
) -> None:
    browser, address = as_worker(cast.anna), f"/rodziny/{case.ref}/pliki/{consent.ref}/wycofaj/"
    assert "zgoda.pdf" in browser.get(address).content.decode()
    assert browser.post(address, {"version": "1"}).status_code == 422
    assert browser.post(address, {"version": "1", "why": "other_person"}).status_code == 303
    assert browser.get(f"/pliki/{consent.ref}/").status_code == 404
    assert browser.get(address).status_code == 404
    left = browser.get(f"/rodziny/{case.ref}/pliki/").content.decode()
    assert "Nic jeszcze nie dołączono" in left
    assert f"/pliki/{consent.ref}/" not in left


# ---- Programs


def test_programs_attach_list_save_and_withdraw(cast: Town, case: Case, program: Any) -> None:
    anna = program(cast.anna)

    def send(key: str, content: bytes | None = None) -> Any:
        headers = {"Authorization": f"Bearer {anna.secret}", "Idempotency-Key": key}
        sent = {"file": scan(content), "category": "family"}
        return anna.browser.post(f"/api/v1/cases/{case.ref}/files", sent, headers=headers)

    made = send("k1")
    assert made.status_code == 201
    file = made.json()
    assert (file["name"], file["kind"], file["size"], file["level"]) == ("zgoda.pdf", "pdf", len(pdf()), 2)
    assert send("k1").json()["ref"] == file["ref"]
    other = send("k1", pdf(2))
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.other_request")
    twice = send("k2")
    assert (twice.status_code, twice.json()["code"], twice.json()["field"]) == (422, "file.twice", "file")
    assert [one["ref"] for one in anna.get(f"/cases/{case.ref}/files").json()["items"]] == [file["ref"]]
    saved = anna.get(f"/files/{file['ref']}/content")
    assert content_of(saved) == pdf()
    assert saved["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert program(cast.iga).get(f"/files/{file['ref']}/content").status_code == 404
    as_json = anna.post(f"/cases/{case.ref}/files", {"category": "family"})
    assert (as_json.status_code, as_json.json()["code"]) == (415, "request.not_files")
    assert anna.post(f"/files/{file['ref']}/withdraw", {"why": "replaced"}).status_code == 204
    assert anna.get(f"/files/{file['ref']}").status_code == 404


def test_the_terminal_attaches_saves_checks_and_withdraws(
    cast: Town, case: Case, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place, copy, anna = tmp_path / "zgoda.pdf", tmp_path / "kopia.pdf", ["--as", cast.anna.email]
    place.write_bytes(pdf())
    assert main(["files", "attach", case.ref, str(place), "--field", "category=family", *anna]) == 0
    with permit():
        file = StoredFile._base_manager.get()
    assert main(["files", "save", file.ref, str(copy), *anna]) == 0
    assert copy.read_bytes() == pdf()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert main(["files", "save", file.ref, str(copy), *anna]) == 2
    assert main(["files", "save", file.ref, str(tmp_path / "x.pdf"), "--as", cast.iga.email]) == 2
    assert not (tmp_path / "x.pdf").exists()
    assert main(["files", "check"]) == 0
    assert main(["show", "files", case.ref, *anna]) == 0
    assert main(["act", "file.withdraw", file.ref, "--field", "why=mistake", *anna]) == 0
    assert main(["show", "file", file.ref, *anna]) == 2
    assert main(["files", "sweep"]) == 0
    place.write_bytes(b"%PDF-" + b"x" * (21 * MEGABYTE))
    assert main(["files", "attach", case.ref, str(place), "--field", "category=family", *anna]) == 2
    assert "najwyżej 20 MB" in capsys.readouterr().err
