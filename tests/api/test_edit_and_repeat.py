"""Nothing is overwritten unseen, and a request that is sent again acts once (I35, I36)."""

from typing import Any

import pytest

from kooperacja.audit.models import Entry
from tests.api.test_read import family
from tests.cast import Town
from tests.referrals import story

NEW = {"family_name": "Nowak", "learned_on": "2026-11-02"}


def places(cast: Town) -> dict[str, dict[str, Any]]:
    """Every address that is edited, with a change and who may make it."""
    case, draft = family(cast), story.drafted(cast)
    return {
        f"/institutions/{cast.at('gops').pk}": {"who": "halina", "body": {"phone": "25 1"}},
        f"/cases/{case.ref}/family": {"who": "anna", "body": {"place": "Wierzbowo"}},
        f"/cases/{case.ref}": {"who": "anna", "edit": "/interview", "body": {"done_on": "2026-11-02"}},
        f"/referrals/{draft.referral.ref}": {"who": "piotr", "body": {"place": "Wierzbowo"}},
    }


def test_an_edit_asks_for_what_was_read_and_keeps_what_came_later(cast: Town, at_monday: Any, program: Any) -> None:
    """I35: one of two that read the same is told so, and nothing of the other is lost."""
    for path, one in places(cast).items():
        who, target = program(cast.workers[one["who"]]), path + one.get("edit", "")
        seen = who.get(path).headers["ETag"]
        bare = who.patch(target, one["body"])
        assert (bare.status_code, bare.json()["code"]) == (428, "version.needed"), target
        first = who.patch(target, one["body"], If_Match=seen)
        assert first.status_code == 200, (target, first.content)
        assert first.headers["ETag"] != seen
        other = {name: value if name == "done_on" else "Inne" for name, value in one["body"].items()}
        second = who.patch(target, other, If_Match=seen)
        assert (second.status_code, second.json()["code"]) == (412, "version.stale"), target
        assert who.get(path).headers["ETag"] == first.headers["ETag"]


def test_a_person_is_edited_as_three_rows_that_were_seen_together(cast: Town, at_monday: Any, program: Any) -> None:
    case, anna = family(cast), program(cast.anna)
    path = f"/people/{anna.get(f'/cases/{case.ref}').json()['people'][0]['ref']}"
    seen = anna.get(path).headers["ETag"]
    told = anna.patch(path, {"education": "SP Wierzbowo, klasa 6", "kinship": "relative"}, If_Match=seen).json()
    assert told["person"]["education"] == "SP Wierzbowo, klasa 6"
    assert told["person"]["first_name"] == "Ola"
    assert anna.patch(path, {"first_name": "Ala"}, If_Match=seen).status_code == 412
    assert anna.edit(path, {"first_name": "Ala", "born_on": "2014-03-21"}).json()["person"]["born_on"] == "2014-03-21"
    assert anna.edit(path, {"born_on": None}).json()["person"]["born_on"] is None


@pytest.mark.parametrize("mark", ["*", '"x"', '"1"', '""', 'W/"9999999999"', '"1","2"'])
def test_a_mark_that_nobody_gave_out_is_stale(cast: Town, at_monday: Any, program: Any, mark: str) -> None:
    halina = program(cast.halina)
    path = f"/institutions/{cast.at('gops').pk}"
    halina.edit(path, {"phone": "25 1"})
    assert halina.patch(path, {"phone": "25 2"}, If_Match=mark).status_code == 412
    assert halina.get(path).json()["phone"] == "25 1"


def test_the_same_key_and_body_make_one_row_and_get_one_answer(cast: Town, at_monday: Any, program: Any) -> None:
    """I36: one effect, one entry in the trail."""
    anna = program(cast.anna)
    body = NEW | {"key_worker_id": cast.anna.user.pk}
    first = anna.post("/cases", body, Idempotency_Key="k-1")
    again = anna.post("/cases", dict(reversed(body.items())), Idempotency_Key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert anna.get("/cases").json()["total"]["number"] == 1
    assert Entry.objects.filter(action="case.open").count() == 1


def test_the_same_key_with_another_request_is_refused(cast: Town, at_monday: Any, program: Any) -> None:
    anna = program(cast.anna)
    body = NEW | {"key_worker_id": cast.anna.user.pk}
    case = anna.post("/cases", body, Idempotency_Key="k-1").json()
    person = {"first_name": "Ola", "kinship": "daughter"}
    for path, other in (("/cases", body | {"place": "x"}), (f"/cases/{case['ref']}/people", person)):
        answer = anna.post(path, other, Idempotency_Key="k-1")
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency.other_request")
    assert anna.get("/cases").json()["total"]["number"] == 1


def test_the_key_of_one_worker_says_nothing_to_another(cast: Town, at_monday: Any, program: Any) -> None:
    body = NEW | {"key_worker_id": cast.anna.user.pk}
    first = program(cast.anna).post("/cases", body, Idempotency_Key="k-1").json()
    second = program(cast.ewa).post("/cases", body, Idempotency_Key="k-1").json()
    assert first["ref"] != second["ref"]


def test_a_refused_request_may_be_sent_again_with_its_key(cast: Town, at_monday: Any, program: Any) -> None:
    anna = program(cast.anna)
    body = NEW | {"key_worker_id": cast.jan.user.pk}
    assert anna.post("/cases", body, Idempotency_Key="k-1").status_code == 422
    assert anna.post("/cases", body | {"key_worker_id": cast.anna.user.pk}, Idempotency_Key="k-1").status_code == 201


def test_a_move_sent_twice_is_made_once(cast: Town, at_monday: Any, program: Any) -> None:
    side = story.received(cast)
    anna, path = program(cast.anna), f"/referrals/{side.referral.ref}/moves/accept"
    first, again = (anna.post(path, Idempotency_Key="k-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    bare = anna.post(path)
    assert (bare.status_code, bare.json()["code"]) == (409, "state.changed")
    assert Entry.objects.filter(action="referral.accept").count() == 1
