"""G.2, step 1: whoever cooperates about the family finds every page, list, file and answer byte for byte as it was."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kooperacja.access.actions import appoint
from kooperacja.access.models import Appointment, Basis, Capacity, Share
from kooperacja.access.permit import permit
from kooperacja.accounts.actions import issue_token
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.models import Entry
from kooperacja.blue_cards import actions
from kooperacja.blue_cards.models import BlueCard
from kooperacja.blue_cards.queries.rows import requests_of
from kooperacja.cases.actions import appoint_worker
from kooperacja.cases.models import Case
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now
from kooperacja.handover.queries.people import whose
from kooperacja.notices.models import Notice
from kooperacja.people.models import Person
from kooperacja.teams.models import Team
from tests.blue_cards.conftest import TUESDAY, Fill
from tests.cast import Town

# New in every answer, whatever it tells.
MARKS = re.compile(rb'name="(csrfmiddlewaretoken|once)" value="[^"]*"|"X-CSRFToken": "[^"]*"|nonce="[^"]*"')
# Where a card could show: counts, lists, files, search, news, and all that is told of the case and of its people.
PLACES = (
    *("/", "/skrzynka/", "/terminy/", "/rodziny/?sort=-changed", "/rodziny/xlsx/", "/szukaj/?q=Malinowsk"),
    *("/szukaj/?q=Schronienia", "/zastepstwa/", "/prosby/", "/procedury/"),
    *("/api/v1/cases", "/api/v1/notices", "/api/v1/blue-cards"),
)
OF_THE_CASE = ("", "historia/", "dziennik/", "blokady/", "zgody/", "przekaz/", "karta/pdf/")
OF_A_PERSON = ("", "kto-dostal/", "kto-dostal/xlsx/")


def addresses(case: Case, people: dict[str, Person]) -> list[str]:
    of_case = [f"/rodziny/{case.ref}/{end}" for end in OF_THE_CASE]
    of_people = [f"/osoby/{people[name].ref}/{end}" for name in ("Marta", "Adam") for end in OF_A_PERSON]
    sights = [f"/{word}/case/{case.pk}/" for word in ("dlaczego", "kto-widzi")]
    sights += [f"/{word}/person/{people['Marta'].pk}/" for word in ("dlaczego", "kto-widzi")]
    programs = [f"/api/v1/cases/{case.ref}", f"/api/v1/people/{people['Adam'].ref}"]
    return [*PLACES, *of_case, *of_people, *sights, *programs]


def everything(browser: Client, key: str, asked: list[str]) -> dict[str, tuple[int, bytes]]:
    found = {}
    for address in asked:
        headers = {"Authorization": f"Bearer {key}"} if address.startswith("/api/") else {}
        answer = browser.get(address, headers=headers)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[address] = (answer.status_code, MARKS.sub(b"", content))
    return found


@pytest.fixture
def shown(cast: Town, case: Case, family: dict[str, Person], team: Team) -> None:
    """Ewa works in the team of the case; the school, where Piotr works, sees who Marta is."""
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.ewa.user.pk)
    about = {"subject": family["Marta"].anchor, "recipient": cast.at("school"), "category": "identity"}
    keys = {**about, "purpose": Purpose.JOINT_HELP}
    basis = Basis.objects.create(**keys, is_consent=True, source="Zgoda")
    mine = {"user_id": cast.piotr.user.pk, "institution_id": cast.at("school").pk}
    anchor = family["Marta"].anchor
    appoint(cast.anna.actor, anchor=anchor, capacity=Capacity.TEAM, **mine)
    Share.objects.create(**keys, owner=cast.at("gops"), anchor=anchor, agreement=cast.agreement, basis=basis)


@pytest.mark.usefixtures("shown")
def test_everything_that_ewa_and_piotr_can_read_stays_as_it_was(
    cast: Town, case: Case, family: dict[str, Person], fill: Fill, team: Team, as_worker: Any, at_monday: Any
) -> None:
    at_monday.move_to(TUESDAY)
    asked = addresses(case, family)
    readers = [
        (as_worker(one), issue_token(actor=one.actor, name="x", scope="read")[1]) for one in (cast.ewa, cast.piotr)
    ]
    for browser, _key in readers:
        browser.get("/")
    before = [everything(*reader, asked) for reader in readers]
    assert [sum(status == 200 for status, _ in found.values()) > 12 for found in before] == [True, True]
    assert b"Malinowsk" in before[0][f"/rodziny/{case.ref}/"][1]
    assert b"Malinowsk" in before[1][f"/osoby/{family['Marta'].ref}/"][1]
    card = fill()
    actions.hand_over(actor=cast.anna.actor, card=card, team=team, day=now().date())
    after = [everything(*reader, asked) for reader in readers]
    for old, new in zip(before, after, strict=True):
        changed = [address for address in old if old[address] != new[address]]
        assert changed == []


def test_the_case_and_its_trail_say_nothing(cast: Town, case: Case, fill: Fill, family: dict[str, Person]) -> None:
    trail = Entry.objects.filter(anchor_id=case.anchor_id).count()
    fill()
    with permit():
        assert Case._base_manager.get(pk=case.pk).updated_at == case.updated_at
        kept = BlueCard._base_manager.get()
    assert Entry.objects.filter(anchor_id=case.anchor_id).count() == trail
    assert Appointment.objects.filter(anchor=kept.anchor_id).get().user_id == cast.anna.user.pk
    assert not Notice.objects.filter(about_kind="bluecard").exists()


def test_a_worker_who_left_with_a_card_alone_has_no_file_to_be_handed_over(
    cast: Town, go: Callable[[str], BlueCard]
) -> None:
    """Iga sat over the card and worked on nothing else."""
    go("met")
    inbox = Appointment.objects.filter(user=cast.iga.user).exclude(capacity=Capacity.STATUTORY)
    inbox.update(valid_to=now())
    Membership.objects.filter(pk=cast.iga.membership.pk).update(valid_to=now())
    assert "Iga" not in str(whose(cast.halina.actor, supervises=True))


def test_the_suspects_request_is_for_the_officer_and_for_others_it_says_what_it_did(
    cast: Town, go: Callable[[str], BlueCard], family: dict[str, Person], as_worker: Any, case: Case
) -> None:
    """G.2, step 4: no list is made for him by who knows; Ewa, who does not know, is told nothing new."""
    appoint_worker(actor=cast.anna.actor, case=case, user_id=cast.ewa.user.pk)
    card, adam = go("met"), family["Adam"].ref
    paths = [f"/osoby/{adam}/kto-dostal/{end}" for end in ("", "pdf/", "xlsx/")]
    anna, ewa, filip = (as_worker(one) for one in (cast.anna, cast.ewa, cast.filip))
    assert [anna.get(path).status_code for path in paths] == [403, 403, 403]
    assert [ewa.get(path).status_code for path in paths] == [200, 200, 200]
    assert anna.get(paths[0].replace(adam, family["Marta"].ref)).status_code == 200
    assert anna.post(f"/procedury/{card.ref}/wniosek/", {"day": "16.11.2026"}).status_code == 303
    assert Notice.objects.filter(user=cast.filip.user, code="request.passed").count() == 1
    page = filip.get("/procedury/wnioski/").content.decode()
    assert "Anna Lis" in page
    assert "Malinowsk" not in page
    [row] = requests_of(cast.filip.actor)
    assert filip.post(f"/procedury/wnioski/{row.pk}/", {"day": "16.11.2026"}).status_code == 303
    assert [as_worker(one).get("/procedury/wnioski/").status_code for one in (cast.anna, cast.halina)] == [404, 404]


def test_no_consent_is_asked_on_this_way(cast: Town, go: Callable[[str], BlueCard], as_worker: Any) -> None:
    card = go("met")
    for path in ("/procedury/nowa/", "/procedury/", f"/procedury/{card.ref}/", f"/procedury/{card.ref}/wpis/"):
        page = as_worker(cast.anna).get(path)
        assert page.status_code == 200, path
        assert "/zgody/" not in page.content.decode().partition("<main")[2], path
