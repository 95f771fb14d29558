"""A program reads the matrix, hands over what may go, and the other side's program answers."""

from typing import Any

from tests.cast import Town
from tests.house.county import County


def test_a_program_hands_over_a_letter_that_is_asked_back(cast: Town, at_monday: Any, program: Any) -> None:
    county = County(cast)
    anna, wanda, filip = program(cast.anna), program(cast.wanda), program(cast.filip)
    school = cast.at("school").pk
    where = f"/cases/{county.case.ref}/disclosures"
    cells = [cell for row in anna.get(where).json()["rows"] for cell in row["cells"] if cell["recipient"] == school]
    going = [cell for cell in cells if cell["is_open"] and "-education-" in cell["key"]]
    closed = next(cell for cell in cells if not cell["is_open"])
    assert closed["why"]
    assert not going, "nobody has written down where the daughter learns"
    place, subject, category, recipient = closed["key"].split("-")
    mark = {"place": int(place), "subject": int(subject), "category": category, "recipient": int(recipient)}
    refused = anna.send("post", where, {"marked": [mark]})
    assert (refused.status_code, refused.json()["code"]) == (422, "disclosure.closed_cell")
    pcpr = cast.at("pcpr").pk
    mother = county.mother.anchor_id
    mark = {"place": mother, "subject": mother, "category": "identity", "recipient": pcpr}
    made = anna.send("post", where, {"marked": [mark], "letters": [pcpr]})
    assert made.status_code == 201
    ref = made.json()["refs"][0]
    olga = program(cast.olga)
    path = f"/disclosures/{ref}"
    got = olga.get(path).json()
    assert (got["mode"], got["lines"][0]["text"].splitlines()[0]) == ("letter", "Maria")
    assert [one["ref"] for one in olga.get("/disclosures?party=recipient").json()["items"]][:1] == [ref]
    assert wanda.get(path).status_code == 404
    anna.edit(f"/people/{county.mother.ref}", {"first_name": "Marianna", "change": "error"})
    line = olga.get(path).json()["lines"][0]
    assert [text.splitlines()[0] for text in (line["text"], *line["earlier"])] == ["Marianna", "Maria"]
    taken = olga.send("post", f"{path}/corrected", {"taken_on": "2026-11-02"})
    assert taken.json()["lines"][0]["corrected"]["taken_on"] == "2026-11-02"
    assert anna.post(f"{path}/moves/recall").json()["state"]["value"] == "recalled"
    proof = {"proof": "destroyed", "proved_on": "2026-11-02"}
    assert olga.post(f"{path}/moves/confirm", proof).json()["state"]["value"] == "returned"
    told = anna.get(f"/people/{county.mother.ref}/disclosures").json()
    # The county has opened a window to the school, and has asked the labour office and, for an action, the clinic.
    shown, letter, question, action = told["rows"]
    names = [row["institution"] for row in (shown, letter, question, action)]
    assert names == [cast.at(key).name for key in ("school", "pcpr", "pup", "ppp")]
    assert filip.edit(path, {"review_on": "2026-12-24"}).json()["review_on"] == "2026-12-24"
    assert anna.get(f"/people/{county.mother.ref}/disclosures").json()["rows"] == [shown, question, action]


def test_marks_wait_for_their_author(cast: Town, at_monday: Any, program: Any) -> None:
    county, anna = County(cast), program(cast.anna)
    saved = anna.send("post", f"/cases/{county.case.ref}/disclosures/draft", {"marks": ["1-1-identity-1"]})
    assert saved.status_code == 204


def test_the_officers_program_decides_on_names_and_others_read_it(cast: Town, at_monday: Any, program: Any) -> None:
    given = {"is_named": True, "since": "2026-11-05", "reason": "Art. 15 RODO."}
    made = program(cast.filip).send("post", "/naming-decisions", given)
    assert (made.status_code, made.json()["status"]) == (201, "coming")
    assert program(cast.anna).get("/naming-decisions").json()["items"] == [made.json()]
    assert program(cast.anna).send("post", "/naming-decisions", given).status_code == 403
