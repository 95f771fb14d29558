"""The number in clear: on request, to who sees the person, and remembered before it is shown."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError

from kooperacja.access.permit import permit
from kooperacja.audit.models import Entry, Kind
from kooperacja.cases.models import Case
from kooperacja.config.cli import main
from kooperacja.foundation.errors import NotFound, Unavailable
from kooperacja.notices.models import Notice
from kooperacja.people.actions import reveal_pesel, set_pesel
from kooperacja.people.models import Person, Pesel
from tests.cast import Town

OLA = "14232112341"
HELP = "joint_help"


@pytest.fixture
def ola(cast: Town, family: dict[str, Person]) -> Person:
    person = family["Ola"]
    set_pesel(actor=cast.anna.actor, person=person, text=OLA)
    return person


def reveals() -> Iterator[Entry]:
    return Entry.objects.filter(action="pesel.reveal").order_by("sequence").iterator()


def test_the_key_worker_is_told_and_the_trail_knows(cast: Town, ola: Person) -> None:
    assert reveal_pesel(actor=cast.anna.actor, person=ola, purpose=HELP) == OLA
    [entry] = reveals()
    assert (entry.kind, entry.user_id, entry.about_kind, entry.about_id) == (
        Kind.READ,
        cast.anna.user.pk,
        "person",
        ola.pk,
    )
    assert (entry.purpose, entry.ground, entry.subjects.get().subject_id) == (HELP, "own", ola.anchor_id)


def test_where_the_trail_cannot_be_written_nothing_is_told(
    cast: Town, ola: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_facts: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("kooperacja.audit.actions.record", refuse)
    with pytest.raises(Unavailable) as refusal:
        reveal_pesel(actor=cast.anna.actor, person=ola, purpose=HELP)
    assert refusal.value.code == "trail.unavailable"


@pytest.mark.parametrize("who", ["iga", "filip", "piotr", "jan", "grazyna", "wanda"])
def test_who_does_not_see_the_person_is_told_nothing(cast: Town, ola: Person, who: str, as_worker: Any) -> None:
    worker = cast.workers[who]
    with pytest.raises(NotFound):
        reveal_pesel(actor=worker.actor, person=ola, purpose=HELP)
    assert as_worker(worker).post(f"/osoby/{ola.ref}/pesel/").status_code == 404
    assert list(reveals()) == []


def test_who_has_no_number_is_as_one_who_does_not_exist(cast: Town, family: dict[str, Person]) -> None:
    with pytest.raises(NotFound):
        reveal_pesel(actor=cast.anna.actor, person=family["Kuba"], purpose=HELP)


def test_the_page_shows_a_mask_and_on_request_the_number(cast: Town, ola: Person, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    page = browser.get(f"/osoby/{ola.ref}/")
    assert "•" * 11 in page.content.decode()
    assert OLA not in page.content.decode()
    answer = browser.post(f"/osoby/{ola.ref}/pesel/")
    assert OLA in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert OLA not in browser.get(f"/osoby/{ola.ref}/").content.decode()
    assert len(list(reveals())) == 1


def test_with_a_script_only_the_number_comes(cast: Town, ola: Person, as_worker: Any) -> None:
    answer = as_worker(cast.anna).post(f"/osoby/{ola.ref}/pesel/", headers={"HX-Request": "true"})
    told = answer.content.decode()
    assert told.strip().startswith('<div id="pesel"')
    assert OLA in told


def test_it_is_asked_for_by_a_form_alone(cast: Town, ola: Person, as_worker: Any) -> None:
    from django.test import Client

    browser = as_worker(cast.anna)
    assert browser.get(f"/osoby/{ola.ref}/pesel/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    assert strict.post(f"/osoby/{ola.ref}/pesel/").status_code == 403
    assert list(reveals()) == []


def test_by_form_it_is_corrected_and_removed(cast: Town, ola: Person, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    shown = browser.get(f"/osoby/{ola.ref}/popraw/").content.decode()
    assert OLA not in shown
    typed = {"first_name": "Ola", "born_on": "21.03.2014", "version": "1", "education_version": "1"}
    typed |= {"employment_version": "0", "pesel_version": "1", "change": "life"}
    wrong = browser.post(f"/osoby/{ola.ref}/popraw/", {**typed, "pesel": "14232112342"})
    assert wrong.status_code == 422
    assert "jest pomyłka" in wrong.content.decode()
    assert browser.post(f"/osoby/{ola.ref}/popraw/", {**typed, "pesel": "142321 12358"}).status_code == 303
    typed |= {"version": "2", "pesel_version": "1"}
    late = browser.post(f"/osoby/{ola.ref}/popraw/", {**typed, "remove_pesel": "on"})
    assert late.status_code == 409
    assert 'name="pesel_version" value="2"' in late.content.decode()
    typed |= {"pesel_version": "2"}
    assert browser.post(f"/osoby/{ola.ref}/popraw/", {**typed, "remove_pesel": "on"}).status_code == 303
    assert "niezapisany" in browser.get(f"/osoby/{ola.ref}/").content.decode()


def test_programs_read_a_mask_write_and_ask(cast: Town, ola: Person, program: Any) -> None:
    anna = program(cast.anna)
    read = anna.get(f"/people/{ola.ref}")
    assert read.json()["pesel_masked"] == "•" * 11
    assert OLA not in read.content.decode()
    asked = anna.send("post", f"/people/{ola.ref}/pesel/reveal", {})
    assert (asked.status_code, asked.json()) == (200, {"pesel": OLA})
    assert asked.headers["Cache-Control"] == "no-store"
    removed = anna.send("patch", f"/people/{ola.ref}", {"pesel": ""}, If_Match=read.headers["ETag"])
    assert removed.json()["pesel_masked"] == ""
    assert anna.send("post", f"/people/{ola.ref}/pesel/reveal", {}).status_code == 404
    again = anna.send("patch", f"/people/{ola.ref}", {"pesel": OLA}, If_Match=removed.headers["ETag"])
    assert again.json()["pesel_masked"] == "•" * 11
    stale = anna.send("patch", f"/people/{ola.ref}", {"pesel": ""}, If_Match=removed.headers["ETag"])
    assert stale.status_code == 412
    wrong = anna.send("patch", f"/people/{ola.ref}", {"pesel": "1"}, If_Match=again.headers["ETag"])
    assert (wrong.status_code, wrong.json()["code"]) == (422, "pesel.length")


def test_the_terminal_asks_as_a_person(cast: Town, ola: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["act", "person.reveal-pesel", ola.ref, "--as", cast.anna.email]) == 0
    assert OLA in capsys.readouterr().out
    assert main(["act", "person.reveal-pesel", ola.ref, "--as", cast.iga.email]) == 2
    assert main(["show", "person", ola.ref, "--as", cast.anna.email]) == 0
    assert OLA not in capsys.readouterr().out


def test_it_lies_in_clear_nowhere(
    cast: Town, case: Case, ola: Person, as_worker: Any, caplog: pytest.LogCaptureFixture, mailoutbox: list[Any]
) -> None:
    """Lists, sheets, prints, the case file, the trail, notices, sessions, logs and letters, after it was shown."""
    caplog.set_level("DEBUG")
    browser = as_worker(cast.anna)
    assert OLA in browser.post(f"/osoby/{ola.ref}/pesel/").content.decode()
    pages = ("/rodziny/", "/rodziny/xlsx/", f"/rodziny/{case.ref}/", f"/rodziny/{case.ref}/historia/", "/")
    told = [browser.get(path).content for path in (*pages, f"/osoby/{ola.ref}/", f"/osoby/{ola.ref}/popraw/")]
    told += [str(list(model.objects.values())).encode() for model in (Entry, Notice)]
    told += [str(dict(browser.session.items())).encode(), caplog.text.encode(), str(mailoutbox).encode()]
    with permit():
        told += [str(list(model._base_manager.values())).encode() for model in (Person, Pesel)]
    assert [text for text in told if OLA.encode() in text] == []


def test_a_new_member_may_bring_one_and_a_known_one_is_asked_about(
    cast: Town, case: Case, ola: Person, as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    typed = {"first_name": "Aleksandra", "kinship": "daughter", "pesel": OLA}
    asked = browser.post(f"/rodziny/{case.ref}/osoba/", typed)
    assert asked.status_code == 422
    assert "Twoja instytucja może już znać tę osobę" in asked.content.decode()
    assert browser.post(f"/rodziny/{case.ref}/osoba/", {**typed, "somebody_else": "on"}).status_code == 303
    with permit():
        assert Person._base_manager.get(first_name="Aleksandra").born_on == ola.born_on
