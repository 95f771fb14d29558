"""Variants on their pages: read by everybody, downloaded, tried, and saved by a regional centre."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kooperacja.directory.kinds import Role
from kooperacja.teams.models import ModelVariant
from tests.cast import Town, enrol
from tests.teams.test_pages import texts


@pytest.fixture
def aldona(cast: Town, at_monday: Any, as_worker: Any) -> Client:
    """Olga, who coordinates a regional centre for this test."""
    browser: Client = as_worker(enrol(cast.olga.user, cast.at("pcpr"), Role.ROPS_COORDINATOR, title="koordynator"))
    return browser


def given(raw: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("wariant.toml", raw, content_type="application/toml")}


def test_everybody_reads_the_variants_and_downloads_their_files(cast: Town, at_monday: Any, as_worker: Any) -> None:
    jan = as_worker(cast.jan)
    assert "Model miejsko-wiejski" in texts(jan.get("/warianty/"))
    assert "Gminna Grupa Kooperacyjna" in texts(jan.get("/warianty/urban_rural/"))
    assert jan.get("/warianty/urban_rural/toml/").content.decode().startswith('code = "urban_rural"')
    assert jan.get("/warianty/lunar/").status_code == 404
    assert jan.get("/warianty/nowy-plik/").status_code == 403


def test_a_file_is_tried_before_it_is_saved(cast: Town, aldona: Client) -> None:
    raw = aldona.get("/warianty/rural/toml/").content.replace(b'code = "rural"', b'code = "podkarpackie"', 1)
    tried = aldona.post("/warianty/nowy-plik/", given(raw))
    assert "Nic jeszcze nie zapisano" in texts(tried)
    assert not ModelVariant.objects.exists()
    saved = aldona.post("/warianty/zapisz-plik/", {"text": raw.decode()})
    assert (saved.status_code, saved.headers["Location"]) == (303, "/warianty/podkarpackie/")
    assert "nic nowego" in texts(aldona.post("/warianty/nowy-plik/", given(raw)))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"cadence_days = 30", b"cadence_days = -3", "kinds[1].cadence_days"),
        (b'code = "podkarpackie"', b'code = "rural"', "należy do wariantu kogoś innego"),
        (b"name", b"\xb9name", "UTF-8"),
    ],
)
def test_a_wrong_file_says_where_it_is_wrong(cast: Town, aldona: Client, old: bytes, new: bytes, told: str) -> None:
    raw = aldona.get("/warianty/rural/toml/").content.replace(b'code = "rural"', b'code = "podkarpackie"', 1)
    refused = aldona.post("/warianty/nowy-plik/", given(raw.replace(old, new, 1)))
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not ModelVariant.objects.exists()
