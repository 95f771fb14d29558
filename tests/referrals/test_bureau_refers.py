"""A bureau writes three things with the client's written agreement (domain.md G.3), and prints a leaflet without it."""

import io
import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pypdf
import pytest
import time_machine

from kooperacja.__main__ import main
from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.accounts.actions import issue_token
from kooperacja.audit.models import Entry
from kooperacja.config.demo.county import PLACES, POSTS
from kooperacja.config.demo.people import ORDINARY
from kooperacja.directory.models import Institution
from kooperacja.foundation.errors import RuleBroken
from kooperacja.referrals import actions
from kooperacja.referrals.actions import Content
from kooperacja.referrals.models import Letter
from tests.cast import START, Town, founded, hired
from tests.referrals.story import JOINT_HELP, side_of

AGREED = {
    "request": "Rozmowa o zasiłku celowym.",
    "reason_code": "debt",
    "phone": "00 600 200 300",
    "basis": "client_agreement",
    "agreed_on": date(2026, 11, 2),
}


@pytest.fixture
def bureau(cast: Town, at_monday: Any) -> Town:
    """The bureau of citizens' advice with Zofia, and the address of the welfare centre."""
    with time_machine.travel(START, tick=False):
        cast.institutions["bpo"] = founded("bpo", PLACES["bpo"])
        cast.workers["zofia"] = hired(cast, "zofia", POSTS["zofia"], categories=ORDINARY)
    Institution.objects.filter(key="gops").update(address="ul. Szkolna 2", phone="00 500 100 200")
    return cast


def drafted(bureau: Town, **changed: Any) -> Any:
    content = Content(**{**AGREED, **changed})
    return actions.draft_referral(actor=bureau.zofia.actor, content=content, addressee_id=bureau.at("gops").pk)


def accepted(bureau: Town) -> Any:
    side = drafted(bureau)
    actions.send_referral(actor=bureau.zofia.actor, side=side_of(bureau.zofia, side))
    theirs = side_of(bureau.anna, side)
    actions.receive(actor=bureau.anna.actor, side=theirs)
    actions.accept(actor=bureau.anna.actor, side=side_of(bureau.anna, side))
    return side_of(bureau.anna, side)


def test_three_things_pass_and_the_answer_comes_back(bureau: Town) -> None:
    theirs = accepted(bureau)
    with snapshot():
        letter = visible(Letter, bureau.anna.actor, JOINT_HELP).get(side_id=theirs.pk)
    told = {name for name in asdict(Content()) if getattr(letter, name)}
    assert told == set(AGREED)
    assert side_of(bureau.zofia, theirs).referral.state == "accepted"


@pytest.mark.parametrize("missing", ["agreed_on", "phone", "reason_code", "request"])
def test_what_the_client_must_have_said_is_asked_for(bureau: Town, missing: str) -> None:
    side = drafted(bureau, **{missing: None if missing == "agreed_on" else " "})
    with pytest.raises(RuleBroken) as refused:
        actions.send_referral(actor=bureau.zofia.actor, side=side_of(bureau.zofia, side))
    assert refused.value.field == missing


@pytest.mark.parametrize(
    ("beyond", "code"),
    [
        ({"first_name": "Jan"}, "letter.beyond_basis"),
        ({"reason": "Klient mówił o długach."}, "letter.beyond_basis"),
        ({"agreed_on": date(2026, 11, 3)}, "letter.agreed_on"),
        ({"basis": "consent"}, "letter.basis"),
    ],
)
def test_more_is_not_even_kept_in_a_draft(bureau: Town, beyond: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        drafted(bureau, **beyond)
    assert (refused.value.code, refused.value.field) == (code, next(iter(beyond)))
    assert not Entry.objects.filter(action="referral.draft").exists(), "neither the draft nor its number is left"


def test_the_case_of_somebody_unnamed_asks_for_the_name(bureau: Town, as_worker: Any) -> None:
    browser, address = as_worker(bureau.anna), f"/skierowania/{accepted(bureau).referral.ref}/zaloz-sprawe/"
    assert 'name="first_name"' in browser.get(address).content.decode()
    typed = {
        "family_name": "Nowakowie",
        "learned_on": "02.11.2026",
        "key_worker": bureau.anna.user.pk,
        "kinship": "single",
        "once": "1",
    }
    refused = browser.post(address, typed)
    assert (refused.status_code, "id_first_name_error" in refused.content.decode()) == (422, True)
    assert browser.post(address, {**typed, "first_name": "Jan", "last_name": "Nowak"}).status_code == 303


def test_a_bureau_and_an_association_are_offered_the_leaflet_and_a_school_is_not(bureau: Town, as_worker: Any) -> None:
    for worker, has_leaflet in ((bureau.zofia, True), (bureau.grazyna, True), (bureau.piotr, False)):
        form = as_worker(worker).get("/skierowania/nowe/").content.decode()
        assert ('name="leaflet"' in form) == has_leaflet
    whole = as_worker(bureau.zofia).get("/skierowania/nowe/?podstawa=inna").content.decode()
    assert 'name="first_name"' in whole
    assert "client_agreement" not in whole


def test_the_leaflet_is_a_page_a_paper_an_answer_and_a_line_of_the_terminal(
    bureau: Town, as_worker: Any, client: Any, capsys: Any
) -> None:
    pk = bureau.at("gops").pk
    key = issue_token(actor=bureau.zofia.actor, name="Program", scope="read")[1]
    told = client.get(f"/api/v1/institutions/{pk}/leaflet", headers={"Authorization": f"Bearer {key}"}).json()
    assert main(["show", "leaflet", str(pk), "--as", bureau.zofia.email]) == 0
    assert json.loads(capsys.readouterr().out) == told
    assert (told["address"], told["giver"]) == ("ul. Szkolna 2", bureau.at("bpo").name)
    browser = as_worker(bureau.zofia)
    page = browser.get(f"/skierowania/ulotka/{pk}/").content.decode()
    paper = pypdf.PdfReader(io.BytesIO(browser.get(f"/skierowania/ulotka/{pk}/pdf/").content)).pages[0].extract_text()
    for shown in (page, " ".join(paper.split())):
        assert "ul. Szkolna 2, Wierzbowo" in shown
        assert "00 500 100 200" in shown


def test_nobody_is_sent_to_an_institution_that_has_ended(bureau: Town, as_worker: Any) -> None:
    Institution.objects.filter(key="gops").update(ended_on=date(2026, 10, 1), ended_reason="połączenie")
    for address in ("", "pdf/"):
        assert as_worker(bureau.zofia).get(f"/skierowania/ulotka/{bureau.at('gops').pk}/{address}").status_code == 404


def test_who_only_watches_prints_no_leaflet(bureau: Town, as_worker: Any) -> None:
    assert as_worker(bureau.filip).get(f"/skierowania/ulotka/{bureau.at('school').pk}/").status_code == 403
