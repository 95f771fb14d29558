"""The manager records who works here; what is recorded opens and closes access at the next request."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from kooperacja.access.models import Appointment, Authorisation, Capacity, Declaration
from kooperacja.accounts.models import User
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.people.models import Person
from tests.cast import Town
from tests.statements import at_most

NEW = {"full_name": "Nina Wrona", "email": "nina@gops.example", "role": Role.KEY_WORKER, "title": "asystent rodziny"}


def add(browser: Client, **changes: str) -> Any:
    return browser.post("/pracownicy/nowy/", {**NEW, "once": "jeden", **changes})


def page_of(cast: Town, name: str) -> str:
    return f"/pracownicy/{cast.workers[name].membership.pk}/"


def test_the_manager_sees_everybody_with_authorisation_and_duty(cast: Town, at_monday: object, as_worker: Any) -> None:
    text = as_worker(cast.halina).get("/pracownicy/").content.decode()
    for name in ("Anna Lis", "Iga Klon", "Ewa Dąb", "Filip Borek"):
        assert name in text
    assert "7/2026" in text
    assert "Piotr Sowa" not in text


@pytest.mark.parametrize("name", ["anna", "piotr", "jan"])
def test_workers_without_the_duty_do_not_see_the_list(cast: Town, at_monday: object, as_worker: Any, name: str) -> None:
    answer = as_worker(cast.workers[name]).get("/pracownicy/")
    assert answer.status_code == 403
    assert "Lista pracowników jest dla kierownika" in answer.content.decode()


def test_the_coordinator_reads_the_list_and_changes_nothing(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.ewa)
    assert "Dodaj pracownika" not in browser.get("/pracownicy/").content.decode()
    assert add(browser).status_code == 403
    assert browser.post(page_of(cast, "anna") + "koniec/", {"reason": "tak"}).status_code == 403
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_a_new_worker_gets_a_password_once_and_must_choose_his_own(
    cast: Town, at_monday: object, as_worker: Any
) -> None:
    answer = add(as_worker(cast.halina))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    password = answer.content.decode().partition("<code>")[2].partition("</code>")[0]
    assert len(password) == 19

    browser = Client()
    assert browser.login(email=NEW["email"], password=password)
    away = browser.get("/")
    assert away.status_code == 303
    assert away.headers["Location"] == "/haslo/"
    chosen = {"oldpassword": password, "password1": "zupelnie-wlasne-slowa", "password2": "zupelnie-wlasne-slowa"}
    browser.post("/haslo/", chosen)
    again = Client()
    assert again.login(email=NEW["email"], password="zupelnie-wlasne-slowa")
    assert again.get("/").status_code == 200


def test_a_form_sent_twice_adds_one_worker_and_shows_no_second_password(
    cast: Town, at_monday: object, as_worker: Any
) -> None:
    """I36."""
    browser = as_worker(cast.halina)
    add(browser)
    second = add(browser)
    assert second.status_code == 303
    assert Membership.objects.filter(user__email=NEW["email"]).count() == 1


def test_somebody_with_an_account_keeps_it(cast: Town, at_monday: object, as_worker: Any) -> None:
    before = cast.piotr.user.password
    text = add(as_worker(cast.halina), email="Piotr@School.example", full_name="Ktoś Inny").content.decode()
    assert "Ta osoba ma już konto" in text
    piotr = User.objects.get(pk=cast.piotr.user.pk)
    assert (piotr.password, piotr.full_name) == (before, "Piotr Sowa")
    assert piotr.memberships.count() == 2


def test_a_wrong_address_or_role_is_told_beside_its_field(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.halina)
    assert add(browser, email="nina").status_code == 422
    assert add(browser, role="krol").status_code == 422
    doubled = add(browser, email="anna@gops.example", once="dwa")
    assert doubled.status_code == 422
    assert "już" in doubled.content.decode()


def test_an_authorisation_opens_and_its_end_closes(cast: Town, ola: Person, as_worker: Any) -> None:
    manager, anna = as_worker(cast.halina), as_worker(cast.anna)
    address = f"/dlaczego/person/{ola.pk}/"
    assert anna.get(address).status_code == 200
    manager.post(page_of(cast, "anna") + "cofnij/")
    assert anna.get(address).status_code == 404
    paper = {"categories": ["identity", "family"], "number": "9/2026", "signed_on": "02.11.2026", "until": "31.12.2026"}
    assert manager.post(page_of(cast, "anna") + "upowaznienie/", paper).status_code == 303
    assert anna.get(address).status_code == 200
    text = manager.get(page_of(cast, "anna")).content.decode()
    assert "9/2026" in text
    assert "31.12.2026" in text


def test_an_authorisation_that_has_passed_is_refused(cast: Town, at_monday: object, as_worker: Any) -> None:
    paper = {"categories": ["identity"], "number": "9/2026", "signed_on": "01.11.2026", "until": "01.11.2026"}
    answer = as_worker(cast.halina).post(page_of(cast, "anna") + "upowaznienie/", paper)
    assert answer.status_code == 422
    assert "Ostatni dzień upoważnienia nie może być w przeszłości." in answer.content.decode()


def test_nobody_authorises_himself_nor_ends_his_own_membership(cast: Town, at_monday: object, as_worker: Any) -> None:
    """I16."""
    browser = as_worker(cast.halina)
    mine = page_of(cast, "halina")
    paper = {"categories": ["identity"], "number": "1", "signed_on": "01.11.2026"}
    assert browser.post(mine + "upowaznienie/", paper).status_code == 403
    assert browser.post(mine + "skrzynka/", {"duty": "on"}).status_code == 403
    assert browser.post(mine + "koniec/", {"reason": "urlop"}).status_code == 403
    assert Membership.objects.filter(valid_at(now()), pk=cast.halina.membership.pk).exists()


def test_a_worker_of_another_institution_is_missing(cast: Town, at_monday: object, as_worker: Any) -> None:
    """I15."""
    browser = as_worker(cast.halina)
    for path in ("", "upowaznienie/", "koniec/"):
        assert browser.get(page_of(cast, "piotr") + path).status_code == 404
    assert browser.post(page_of(cast, "piotr") + "cofnij/").status_code == 404


def test_a_leaver_loses_access_in_an_open_session(cast: Town, ola: Person, as_worker: Any) -> None:
    """I14."""
    manager, anna = as_worker(cast.halina), as_worker(cast.anna)
    assert anna.get(f"/dlaczego/person/{ola.pk}/").status_code == 200
    answer = manager.post(page_of(cast, "anna") + "koniec/", {"reason": "koniec umowy"})
    assert answer.status_code == 303
    after = anna.get(f"/dlaczego/person/{ola.pk}/")
    assert after.status_code == 302
    assert after.headers["Location"].startswith("/rola/")
    left = Membership.objects.get(pk=cast.anna.membership.pk)
    assert left.end_reason == "koniec umowy"
    live = valid_at(now())
    assert not Authorisation.objects.filter(live, user=cast.anna.user).exists()
    assert not Appointment.objects.filter(live, user=cast.anna.user, capacity=Capacity.INTAKE).exists()
    assert Appointment.objects.filter(live, user=cast.anna.user, capacity=Capacity.KEY_WORKER).exists()


def test_the_form_of_leaving_counts_what_must_be_passed_on(cast: Town, case: Case, as_worker: Any) -> None:
    text = as_worker(cast.halina).get(page_of(cast, "anna") + "koniec/").content.decode()
    assert "1 teczka sprawy albo skierowania" in text


def test_a_leave_needs_a_reason(cast: Town, at_monday: object, as_worker: Any) -> None:
    answer = as_worker(cast.halina).post(page_of(cast, "anna") + "koniec/", {"reason": " "})
    assert answer.status_code == 422


def test_the_inbox_duty_is_given_and_taken(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.halina)
    browser.post(page_of(cast, "iga") + "skrzynka/", {"duty": "on"})
    duty = Appointment.objects.filter(user=cast.iga.user, capacity=Capacity.INTAKE)
    assert duty.filter(valid_at(now())).count() == 1
    browser.post(page_of(cast, "iga") + "skrzynka/", {"duty": "off"})
    assert not duty.filter(valid_at(now())).exists()


def test_a_statement_is_recorded_with_its_day(cast: Town, at_monday: object, as_worker: Any) -> None:
    Declaration.objects.filter(user=cast.iga.user).update(valid_to=now())
    browser = as_worker(cast.halina)
    assert "Nie zapisano" in browser.get(page_of(cast, "iga")).content.decode()
    browser.post(page_of(cast, "iga") + "oswiadczenie/", {"signed_on": "01.11.2026"})
    assert "Podpisane 01.11.2026." in browser.get(page_of(cast, "iga")).content.decode()


def test_each_act_is_in_the_trail_without_names(cast: Town, at_monday: object, as_worker: Any) -> None:
    add(as_worker(cast.halina))
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"accounts.open", "membership.join"} <= actions
    assert not any(b"Wrona" in bytes(entry.payload) for entry in Entry.objects.all())


def test_the_list_goes_into_a_spreadsheet_as_text(cast: Town, at_monday: object, as_worker: Any) -> None:
    User.objects.filter(pk=cast.iga.user.pk).update(full_name="=1+1")
    answer = as_worker(cast.halina).get("/pracownicy/xlsx/")
    sheet = load_workbook(BytesIO(answer.content)).active
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert "Anna Lis" in names
    assert [cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row[:1]].count("f") == 0


def test_the_list_takes_as_many_statements_for_many_workers(cast: Town, at_monday: object, as_worker: Any) -> None:
    browser = as_worker(cast.halina)
    with at_most(12):
        browser.get("/pracownicy/")
