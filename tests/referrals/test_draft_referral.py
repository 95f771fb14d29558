"""Writing a referral before it is sent."""

from typing import Any

import pytest

from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.people.models import Person
from kooperacja.referrals import actions, queries
from kooperacja.referrals.actions import Content
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries.letters import Written
from tests.cast import Town
from tests.referrals.story import JOINT_HELP, OLA, drafted, received, returned, sent, side_of


def text_of(cast: Town, side: Side) -> Written:
    with snapshot():
        return queries.letter_content(cast.piotr.actor, side, JOINT_HELP)


def form(**changed: Any) -> dict[str, Any]:
    typed = {name: getattr(OLA, name) for name in ("request", "reason", "first_name", "basis")}
    return {**typed, "urgency": "normal", "once": "one", **changed}


def test_a_draft_gets_the_next_number_and_is_seen_by_its_author_only(cast: Town, at_monday: Any) -> None:
    first, second = drafted(cast), drafted(cast)
    assert (first.referral.number, second.referral.number) == ("SP.W.0001.2026", "SP.W.0002.2026")
    assert text_of(cast, first).content == OLA
    with snapshot():
        assert queries.referral_list(cast.anna.actor, queries.Filters(), JOINT_HELP).total.number == 0


def test_a_draft_may_lack_anything(cast: Town, at_monday: Any) -> None:
    side = actions.draft_referral(actor=cast.piotr.actor, content=Content())
    with snapshot():
        page = queries.referral_page(cast.piotr.actor, side_of(cast.piotr, side), JOINT_HELP)
    assert [gap.field for gap in page.gaps] == ["addressee", "request", "reason", "first_name", "basis"]
    assert [move.name for move in page.moves] == ["withdraw"]


def test_a_draft_from_a_case_lies_in_its_dossier_and_is_about_its_person(
    cast: Town, case: Case, family: dict[str, Person]
) -> None:
    side = actions.draft_referral(
        actor=cast.anna.actor,
        content=Content(first_name="Ola"),
        addressee_id=cast.at("pcpr").pk,
        case=case,
        person=family["Ola"],
    )
    assert (side.anchor_id, side.subject_id) == (case.anchor_id, family["Ola"].anchor_id)


def test_a_colleague_s_case_cannot_be_used(cast: Town, case: Case) -> None:
    with pytest.raises(NotAllowed):
        actions.draft_referral(actor=cast.iga.actor, content=OLA, case=case)


def test_the_data_protection_officer_writes_none(cast: Town, at_monday: Any) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.draft_referral(actor=cast.filip.actor, content=OLA)
    assert refused.value.code == "referral.role"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"basis": "welfare_task"}, "basis"),
        ({"basis": "none"}, "basis"),
        ({"reason_code": "order"}, "reason_code"),
        ({"family_knows": "maybe"}, "family_knows"),
    ],
)
def test_codes_of_other_institutions_are_refused(
    cast: Town, at_monday: Any, changed: dict[str, str], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        drafted(cast, **changed)
    assert refused.value.field == field


def test_a_health_basis_makes_a_letter_of_level_three(cast: Town, at_monday: Any) -> None:
    cast.at("ppp").kind = "health_clinic"
    cast.at("ppp").save()
    side = drafted(cast, by="ida", basis="patient_consent", reason_code="disability")
    with snapshot():
        page = queries.referral_page(cast.ida.actor, side_of(cast.ida, side), JOINT_HELP)
    assert page.letter is not None
    assert page.letter.holds_health


def test_one_s_own_institution_cannot_be_the_addressee(cast: Town, at_monday: Any) -> None:
    with pytest.raises(RuleBroken) as refused:
        drafted(cast, to="school")
    assert (refused.value.code, refused.value.field) == ("institution.own", "addressee")


def test_a_changed_draft_keeps_the_newest_text(cast: Town, at_monday: Any) -> None:
    side = drafted(cast)
    content = Content(first_name="Ola", request="Inna prośba.")
    actions.change_draft(
        actor=cast.piotr.actor,
        side=side,
        mark=text_of(cast, side).mark,
        content=content,
        addressee_id=cast.at("ppp").pk,
        urgency="urgent",
    )
    assert text_of(cast, side).content == content
    assert side_of(cast.piotr, side).referral.addressee == cast.at("ppp")


def test_an_older_text_never_overwrites_a_newer_one(cast: Town, at_monday: Any) -> None:
    side = drafted(cast)
    mark = text_of(cast, side).mark
    keys = {"actor": cast.piotr.actor, "mark": mark, "addressee_id": cast.at("gops").pk}
    actions.change_draft(side=side_of(cast.piotr, side), content=Content(request="Pierwszy zapis."), **keys)
    with pytest.raises(Conflict) as refused:
        actions.change_draft(side=side_of(cast.piotr, side), content=Content(request="Drugi zapis."), **keys)
    assert refused.value.code == "version.stale"
    assert text_of(cast, side).content.request == "Pierwszy zapis."


def test_a_sent_letter_is_not_changed_any_more(cast: Town, at_monday: Any) -> None:
    side = sent(cast)
    with pytest.raises(Conflict) as refused:
        actions.change_draft(actor=cast.piotr.actor, side=side, mark=text_of(cast, side).mark, content=OLA)
    assert refused.value.code == "state.changed"


def test_the_form_saves_a_draft_and_shows_the_preview(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser = as_worker(cast.piotr)
    page = browser.get("/skierowania/nowe/").content.decode()
    assert "Zapisz wersję roboczą" in page
    sent_form = browser.post("/skierowania/nowe/", form(addressee=cast.at("gops").pk))
    assert sent_form.status_code == 303
    preview = browser.get(sent_form["Location"]).content.decode()
    assert "Podgląd przed wysłaniem" in preview
    assert "Wyślij skierowanie" in preview


def test_a_draft_put_aside_comes_back_in_its_form(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser = as_worker(cast.piotr)
    saved = browser.post("/skierowania/nowe/", form(reason="", later="1"))
    assert saved["Location"].endswith("/list/")
    page = browser.get(saved["Location"]).content.decode()
    assert "Wersja robocza SP.W.0001.2026 jest zapisana." in page
    assert OLA.request in page


def test_a_double_click_makes_one_draft(cast: Town, at_monday: Any, as_worker: Any) -> None:
    browser = as_worker(cast.piotr)
    first = browser.post("/skierowania/nowe/", form())
    second = browser.post("/skierowania/nowe/", form())
    assert first["Location"] == second["Location"]


def test_a_stale_form_keeps_what_was_typed_and_shows_what_is_saved(cast: Town, at_monday: Any, as_worker: Any) -> None:
    side = drafted(cast)
    address = f"/skierowania/{side.referral.ref}/list/"
    old = text_of(cast, side).mark
    browser = as_worker(cast.piotr)
    browser.post(address, form(version=old, addressee=cast.at("gops").pk, reason="Zapis koleżanki.", once="1"))
    answer = browser.post(address, form(version=old, addressee=cast.at("gops").pk, reason="Mój zapis.", once="2"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mój zapis." in page
    assert "Zapis koleżanki." in page
    new = text_of(cast, side).mark
    assert f'value="{new}"' in page
    again = browser.post(address, form(version=new, addressee=cast.at("gops").pk, reason="Mój zapis.", once="3"))
    assert again.status_code == 303


def test_a_returned_letter_is_completed_as_its_next_version(cast: Town, at_monday: Any) -> None:
    side = returned(cast)
    mark = text_of(cast, side).mark
    actions.change_draft(actor=cast.piotr.actor, side=side, mark=mark, content=Content(first_name="Ola"))
    assert text_of(cast, side).mark == "2.1"


def test_a_new_referral_is_prefilled_from_one_that_should_go_elsewhere(
    cast: Town, at_monday: Any, as_worker: Any
) -> None:
    side = received(cast)
    actions.redirect(
        actor=cast.anna.actor,
        side=side,
        better_id=cast.at("pcpr").pk,
        reason_code="competence",
        text="To zadanie powiatu.",
    )
    browser = as_worker(cast.piotr)
    assert f"?od={side.referral.ref}" in browser.get(f"/skierowania/{side.referral.ref}/").content.decode()
    page = browser.get(f"/skierowania/nowe/?od={side.referral.ref}").content.decode()
    assert OLA.request in page
    assert f'<option value="{cast.at("pcpr").pk}" selected>' in page
    assert 'value="school_duty" selected' not in page, "the basis is chosen anew"


def test_a_new_referral_is_prefilled_from_a_family(
    cast: Town, case: Case, family: dict[str, Person], as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    page = browser.get(f"/skierowania/nowe/?rodzina={case.ref}&osoba={family['Ola'].ref}").content.decode()
    assert 'value="Malinowska"' in page
    assert as_worker(cast.jan).get(f"/skierowania/nowe/?osoba={family['Ola'].ref}").status_code == 404
