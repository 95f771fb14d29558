"""Finding is seeing: the same rows that the reader may open, and nothing told of the others."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kooperacja.access.actions import authorise, declare_conflict
from kooperacja.access.reading import log
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.models import Entry
from kooperacja.cases.actions import add_member, correct_family
from kooperacja.cases.models import Case
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people.actions import add_detail, correct_detail, edit_person, set_pesel
from kooperacja.people.actions.details import DetailText
from kooperacja.search.queries import Group, search
from kooperacja.sharing.actions import open_window, place_reader, record_basis
from tests.cast import MONDAY, Town, Worker

HELP = Purpose.JOINT_HELP


def groups(worker: Worker, text: str, **wanted: str) -> dict[str, Group]:
    with snapshot():
        return {group.kind: group for group in search(worker.actor, HELP, text, **wanted)}


def labels(worker: Worker, text: str, kind: str) -> list[str]:
    found = groups(worker, text).get(kind)
    return [hit.label for hit in found.hits] if found else []


def test_each_institution_finds_its_own(cast: Town, known: Case) -> None:
    assert "Zenobia Malinowska" not in labels(cast.anna, "malinowska", "people")
    assert labels(cast.olga, "malinowska", "people") == ["Zenobia Malinowska"]
    assert groups(cast.olga, "malinowska")["people"].total.number == 1


def test_who_is_appointed_to_nothing_finds_no_family_and_no_number(cast: Town, known: Case) -> None:
    for text in ("malinowska", known.number, "depresja", "zolnierz"):
        assert not set(groups(cast.jan, text)) & {"people", "families", "referrals", "notes"}, text


def test_a_conflict_of_interest_takes_the_family_out_of_the_search(cast: Town, known: Case) -> None:
    assert labels(cast.anna, "Marta", "people")
    declare_conflict(cast.anna.actor, anchor_id=known.anchor_id, user_id=cast.anna.user.pk)
    assert labels(cast.anna, "zolnierz", "families")
    assert not labels(cast.anna, "Malinowscy", "families")
    assert not labels(cast.anna, known.number, "families")
    assert not labels(cast.anna, "depresja", "notes")


def test_a_window_shows_its_rows_to_the_search_of_the_partner_and_it_is_logged(
    cast: Town, known: Case, family: dict[str, Any]
) -> None:
    assert not labels(cast.piotr, "depresja", "notes")
    keys: dict[str, Any] = {"actor": cast.anna.actor, "case": known}
    basis = record_basis(
        **keys,
        subject_id=known.subject_id,
        recipient_id=cast.at("school").pk,
        category=Category.FAMILY,
        purpose=HELP,
        source="art. 100",
        is_consent=False,
    )
    share = open_window(**keys, place_id=known.anchor_id, basis=basis)
    place_reader(actor=cast.wanda.actor, window=share, user_id=cast.piotr.user.pk)
    with snapshot() as shot:
        [notes] = search(cast.piotr.actor, HELP, "lodówka", kind="notes")
    assert notes.hits[0].excerpt.startswith("Babcia")
    assert cast.at("gops").short_name in notes.hits[0].facts
    log(cast.piotr.actor, "search:find", HELP, shot)
    entry = Entry.objects.filter(action="read.search:find").latest("pk")
    assert (entry.user_id, entry.result_count, entry.ground) == (cast.piotr.user.pk, 1, "shared")
    assert not labels(cast.piotr, "depresja", "notes")


@pytest.mark.once
def test_a_health_note_that_is_shown_is_logged_and_no_typed_word_is(cast: Town, known: Case, as_worker: Any) -> None:
    browser = as_worker(cast.anna)
    assert "Matka leczy" in browser.post("/szukaj/", {"q": "depresja"}).content.decode()
    entry = Entry.objects.filter(action="read.find").latest("pk")
    assert (entry.user_id, entry.result_count) == (cast.anna.user.pk, 1)
    for row in Entry.objects.values():
        assert "depresj" not in str(
            {name: bytes(one) if isinstance(one, memoryview) else one for name, one in row.items()}
        )


def test_a_corrected_name_is_found_and_the_earlier_one_is_not(cast: Town, known: Case, family: dict[str, Any]) -> None:
    ola = family["Ola"]
    edit_person(actor=cast.anna.actor, person=ola, version=ola.version, first_name="Ola", last_name="Jeżewska")
    assert labels(cast.anna, "Jezewskiej", "people") == ["Ola Jeżewska"]
    assert "Ola Jeżewska" not in labels(cast.anna, "malinowska", "people")
    correct_family(actor=cast.anna.actor, case=known, household_version=1, family_name="Jeżewscy", place="Łomża")
    assert labels(cast.anna, "jezewskich lomzy", "families") == [known.number]
    assert not labels(cast.anna, "malinowskich", "families")


@pytest.mark.once
def test_a_whole_pesel_number_finds_the_person_in_the_own_institution_only(
    cast: Town, known: Case, family: dict[str, Any]
) -> None:
    set_pesel(actor=cast.anna.actor, person=family["Ola"], text="14232112341", version=0)
    assert labels(cast.anna, "14232112341", "people") == ["Ola Malinowska"]
    for worker, text in ((cast.anna, "14232112342"), (cast.anna, "1423211"), (cast.olga, "14232112341")):
        assert not labels(worker, text, "people"), text


def test_an_address_and_a_telephone_find_the_person_and_what_is_graver_finds_nobody(
    cast: Town, known: Case, family: dict[str, Any]
) -> None:
    anna, ola = cast.anna.actor, family["Ola"]
    texts = {
        "address": "ul. Kwiatowa 5",
        "contact": "600 100-200",
        "protected_address": "ul. Ukryta 7",
        "health": "astma",
        "reporter": "sąsiadka Bronisława",
    }
    graver = (Category.ADDRESS, Category.REPORTER)
    post = {"user_id": anna.user_id, "institution_id": anna.institution_id}
    authorise(cast.halina.actor, **post, categories=graver)
    rows = {
        kind: add_detail(actor=anna, person=ola, typed=DetailText(kind, MONDAY.date(), text))
        for kind, text in texts.items()
    }
    for text in ("Kwiatowej 5", "600100200", "600 100 200"):
        assert labels(cast.anna, text, "people") == ["Ola Malinowska"], text
        assert not labels(cast.olga, text, "people"), text
    for text in ("Ukrytej", "astma", "sąsiadką", "Bronisławy"):
        assert not groups(cast.anna, text), text
    right = DetailText("contact", MONDAY.date(), "700 100 200")
    correct_detail(actor=anna, detail=rows["contact"], person=ola, typed=right)
    assert labels(cast.anna, "700100200", "people")
    assert not labels(cast.anna, "600100200", "people")


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "code"), [("ł" * 10_000, "search.too_long"), ("a b c d e f g h i j k l ł", "search.too_many_words")]
)
def test_too_much_is_answered_by_a_sentence(cast: Town, at_monday: Any, as_worker: Any, text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        groups(cast.anna, text)
    assert (refusal.value.code, refusal.value.field) == (code, "q")
    answer = as_worker(cast.anna).post("/szukaj/", {"q": text})
    assert answer.status_code == 422
    assert "Wpisz najwyżej" in answer.content.decode()


@pytest.mark.once
def test_pages_of_one_kind_hold_each_hit_once(cast: Town, known: Case, family: dict[str, Any]) -> None:
    for number in range(23):
        add_member(actor=cast.anna.actor, case=known, first_name=f"Jan{number:02}", last_name="Brat", kinship="son")
    short = groups(cast.anna, "brat")["people"]
    assert (len(short.hits), short.total.number) == (5, 23)
    first = groups(cast.anna, "brat", kind="people")["people"]
    second = groups(cast.anna, "brat", kind="people", after=first.after)["people"]
    assert [len(first.hits), len(second.hits), second.after] == [20, 3, ""]
    assert len({hit.ref for hit in (*first.hits, *second.hits)}) == 23
    for forged in ("zzz", "W10", "ł"):
        with pytest.raises(RuleBroken):
            groups(cast.anna, "brat", kind="people", after=forged)
        with pytest.raises(RuleBroken):
            groups(cast.anna, "gops", kind="institutions", after=forged)


@pytest.mark.once
def test_the_number_of_statements_does_not_depend_on_the_hits(cast: Town, known: Case) -> None:
    counts = []
    for text in ("zqaeiouy", "malinowska"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            groups(cast.halina, text)
        counts.append(len([one for one in asked if one["sql"].startswith("SELECT")]))
    assert counts[1] <= counts[0] + 2
    assert counts[1] <= 24
