"""Questions as workers type them, with what must be found: any inflection, no Polish letters needed.

They are asked on both engines, because FTS5 and tsvector are two indexes.
"""

from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.search.queries import Group, search
from tests.cast import Town, Worker


def found(worker: Worker, text: str, kind: str = "") -> dict[str, set[str]]:
    """By kind, what the hits are called; of a note its text, of a family its surname."""
    with snapshot():
        groups = search(worker.actor, Purpose.JOINT_HELP, text, kind=kind)
    return {group.kind: {_name(group, place) for place in range(len(group.hits))} for group in groups}


def _name(group: Group, place: int) -> str:
    hit = group.hits[place]
    if group.kind == "notes":
        return hit.excerpt.partition(" ")[0]
    return hit.facts[0] if group.kind in {"families", "referrals"} else hit.label


MARTA, ADAM, OLA, KUBA = "Marta Malinowska", "Adam Malinowski", "Ola Malinowska", "Kuba Malinowski"
FAMILY, ALL = {"Malinowscy"}, {MARTA, ADAM, OLA, KUBA}
LUCJA = {"Łucja Żołnierz"}

# What is typed, of which kind, and exactly what is found of that kind.
QUESTIONS = [
    ("Malinowskiej", "people", ALL),
    ("malinowska", "people", ALL),
    ("MALINOWSKIM", "people", ALL),
    ("Malinowskich", "families", FAMILY),
    ("malinowscy", "families", FAMILY),
    ("Malin", "people", ALL),
    ("Marcie Malinowskiej", "people", {MARTA}),
    ("Malinowską Martę", "people", {MARTA}),
    ("Adamowi", "people", {ADAM}),
    ("Kubie", "people", {KUBA}),
    ("Kubą", "people", {KUBA}),
    ("Olę", "people", {OLA}),
    ("Ole", "people", {OLA}),
    ("Wierzbowie", "families", FAMILY),
    ("rodzina Malinowskich z Wierzbowa", "families", FAMILY),
    ("sprawa rodziny Malinowskich", "families", FAMILY),
    ("pani Malinowskiej Marty", "people", {MARTA}),
    ("Zolnierz", "people", LUCJA),
    ("żołnierza", "people", LUCJA),
    ("zolnierzowi", "families", {"Żołnierz"}),
    ("Lucji Zolnierz", "people", LUCJA),
    ("Łucję", "people", LUCJA),
    ("lucja", "people", LUCJA),
    ("swieta gora", "families", {"Żołnierz"}),
    ("Świętej Górze", "families", {"Żołnierz"}),
    ("mops/2026/0042", "families", {"Żołnierz"}),
    ("choroba serca", "notes", {"Babcia"}),
    ("dług czynsz", "notes", {"Babcia"}),
    ("lodówki", "notes", {"Babcia"}),
    ("depresja", "notes", {"Matka"}),
    ("Lomza", "notes", {"Matka"}),
    ("w Lomzy", "notes", {"Matka"}),
    ("opuszczone godziny uczennicy", "referrals", {"Ola Malinowska"}),
    ("dzielnicowego Klona", "workers", set()),
    ("pracownika socjalnego Klon", "workers", {"Iga Klon"}),
    ("Lisem Anną", "workers", {"Anna Lis"}),
    ("porozumienia o wspolpracy", "agreements", {"Porozumienie o współpracy PZK Wierzbowo"}),
    ("szkole podstawowej", "institutions", {"SP Wierzbowo"}),
]


def test_each_question_finds_what_is_meant_and_nothing_else(cast: Town, known: Case) -> None:
    wrong = []
    for text, kind, expected in QUESTIONS:
        answer = found(cast.halina, text, kind).get(kind, set())
        if answer != expected:
            wrong.append(f"{text}: {answer or 'nothing'} in place of {expected or 'nothing'}")
    assert not wrong, "\n".join(wrong)
    assert len(QUESTIONS) > 30
    for kind in ("people", "families"):
        assert set(found(cast.halina, "malinowska", kind)) == {kind}
    assert {"people", "families", "referrals"} <= set(found(cast.halina, "malinowska"))


def test_words_that_do_not_stand_together_find_nothing(cast: Town, known: Case) -> None:
    for text in (
        "Marta Żołnierz",
        "choroba lodówka pralka",
        "zqaeiouy",
        "%",
        "' OR 1=1 --",
        '"',
        "*",
        "a AND",
        "NEAR(",
    ):
        assert not found(cast.halina, text), text
