"""A request for access: what it rests on, whom it reaches, how handing over answers it, and every way in which it is
refused.
"""

from datetime import date
from typing import Any

import pytest

from kooperacja.access.models import AnchorKind
from kooperacja.access.permit import permit
from kooperacja.access.queries import appointed
from kooperacja.cases.models import Case
from kooperacja.disclosures.models import Disclosure
from kooperacja.foundation.errors import Conflict, KooperacjaError, NotFound
from kooperacja.inquiries import actions
from kooperacja.inquiries.actions import Wanted
from kooperacja.inquiries.queries.rows import get_side
from kooperacja.notices.models import Notice
from kooperacja.people.models import Person
from tests.cast import Town
from tests.disclosures.conftest import knows
from tests.inquiries.conftest import HELP, WHY, Ask, refused, side_of, state

People = dict[str, Person]


def test_it_reaches_who_leads_the_case_and_names_nobody(cast: Town, case: Case, again: Ask) -> None:
    mine = again()
    theirs = side_of(cast.anna, mine)
    assert (theirs.case_id, theirs.anchor_id, theirs.inquiry.due_on) == (case.pk, case.anchor_id, date(2026, 11, 12))
    assert mine.subject_id not in {theirs.subject_id, theirs.anchor_id}
    told = Notice.objects.filter(code="inquiry.send").values_list("user_id", "institution_id")
    assert set(told) == {(cast.anna.user.pk, cast.at("gops").pk)}
    for stranger in (cast.iga, cast.jan, cast.olga):
        with pytest.raises(NotFound):
            get_side(stranger.actor, mine.inquiry.ref, HELP)


def test_handing_over_answers_it_in_the_same_act(
    cast: Town, again: Ask, case: Case, family: People, hand_over: Any
) -> None:
    mine, school, marta = again(), cast.at("school").pk, family["Marta"].anchor_id
    hand_over((case.subject_id, "coordination", school), answers="nieznana00000000")
    assert state(mine) == "sent"
    hand_over((marta, "employment", school), letters=[school], answers=mine.inquiry.ref)
    assert state(mine) == "shared"
    to = Notice.objects.filter(code="inquiry.share").values_list("user_id", flat=True)
    assert cast.wanda.user.pk in set(to)


def test_handing_over_to_somebody_else_answers_nothing(cast: Town, again: Ask, family: People, hand_over: Any) -> None:
    mine = again()
    hand_over((family["Adam"].anchor_id, "identity", cast.at("pcpr").pk), answers=mine.inquiry.ref)
    assert state(mine) == "sent"


def test_nothing_goes_to_who_has_withdrawn_the_request(cast: Town, again: Ask, family: People, hand_over: Any) -> None:
    mine = again()
    actions.withdraw(actor=cast.wanda.actor, side=mine)
    with permit():
        before = Disclosure._base_manager.count()
    marta, school = family["Marta"].anchor_id, cast.at("school").pk
    with pytest.raises(Conflict) as late:
        hand_over((marta, "employment", school), answers=mine.inquiry.ref)
    assert late.value.code == "inquiry.over"
    with permit():
        assert Disclosure._base_manager.count() == before
    with pytest.raises(Conflict):
        actions.refuse(actor=cast.anna.actor, side=side_of(cast.anna, mine), reason_code="not_now")


def test_health_answers_it_only_when_the_second_person_has_approved(
    cast: Town, again: Ask, case: Case, family: People, hand_over: Any
) -> None:
    from kooperacja.disclosures.actions import approve
    from kooperacja.disclosures.queries.rows import get_entry
    from kooperacja.sharing.actions import record_basis

    school, marta = cast.at("school"), family["Marta"]
    knows(cast, marta, "health", "astma")
    about = {"subject_id": marta.anchor_id, "recipient_id": school.pk, "category": "health", "purpose": HELP}
    record_basis(actor=cast.anna.actor, case=case, **about, is_consent=True, source="Zgoda z 02.11.2026, punkt 3")
    mine = again()
    names = {school.pk: school.short_name}
    [given] = hand_over((marta.anchor_id, "health", school.pk), confirmed=names, answers=mine.inquiry.ref)
    assert state(mine) == "sent"
    approve(actor=cast.halina.actor, entry=get_entry(cast.halina.actor, given.disclosure.ref, HELP))
    assert state(mine) == "shared"


def test_a_refusal_tells_a_reason_that_says_nothing_of_the_file(cast: Town, again: Ask) -> None:
    mine = again()
    refused(
        "inquiry.reason",
        lambda: actions.refuse(actor=cast.anna.actor, side=side_of(cast.anna, mine), reason_code="not_held"),
    )
    actions.refuse(actor=cast.anna.actor, side=side_of(cast.anna, mine), reason_code="no_basis")
    assert (state(mine), side_of(cast.wanda, mine).inquiry.reason_code) == ("refused", "no_basis")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("inquiry.no_agreement", {"wanted": Wanted(("violence",), WHY)}),
        ("inquiry.nothing", {"wanted": Wanted((), WHY)}),
        ("inquiry.nothing", {"wanted": Wanted(("zmyslone",), WHY)}),
        ("text.missing", {"wanted": Wanted(("employment",), "  ")}),
        ("text.too_long", {"wanted": Wanted(("employment",), "a" * 4001)}),
    ],
)
def test_what_cannot_be_asked_is_refused(again: Ask, code: str, told: dict[str, Any]) -> None:
    refused(code, lambda: again(**told))


def test_it_is_asked_once_and_again_only_after_an_answer(cast: Town, again: Ask) -> None:
    mine = again()
    assert "GOPS" in str(refused("inquiry.open_already", again))
    actions.withdraw(actor=cast.wanda.actor, side=mine)
    again()


def test_who_leads_the_case_does_not_ask_himself(cast: Town, again: Ask, case: Case, hand_over: Any) -> None:
    given = hand_over((case.subject_id, "coordination", cast.at("pcpr").pk))[0]
    refused("institution.own", lambda: again(actor=cast.anna.actor, entry=given))


def test_where_nobody_works_on_the_file_any_more_the_inbox_gets_it(cast: Town, again: Ask, case: Case) -> None:
    from kooperacja.access.actions import recall

    for post in list(appointed([case.anchor_id])):
        recall(cast.halina.actor, user_id=post.user_id, anchor_id=case.anchor_id)
    theirs = side_of(cast.ewa, again())
    assert (theirs.anchor.kind, theirs.case_id) == (AnchorKind.INBOX, None)


# ---- From a case of one's own


def test_from_ones_own_case_the_name_goes_only_where_it_may_go(cast: Town, case: Case, family: People) -> None:
    keys: dict[str, Any] = {"actor": cast.anna.actor, "case": case, "person": family["Marta"]}
    wanted = Wanted(("education",), "Ustalamy plan pomocy.")
    closed = refused(
        "inquiry.not_named",
        lambda: actions.ask_access(**keys, addressee_id=cast.at("school").pk, wanted=wanted),
    )
    assert closed.is_denial
    mine = actions.ask_access(**keys, addressee_id=cast.at("pcpr").pk, wanted=wanted)
    theirs = side_of(cast.olga, mine)
    assert (theirs.anchor.kind, theirs.case_id) == (AnchorKind.INBOX, None)


def test_people_of_other_cases_are_not_asked_about(cast: Town, case: Case, family: People) -> None:
    from kooperacja.cases.actions import add_member, open_case
    from tests.cast import MONDAY

    anna = cast.anna
    other = open_case(actor=anna.actor, family_name="Lipa", learned_on=MONDAY.date(), key_worker_id=anna.user.pk)
    person = add_member(actor=anna.actor, case=other, first_name="Jan", kinship="son")
    wanted = Wanted(("education",), "Ustalamy plan pomocy.")
    keys = {"addressee_id": cast.at("pcpr").pk, "wanted": wanted}
    refused("inquiry.person", lambda: actions.ask_access(actor=anna.actor, case=case, person=person, **keys))
    with pytest.raises(KooperacjaError):
        actions.ask_access(actor=cast.iga.actor, case=case, person=family["Marta"], **keys)
