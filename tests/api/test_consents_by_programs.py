"""A program tells who was told, records what was signed, and withdraws an item."""

from typing import Any

from kooperacja.access.models import Basis
from tests.cast import Town
from tests.house.county import County


def test_a_program_records_a_consent_and_withdraws_it(cast: Town, at_monday: Any, program: Any) -> None:
    county, anna = County(cast), program(cast.anna)
    where = f"/cases/{county.case.ref}"
    people = {one["name"]: one["ref"] for one in anna.get(f"{where}/consents").json()["people"]}
    items = [
        {"recipient": cast.at("pcpr").pk, "category": "housing"},
        {"recipient": cast.at("pup").pk, "category": "health", "is_given": False},
    ]
    paper = {"person": people["Ola"], "signer": people["Maria"], "wording": county.consent.wording_id}
    paper |= {"medium": "paper", "signed_on": "2026-11-02", "until": "2027-01-31", "items": items[:1]}
    made = anna.send("post", f"{where}/consents", paper)
    assert made.status_code == 201
    row = made.json()
    assert [(item["recipient"], item["status"]) for item in row["items"]] == [("PCPR w Brzezinie", "given")]
    assert Basis.objects.get(pk=row["items"][0]["basis_id"]).is_consent
    withdraw = f"{where}/consents/{row['ref']}/withdraw"
    gone = anna.send("post", withdraw, {"items": [1]})
    assert (gone.status_code, gone.json()["items"][0]["status"]) == (200, "withdrawn")
    again = anna.send("post", withdraw, {"items": [1]})
    assert (again.status_code, again.json()["code"]) == (422, "consent.ended")
    outside = anna.send("post", f"{where}/consents", {**paper, "items": items[1:]})
    assert (outside.status_code, outside.json()["code"]) == (422, "consent.outside_agreement")
    wrong = anna.send("post", f"{where}/consents", {**paper, "signer": people["Ola"]})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "consent.not_entitled")
    listed = anna.get("/consents?status=all").json()
    assert listed["total"]["number"] == len(listed["items"]) == 2
