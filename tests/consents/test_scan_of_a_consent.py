"""The signed paper: attached to its consent, shown on it, replaced by a better copy, refused when it is none."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kooperacja.access.permit import permit
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.config.cli import main
from kooperacja.documents.actions import withdraw_file
from kooperacja.documents.models import StoredFile
from kooperacja.people.models import Person
from tests.api.conftest import program
from tests.cast import Town
from tests.consents.conftest import Give
from tests.documents.conftest import pdf

__all__ = ["program"]


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def paper(content: bytes | None = None, name: str = "zgoda.pdf") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, pdf() if content is None else content)}


def files() -> list[StoredFile]:
    with permit():
        return list(StoredFile._base_manager.order_by("pk"))


def test_the_scan_is_shown_on_its_consent_and_a_better_one_takes_its_place(
    cast: Town, case: Case, family: dict[str, Person], give: Give, as_worker: Any
) -> None:
    anna, here = as_worker(cast.anna), f"/rodziny/{case.ref}/zgody/{give().ref}/"
    assert "Nie dołączono skanu" in anna.get(here).content.decode()
    shown = anna.post(f"{here}skan/", paper(), follow=True).content.decode()
    [first] = files()
    assert (first.subject_id, first.category) == (family["Marta"].anchor_id, "family")
    assert all(word in shown for word in ("zgoda.pdf", f"/pliki/{first.ref}/", "Skan jest dołączony"))
    assert "Nie dołączono skanu" not in shown
    assert "zgoda.pdf" in anna.get(f"{here}skan/").content.decode()
    better = anna.post(f"{here}skan/", paper(pdf(2), "lepsza.pdf"), follow=True).content.decode()
    assert ("lepsza.pdf" in better, "zgoda.pdf" in better) == (True, False)
    assert Entry.objects.filter(action="consent.scan").count() == len(files()) == 2
    withdraw_file(actor=cast.anna.actor, file=files()[1], version=1, why="other_person")
    assert "Nie dołączono skanu" in anna.get(here).content.decode()


def test_what_is_no_paper_is_refused_at_its_field_and_nothing_is_kept(
    cast: Town, case: Case, give: Give, as_worker: Any, tmp_path: Path
) -> None:
    anna, here = as_worker(cast.anna), f"/rodziny/{case.ref}/zgody/{give().ref}/"
    told = anna.post(f"{here}skan/", paper(b"MZ" + b"\0" * 900))
    assert (told.status_code, "To nie jest plik PDF" in told.content.decode()) == (422, True)
    assert anna.post(f"{here}skan/", {}).status_code == 422
    assert as_worker(cast.iga).post(f"{here}skan/", paper()).status_code == 404
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (files(), kept) == ([], [])


def test_a_program_attaches_once_and_a_screen_has_no_paper(cast: Town, case: Case, give: Give, program: Any) -> None:
    anna = program(cast.anna)
    key = {"Authorization": f"Bearer {anna.secret}", "Idempotency-Key": "scan"}

    def sent(ref: str) -> Any:
        return anna.browser.post(f"/api/v1/cases/{case.ref}/consents/{ref}/scan", paper(), headers=key)

    consent = give()
    for _turn in range(2):
        told = sent(consent.ref)
        assert (told.status_code, told.json()["scan"]) == (201, files()[0].ref)
    assert len(files()) == 1
    key["Idempotency-Key"] = "other"
    told = sent(give(medium="screen", name="Marta Malinowska").ref)
    assert (told.status_code, told.json()["code"], len(files())) == (422, "consent.no_paper", 1)


def test_in_the_terminal_a_scan_is_a_file_of_the_disk(cast: Town, case: Case, give: Give, tmp_path: Path) -> None:
    scan, ref = tmp_path / "zgoda.pdf", give().ref
    scan.write_bytes(pdf())
    act = ["act", "consent.scan", case.ref, ref, "--as", cast.anna.email]
    assert main([*act, "--file", str(tmp_path / "nie-ma.pdf")]) == main(act) == 2
    assert files() == []
    assert main([*act, "--file", str(scan)]) == 0
    assert [one.name for one in files()] == ["zgoda.pdf"]
    assert main([*act[:-1], cast.jan.email, "--file", str(scan)]) == 2
