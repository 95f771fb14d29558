"""Emergency access by programs: asking, reading, ending, reviewing."""

from typing import Any

from kooperacja.access.models import Emergency
from kooperacja.audit.models import Entry
from kooperacja.cases.models import Case
from tests.cast import Town

WHY = "Dziecko nieprzytomne, ratownik pyta o choroby."


def asked(cast: Town, case: Case, **other: Any) -> dict[str, Any]:
    named = {"owner_id": cast.at("gops").pk, "case_number": case.number, "first_name": "łucja", "reason": WHY}
    return {**named, **other}


def test_it_opens_and_is_reviewed_before_the_next(cast: Town, case: Case, program: Any) -> None:
    jan, filip = program(cast.jan), program(cast.filip)
    made = jan.post("/emergencies", asked(cast, case), Idempotency_Key="e-1")
    assert made.status_code == 201
    path = f"/emergencies/{made.json()['id']}"
    assert jan.post("/emergencies", asked(cast, case), Idempotency_Key="e-1").json() == made.json()
    assert "Łucja Lipa" in {one["text"] for one in jan.get(path).json()["items"]}
    again = jan.post("/emergencies", asked(cast, case))
    assert (again.status_code, again.json()["code"]) == (409, "emergency.unreviewed")
    assert [one["id"] for one in filip.get("/emergencies/waiting").json()["items"]] == [made.json()["id"]]
    assert filip.post(f"{path}/review", {"outcome": "unjustified"}).json()["is_live"] is False
    assert jan.get(path).json()["items"] == []
    assert filip.get("/emergencies/waiting").json()["items"] == []
    twice = filip.post(f"{path}/review", {"outcome": "justified"})
    assert (twice.status_code, twice.json()["code"]) == (409, "emergency.reviewed")
    assert jan.post("/emergencies", asked(cast, case)).status_code == 201


def test_who_is_not_found_is_told_the_same_and_stands_in_the_trail(cast: Town, case: Case, program: Any) -> None:
    jan = program(cast.jan)
    told = [
        jan.post("/emergencies", asked(cast, case, **other), Idempotency_Key=f"e-{number}")
        for number, other in enumerate(
            ({"first_name": "Kuba"}, {"case_number": "GOPS.0.0"}, {"owner_id": 987654321}, {"first_name": " "})
        )
    ]
    assert {(one.status_code, one.content) for one in told} == {(422, told[0].content)}
    assert told[0].json()["code"] == "emergency.unknown"
    assert Entry.objects.filter(kind="denied", action="access.break_glass", via="api").count() == 4
    assert not Emergency.objects.exists()


def test_it_is_for_the_one_who_asked_and_for_the_officers(cast: Town, case: Case, program: Any) -> None:
    jan = program(cast.jan)
    path = f"/emergencies/{jan.post('/emergencies', asked(cast, case)).json()['id']}"
    for worker in (cast.piotr, cast.filip, cast.halina):
        assert program(worker).get(path).status_code == 404
    assert program(cast.piotr).post(f"{path}/end").status_code == 404
    assert program(cast.halina).post(f"{path}/review", {"outcome": "justified"}).status_code == 403
    assert jan.post(f"{path}/review", {"outcome": "justified"}).json()["code"] == "emergency.own"
    assert program(cast.halina).get("/emergencies/waiting").status_code == 403
    assert jan.post(f"{path}/end").json()["is_live"] is False


def test_pages_hold_each_once(cast: Town, case: Case, program: Any) -> None:
    jan, filip, made = program(cast.jan), program(cast.filip), []
    for _ in range(3):
        made.append(jan.post("/emergencies", asked(cast, case)).json()["id"])
        filip.post(f"/emergencies/{made[-1]}/review", {"outcome": "justified"})
    first = jan.get("/emergencies?limit=2").json()
    second = jan.get(f"/emergencies?limit=2&after={first['after']}").json()
    assert [one["id"] for page in (first, second) for one in page["items"]] == made
    assert (first["total"]["number"], second["after"]) == (3, "")
