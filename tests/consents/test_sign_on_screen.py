"""The worker hands the device over; the person reads all, answers each item and signs; nothing else opens."""

from datetime import date, timedelta
from typing import Any

import pytest

from kooperacja.access.models import Basis
from kooperacja.access.permit import permit
from kooperacja.cases.actions import add_member
from kooperacja.cases.models import Case
from kooperacja.consents.models import Consent, Wording
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people.models import Person
from tests.cast import Town
from tests.consents.conftest import Give

People = dict[str, Person]


def handed(cast: Town, case: Case, about: Person, text: Wording, anna: Any, *signers: Person) -> tuple[str, list[str]]:
    """The address of the page in the hands of the person, and what is asked there."""
    asked = [f"{cast.at('school').pk}:education", f"{cast.at('pup').pk}:employment"]
    sent = {"asked": asked, "wording": text.pk, "until": "31.12.2026", "signer": (*signers, about)[0].ref}
    given = anna.post(f"/rodziny/{case.ref}/zgody/ekran/{about.ref}/", sent)
    assert given.status_code == 303, given.content.decode()
    return given["Location"], asked


def consents() -> list[Consent]:
    with permit():
        return list(Consent._base_manager.all())


def test_marta_reads_decides_and_signs_and_reaches_nothing_else(
    cast: Town, case: Case, family: People, consent_text: Wording, as_worker: Any
) -> None:
    anna = as_worker(cast.anna)
    here, (school, pup) = handed(cast, case, family["Marta"], consent_text, anna)
    page = anna.get(here).content.decode()
    for words in ("Zgodę można wycofać", "edukacja: SP Wierzbowo", "zatrudnienie: PUP w Brzezinie", "31.12.2026"):
        assert words in page
    assert ("checked" in page, "/skrzynka/" in page) == (False, False)
    for elsewhere in ("/", f"/rodziny/{case.ref}/", f"/osoby/{family['Adam'].ref}/", f"/rodziny/{case.ref}/zgody/"):
        assert anna.get(elsewhere)["Location"] == here
    answers = {school: "yes", pup: "no"}
    assert anna.post(here, {school: "yes", "name": "Marta Malinowska"}).status_code == 422
    wrong = anna.post(here, {**answers, "name": "Adam Malinowski"})
    assert (wrong.status_code, "Marta Malinowska" in wrong.content.decode(), consents()) == (422, True, [])
    done = anna.post(here, {**answers, "name": "  marta MALINOWSKA"}, follow=True).content.decode()
    assert "Prosimy oddać urządzenie" in done
    [row] = consents()
    assert (row.medium, row.signer_id, row.signed_as) == ("screen", family["Marta"].pk, "self")
    assert row.shown.splitlines() == [
        *consent_text.body.splitlines(),
        "1. edukacja: SP Wierzbowo",
        "2. zatrudnienie: PUP w Brzezinie",
        "Ważna do: 31.12.2026",
    ]
    assert [basis.category for basis in Basis.objects.all()] == ["education"]
    assert anna.get("/")["Location"] == here
    left = anna.post("/wylogowanie/", {"next": "/logowanie/"})
    assert (left.status_code, anna.get(here)["Location"].split("?")[0]) == (302, "/logowanie/")
    again = as_worker(cast.anna)
    receipt = again.get(f"/rodziny/{case.ref}/zgody/{row.ref}/").content.decode()
    assert ("na ekranie" in receipt, "Nie dołączono skanu" in receipt) == (True, False)


def test_a_child_of_thirteen_signs_too(
    cast: Town, case: Case, family: People, consent_text: Wording, as_worker: Any
) -> None:
    leon = add_member(actor=cast.anna.actor, case=case, first_name="Leon", born_on=date(2013, 11, 1), kinship="son")
    anna = as_worker(cast.anna)
    here, asked = handed(cast, case, leon, consent_text, anna, family["Marta"])
    answers = dict.fromkeys(asked, "yes") | {"name": "Marta Malinowska"}
    assert "Leon" in anna.get(here).content.decode()
    assert anna.post(here, answers).status_code == 422
    assert anna.post(here, answers | {"agreed_name": "Marta Malinowska"}).status_code == 422
    assert anna.post(here, answers | {"agreed_name": "Leon"}).status_code == 303
    assert [(row.person_id, row.person_agreed) for row in consents()] == [(leon.pk, True)]


def test_nothing_is_asked_and_no_device_is_handed_over(
    cast: Town, case: Case, family: People, consent_text: Wording, as_worker: Any
) -> None:
    anna, marta = as_worker(cast.anna), family["Marta"]
    prepared = f"/rodziny/{case.ref}/zgody/ekran/{marta.ref}/"
    told = anna.post(prepared, {"wording": consent_text.pk, "until": "01.11.2026", "signer": marta.ref})
    assert (told.status_code, "Zaznacz co najmniej jeden punkt" in told.content.decode()) == (422, True)
    assert anna.get(f"/rodziny/{case.ref}/zgody/podpis/{marta.ref}/")["Location"] == prepared
    assert anna.get(f"/rodziny/{case.ref}/").status_code == 200


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("consent.name_differs", {"name": "Adam Malinowski"}),
        ("consent.name_differs", {}),
        ("consent.screen_today", {"name": "Marta Malinowska", "signed_on": date(2026, 11, 2)}),
    ],
)
def test_a_signature_on_screen_is_todays_and_with_the_own_name(
    give: Give, at_monday: Any, code: str, told: dict[str, Any]
) -> None:
    at_monday.move_to(now() + timedelta(days=1))
    told = {"signed_on": today(), **told}
    with pytest.raises(RuleBroken) as refusal:
        give(medium="screen", **told)
    assert (refusal.value.code, Basis.objects.exists()) == (code, False)
