"""A file attached to an answer: a copy on each side, open to who reads the answer, and refused when it is none."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kooperacja.access.models import Appointment
from kooperacja.access.permit import permit
from kooperacja.cases.models import Case
from kooperacja.config.cli import main
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.inquiries import actions
from kooperacja.inquiries.models import InquirySide
from kooperacja.notices.models import Notice
from tests.api.conftest import program
from tests.cast import Town
from tests.documents.conftest import pdf, png
from tests.inquiries.conftest import Ask, side_of

__all__ = ["program"]


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def answered(cast: Town, question: Ask) -> InquirySide:
    """Anna's question to the labour office, which Tomasz has answered in words."""
    mine = question()
    actions.answer(actor=cast.tomasz.actor, side=side_of(cast.tomasz, mine), text="Pobiera; decyzja w załączeniu.")
    return mine


def sent(content: bytes, name: str = "decyzja.pdf") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def files() -> list[StoredFile]:
    with permit():
        return list(StoredFile._base_manager.order_by("pk"))


def page_of(side: InquirySide) -> str:
    return f"/prosby/{side.inquiry.ref}/"


def test_each_side_opens_its_own_copy_and_a_third_institution_neither(
    cast: Town, case: Case, answered: InquirySide, as_worker: Any
) -> None:
    tomasz, anna, here = as_worker(cast.tomasz), as_worker(cast.anna), page_of(answered)
    assert f"{here}plik/" in tomasz.get(here).content.decode()
    assert f"{here}plik/" not in anna.get(here).content.decode()
    shown = tomasz.post(f"{here}plik/", sent(pdf()), follow=True).content.decode()
    theirs, mine = files()
    assert "Plik jest dołączony do odpowiedzi" in shown
    assert (theirs.owner_id, mine.owner_id) == (cast.at("pup").pk, cast.at("gops").pk)
    assert (theirs.category, mine.category, theirs.level, mine.level) == ("employment", "employment", 2, 2)
    assert (mine.anchor_id, mine.subject_id) == (answered.anchor_id, answered.subject_id)
    assert bytes(mine.sealed) != bytes(theirs.sealed)
    assert f"/pliki/{mine.ref}/" in anna.get(here).content.decode()
    opened = {
        (name, file.ref): as_worker(worker).get(f"/pliki/{file.ref}/")
        for name, worker in (("anna", cast.anna), ("tomasz", cast.tomasz), ("wanda", cast.wanda), ("olga", cast.olga))
        for file in (theirs, mine)
    }
    reads = {("anna", mine.ref), ("tomasz", theirs.ref)}
    assert {key for key, got in opened.items() if got.status_code == 200} == reads
    assert {b"".join(opened[key].streaming_content) for key in reads} == {pdf()}
    assert {got.status_code for key, got in opened.items() if key not in reads} == {404}
    # Who asked is told by a code and a number, and never learns which worker of the other institution it was.
    assert Notice.objects.filter(code="inquiry.attach", user=cast.anna.user).count() == 1
    assert cast.tomasz.user.full_name not in anna.get(f"/rodziny/{case.ref}/pliki/").content.decode()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ" + b"\0" * 900, "decyzja.pdf", "To nie jest plik PDF"),
        (png(50_000, 50_000), "decyzja.png", "50"),
        (b"", "decyzja.pdf", "pust"),
    ],
)
def test_what_is_no_paper_is_refused_at_its_field_and_nothing_is_kept(
    cast: Town, answered: InquirySide, as_worker: Any, tmp_path: Path, content: bytes, name: str, said: str
) -> None:
    told = as_worker(cast.tomasz).post(f"{page_of(answered)}plik/", sent(content, name))
    assert (told.status_code, said in told.content.decode()) == (422, True)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (files(), kept) == ([], [])


def test_only_who_wrote_the_answer_attaches_and_not_before_there_is_one(
    cast: Town, question: Ask, as_worker: Any
) -> None:
    Appointment.objects.filter(institution=cast.at("pup"), capacity="intake").delete()
    mine, anna = question(), as_worker(cast.anna)
    for worker in (cast.anna, cast.tomasz, cast.olga):
        assert as_worker(worker).post(f"{page_of(mine)}plik/", sent(pdf())).status_code == 404
    with pytest.raises(KooperacjaError) as refusal:
        actions.attach(actor=cast.anna.actor, side=mine, name="a.pdf", content=pdf())
    assert (refusal.value.code, files()) == ("inquiry.not_answered", [])
    # What came on paper is written down and attached by who asked; the other side is none here.
    actions.write_down(actor=cast.anna.actor, side=mine, text="Pismem z 06.11: nie pobiera.")
    assert anna.post(f"{page_of(mine)}plik/", sent(pdf())).status_code in {302, 303}
    assert [one.owner_id for one in files()] == [cast.at("gops").pk]


def test_a_program_and_the_terminal_attach_too_and_a_better_copy_takes_the_place(
    cast: Town, answered: InquirySide, program: Any, tmp_path: Path
) -> None:
    tomasz, ref = program(cast.tomasz), answered.inquiry.ref
    key = {"Authorization": f"Bearer {tomasz.secret}", "Idempotency-Key": "file"}
    for _turn in range(2):
        told = tomasz.browser.post(f"/api/v1/inquiries/{ref}/file", sent(pdf()), headers=key)
        assert (told.status_code, told.json()["file"], len(files())) == (201, files()[0].ref, 2)
    better = tmp_path / "lepsza.pdf"
    better.write_bytes(pdf(2))
    act = ["act", "inquiry.file", ref, "--file", str(better), "--as"]
    assert main([*act, cast.wanda.email]) == main([*act, cast.anna.email]) == 2
    assert main([*act, cast.tomasz.email]) == 0
    assert program(cast.anna).get(f"/inquiries/{ref}").json()["file"] == files()[3].ref
