"""Handing data over: windows and letters, all or nothing, the second person, and every way in which it is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.models import Authorisation, Basis, Share
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item, withdraw
from kooperacja.directory.models import Membership
from kooperacja.disclosures import actions
from kooperacja.disclosures.actions import Chosen
from kooperacja.disclosures.models import Copy, Disclosure, Draft, RegisterEntry
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import KooperacjaError, NotFound
from kooperacja.notices.models import Notice
from kooperacja.people.models import Person
from kooperacja.sharing import actions as sharing
from tests.cast import Town
from tests.consents.conftest import Give, items_of
from tests.disclosures.conftest import HELP, Matrix, cell_of, entry_of, lines

People = dict[str, Person]
HandOver = Callable[..., list[RegisterEntry]]


def refused(code: str, act: Callable[[], Any]) -> KooperacjaError:
    """Refused with this code, and nothing half done."""
    with permit():
        before = [Share.objects.count(), Basis.objects.count(), Disclosure._base_manager.count()]
    with pytest.raises(KooperacjaError) as refusal:
        act()
    assert refusal.value.code == code
    with permit():
        assert [Share.objects.count(), Basis.objects.count(), Disclosure._base_manager.count()] == before
    return refusal.value


def state(entry: RegisterEntry) -> str:
    with permit():
        return Disclosure._base_manager.get(pk=entry.disclosure_id).state


def test_one_act_opens_windows_to_two_institutions_and_writes_one_entry_for_each(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver
) -> None:
    school, pcpr, marta = cast.at("school").pk, cast.at("pcpr").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity"), Item(pcpr, "employment")])
    first, second = hand_over(
        (marta, "identity", school),
        (marta, "employment", pcpr),
        (case.subject_id, "coordination", pcpr),
    )
    assert [(one.disclosure.recipient_id, one.disclosure.mode, state(one)) for one in (first, second)] == [
        (school, "window", "disclosed"),
        (pcpr, "window", "disclosed"),
    ]
    told = [(line.data, line.subject_id, line.basis and line.basis.is_consent) for line in lines(second)]
    assert told == [("employment", marta, True), ("coordination", case.subject_id, False)]
    assert all(line.share and line.share.recipient_id == pcpr for line in lines(second))
    assert Entry.objects.filter(action="disclosure.disclose").count() == 2
    assert "Malinowsk" not in "".join(bytes(entry.payload).decode() for entry in Entry.objects.all())


def test_the_recipient_sees_the_living_rows_and_its_own_entry_without_a_name(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    entry = hand_over((marta, "identity", school))[0]
    share = lines(entry)[0].share
    assert share is not None
    share = Share.objects.select_related("anchor").get(pk=share.pk)
    sharing.place_reader(actor=cast.wanda.actor, window=share, user_id=cast.piotr.user.pk)
    with snapshot():
        assert [one.first_name for one in visible(Person, cast.piotr.actor, HELP).all()] == ["Marta"]
    theirs = entry_of(cast.wanda, entry)
    assert (theirs.owner_id, theirs.party) == (school, "recipient")
    assert theirs.subject_id not in {marta, case.subject_id}
    assert Notice.objects.filter(code="disclosure.disclose", institution_id=school).exists()


def test_a_letter_hands_a_copy_over_that_no_withdrawal_takes_back(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    paper = give(items=[Item(school, "identity")])
    entry = hand_over((marta, "identity", school), letters=[school])[0]
    assert (entry.disclosure.mode, lines(entry)[0].share) == ("letter", None)
    assert not Share.objects.exists()
    withdraw(actor=cast.anna.actor, case=case, consent=paper, items=items_of(paper))
    with snapshot():
        copies = visible(Copy, cast.wanda.actor, HELP).all()
        assert [(one.owner_id, one.category, one.level) for one in copies] == [(school, "identity", 2)]
        assert "Marta Malinowska" in copies[0].text
        assert visible(Copy, cast.anna.actor, HELP).all() == []


def test_a_consent_that_ends_between_the_preview_and_the_click_refuses_all_of_it(
    cast: Town, case: Case, family: People, give: Give, matrix: Matrix, hand_over: HandOver
) -> None:
    school, pcpr, marta = cast.at("school").pk, cast.at("pcpr").pk, family["Marta"].anchor_id
    paper = give(items=[Item(school, "identity"), Item(pcpr, "employment")])
    page = matrix()
    cells = [cell_of(page, marta, "identity", school), cell_of(page, marta, "employment", pcpr)]
    chosen = [Chosen(one.row.place_id, marta, one.row.category, one.recipient_id) for one in cells]
    withdraw(actor=cast.anna.actor, case=case, consent=paper, items=items_of(paper)[1:])
    told = refused(
        "disclosure.closed_cell",
        lambda: actions.disclose(actor=cast.anna.actor, case=case, aim=HELP, chosen=chosen),
    )
    assert told.is_denial
    assert "PCPR w Brzezinie" in str(told)
    assert "Marta Malinowska" in str(told)


def test_five_hundred_recipients_are_refused_with_a_sentence(cast: Town, case: Case, family: People) -> None:
    marta = family["Marta"].anchor_id
    chosen = [Chosen(marta, marta, "identity", 1000 + number) for number in range(500)]
    told = refused(
        "disclosure.too_many",
        lambda: actions.disclose(actor=cast.anna.actor, case=case, aim=HELP, chosen=chosen),
    )
    assert "500" in str(told)


@pytest.mark.parametrize("forged", ["recipient", "category", "person"])
def test_a_forged_mark_is_refused(cast: Town, case: Case, family: People, give: Give, forged: str) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    mark = {
        "recipient": Chosen(marta, marta, "identity", 987654),
        "category": Chosen(marta, marta, "violence", school),
        "person": Chosen(987654, 987654, "identity", school),
    }[forged]
    refused(
        "disclosure.no_cell",
        lambda: actions.disclose(actor=cast.anna.actor, case=case, aim=HELP, chosen=[mark]),
    )


def test_nothing_marked_is_refused(cast: Town, case: Case) -> None:
    refused("disclosure.empty", lambda: actions.disclose(actor=cast.anna.actor, case=case, aim=HELP, chosen=[]))


def test_nobody_outside_of_the_case_hands_its_data_over(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    for worker in (cast.iga, cast.wanda, cast.filip):
        with pytest.raises(KooperacjaError):
            hand_over((marta, "identity", school), actor=worker.actor)
    assert not Share.objects.exists()


def test_nobody_opens_a_window_to_an_institution_where_he_works_too(
    cast: Town, family: People, give: Give, hand_over: HandOver
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    Membership.objects.create(user=cast.anna.user, institution_id=school, role="team_member", title="-")
    refused("share.to_oneself", lambda: hand_over((marta, "identity", school)))


# ---- Level 3: the second person


def named(cast: Town, key: str = "ppp") -> dict[int, str]:
    return {cast.at(key).pk: cast.at(key).short_name}


def test_health_waits_for_a_second_person_and_opens_nothing_until_then(
    cast: Town, case: Case, health: Any, hand_over: HandOver
) -> None:
    entry = hand_over(health, confirmed=named(cast))[0]
    assert (state(entry), lines(entry)[0].basis) == ("waiting", None)
    with snapshot():
        assert visible(Copy, cast.ida.actor, HELP).all() == []
    with pytest.raises(NotFound):
        entry_of(cast.ida, entry)
    told = set(Notice.objects.filter(code="disclosure.ask").values_list("user_id", flat=True))
    assert cast.halina.user.pk in told
    assert cast.anna.user.pk not in told
    with pytest.raises(KooperacjaError) as own:
        actions.approve(actor=cast.anna.actor, entry=entry_of(cast.anna, entry))
    assert own.value.code == "disclosure.own"
    actions.approve(actor=cast.halina.actor, entry=entry_of(cast.halina, entry))
    assert state(entry) == "disclosed"
    with snapshot():
        assert [one.level for one in visible(Copy, cast.ida.actor, HELP).all()] == [3]
    with permit():
        assert Disclosure._base_manager.get(pk=entry.disclosure_id).second_id == cast.halina.user.pk


def test_the_name_of_the_recipient_is_typed_for_health_and_has_to_be_the_very_same(
    cast: Town, health: Any, hand_over: HandOver
) -> None:
    for typed in ("", "PPP Brzezie", cast.at("school").short_name):
        told = refused(
            "disclosure.recipient_name",
            lambda typed=typed: hand_over(health, confirmed={cast.at("ppp").pk: typed}),  # type: ignore[misc]
        )
        assert told.field == "names"
    folded = cast.at("ppp").short_name.upper()
    assert state(hand_over(health, confirmed={cast.at("ppp").pk: folded})[0]) == "waiting"


def test_who_is_not_authorised_for_health_approves_none(cast: Town, health: Any, hand_over: HandOver) -> None:
    entry = hand_over(health, confirmed=named(cast))[0]
    Authorisation.objects.filter(user=cast.halina.user, category="health").update(valid_to=now())
    refused("disclosure.not_seen", lambda: actions.approve(actor=cast.halina.actor, entry=entry_of(cast.halina, entry)))
    assert state(entry) == "waiting"


def test_a_consent_that_ends_while_it_waits_refuses_the_approval(
    cast: Town, case: Case, health: Any, hand_over: HandOver
) -> None:
    entry = hand_over(health, confirmed=named(cast))[0]
    Basis.objects.filter(category="health").update(valid_to=now())
    refused(
        "disclosure.closed_cell", lambda: actions.approve(actor=cast.halina.actor, entry=entry_of(cast.halina, entry))
    )


def test_the_second_person_says_no_with_a_reason(cast: Town, health: Any, hand_over: HandOver) -> None:
    entry = hand_over(health, confirmed=named(cast))[0]
    mine = entry_of(cast.halina, entry)
    refused("disclosure.reason", lambda: actions.refuse(actor=cast.halina.actor, entry=mine, reason_code="because"))
    actions.refuse(actor=cast.halina.actor, entry=mine, reason_code="too_much")
    assert state(entry) == "refused"
    assert Notice.objects.filter(code="disclosure.refuse", user=cast.anna.user).exists()
    with pytest.raises(KooperacjaError):
        actions.approve(actor=cast.halina.actor, entry=entry_of(cast.halina, entry))


# ---- Taking back


def test_a_window_is_undone_at_once(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver, at_monday: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    entry = hand_over((marta, "identity", school))[0]
    with permit():
        share = Share.objects.select_related("anchor").get()
    sharing.place_reader(actor=cast.wanda.actor, window=share, user_id=cast.piotr.user.pk)
    with snapshot():
        assert visible(Person, cast.piotr.actor, HELP).count().number == 1
    at_monday.shift(timedelta(minutes=1))
    actions.close(actor=cast.anna.actor, entry=entry_of(cast.anna, entry))
    with snapshot():
        assert visible(Person, cast.piotr.actor, HELP).count().number == 0
    assert state(entry) == "revoked"
    with pytest.raises(KooperacjaError) as twice:
        actions.close(actor=cast.anna.actor, entry=entry_of(cast.anna, entry))
    assert twice.value.code == "state.changed"


def test_a_letter_is_asked_back_and_the_recipient_answers_with_proof(
    cast: Town, family: People, give: Give, hand_over: HandOver, at_monday: Any
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    entry = hand_over((marta, "identity", school), letters=[school])[0]
    actions.acknowledge(actor=cast.wanda.actor, entry=entry_of(cast.wanda, entry))
    assert state(entry) == "acknowledged"
    with pytest.raises(KooperacjaError) as no_window:
        actions.close(actor=cast.anna.actor, entry=entry_of(cast.anna, entry))
    assert no_window.value.code == "disclosure.letter"
    actions.recall(actor=cast.anna.actor, entry=entry_of(cast.anna, entry))
    day = now().date()
    with pytest.raises(KooperacjaError) as not_theirs:
        actions.confirm(actor=cast.anna.actor, entry=entry_of(cast.anna, entry), proof="destroyed", proved_on=day)
    assert not_theirs.value.code == "disclosure.not_recipient"
    mine = entry_of(cast.wanda, entry)
    late = day + timedelta(days=1)
    for wrong in ({"proof": "eaten", "proved_on": day}, {"proof": "destroyed", "proved_on": late}):
        with pytest.raises(KooperacjaError):
            actions.confirm(actor=cast.wanda.actor, entry=mine, **wrong)  # type: ignore[arg-type]
    actions.confirm(actor=cast.wanda.actor, entry=mine, proof="destroyed", proved_on=day)
    assert state(entry) == "returned"
    assert Notice.objects.filter(code="disclosure.confirm", user=cast.anna.user).exists()


# ---- Drafts, and what is told later


def test_a_draft_is_kept_for_its_author_and_emptied_by_the_act(
    cast: Town, case: Case, family: People, give: Give, hand_over: HandOver
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    for marks in (["1-2-identity-3"], [f"{marta}-{marta}-identity-{school}"]):
        actions.save_draft(actor=cast.anna.actor, case=case, aim=HELP, marks=marks)
    with snapshot():
        assert [one.marks for one in visible(Draft, cast.anna.actor, HELP).all()] == [marks]
    hand_over((marta, "identity", school))
    with snapshot():
        assert [one.marks for one in visible(Draft, cast.anna.actor, HELP).all()] == [[]]


def test_the_officer_alone_puts_off_what_a_person_is_told(
    cast: Town, family: People, give: Give, hand_over: HandOver
) -> None:
    school, marta = cast.at("school").pk, family["Marta"].anchor_id
    give(items=[Item(school, "identity")])
    entry = hand_over((marta, "identity", school))[0]
    later = now().date() + timedelta(days=30)
    with pytest.raises(KooperacjaError) as not_she:
        actions.defer(actor=cast.anna.actor, entry=entry_of(cast.anna, entry), version=1, review_on=later)
    assert not_she.value.code == "disclosure.not_officer"
    mine = entry_of(cast.filip, entry)
    with pytest.raises(KooperacjaError) as past:
        actions.defer(actor=cast.filip.actor, entry=mine, version=1, review_on=now().date())
    assert past.value.code == "disclosure.review_past"
    actions.defer(actor=cast.filip.actor, entry=mine, version=1, review_on=later)
    assert entry_of(cast.filip, entry).review_on == later
    actions.tell(actor=cast.filip.actor, entry=entry_of(cast.filip, entry), version=2)
    assert entry_of(cast.filip, entry).review_on is None
