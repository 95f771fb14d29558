"""`kooperacja world load`: an invented world out of one file, whole or not at all."""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kooperacja.access.models import Anchor, AnchorKind, Appointment, PartKind, Share
from kooperacja.accounts.models import User
from kooperacja.agreements.models import Agreement, AgreementState, Pact
from kooperacja.audit.models import Entry
from kooperacja.config import words
from kooperacja.config.cli import main
from kooperacja.config.world import schema, shapes
from kooperacja.config.world.building import build
from kooperacja.config.world.reading import MOST_TOLD, checked, pointer
from kooperacja.directory.models import Institution, Membership, NumberSeries
from kooperacja.foundation.errors import RuleBroken
from tests.at_once import at_once
from tests.cast import Town
from tools.make_world import AT, make_world

EXAMPLE = Path(__file__).parents[2] / "docs" / "world.json"
MISSING = object()
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sentences are compared as they stand in the source; Polish has a test of its own."""
    monkeypatch.setenv("LANGUAGE", "en")
    words.speak("en")
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def example() -> Any:
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def load(tmp_path: Path, db: None, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Write the document to a file and load it; the code, and what was said."""

    def run(document: Any, *options: str) -> tuple[int, str]:
        file = tmp_path / "world.json"
        if isinstance(document, bytes):
            file.write_bytes(document)
        elif document is not MISSING:
            file.write_text(json.dumps(document), encoding="utf-8")
        with time_machine.travel(AT, tick=False):
            code = main(["world", "load", str(file), *options])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def nothing_stored() -> bool:
    return not any(model.objects.exists() for model in (Institution, User, Anchor, Agreement, Entry))


# ---- Loading


def test_the_example_is_loaded_and_its_keys_get_their_numbers(
    example: Any, load: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    code, said = load(example, "--ids", str(tmp_path / "ids.json"))
    assert code == 0, said
    ids = json.loads((tmp_path / "ids.json").read_text(encoding="utf-8"))
    assert (tmp_path / "ids.json").stat().st_mode & 0o077 == 0
    assert Institution.objects.get(pk=ids["institutions"]["gops"]["id"]).short_name == "GOPS w Wierzbowie"
    assert ids["users"]["anna"]["email"] == "anna@gops.example"
    assert set(ids["people"]["ola"]) == {"id", "anchor", "ref", "relation", "school"}
    assert set(ids["referrals"]["skierowanie"]["addressee"]) == {"side", "letter", "subject", "answers"}
    assert Share.objects.get(pk=ids["shares"]["okno-ola"]["id"]).basis_id == ids["provisions"]["przepis"]["id"]
    assert Agreement.objects.get(pk=ids["agreements"]["pzk"]["id"]).state == AgreementState.IN_FORCE
    assert Pact.objects.count() == 2, "one clause, one direction, two periods in force"
    assert not Membership.objects.get(user__email="dawna@gops.example").holds_at(AT)


def test_the_trail_holds_one_entry_of_the_load_with_numbers_and_no_names(
    example: Any, load: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    load(example, "--ids", str(tmp_path / "ids.json"))
    entries = list(Entry.objects.exclude(action="token.issue"))
    assert [(entry.action, entry.actor_name, entry.via) for entry in entries] == [
        ("world.load", "world load", "system")
    ]
    told = json.loads(bytes(entries[0].payload))
    assert (told["people"], told["institutions"], told["notes"]) == (3, 2, 2)
    assert all(isinstance(number, int) for number in told.values())
    assert Entry.objects.filter(action="token.issue").count() == 2, "keys of programs are always in the trail"


def test_a_worker_of_the_world_signs_in_with_the_password_and_a_program_with_the_token(
    example: Any, load: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    load(example, "--ids", str(tmp_path / "ids.json"))
    ids = json.loads((tmp_path / "ids.json").read_text(encoding="utf-8"))
    with time_machine.travel(AT, tick=False):
        browser = Client()
        signed = browser.post(reverse("account_login"), {"login": "anna@gops.example", "password": "Zmyslone-haslo-1"})
        assert signed.status_code == 302, signed.content
        page = browser.get(reverse("desk:case_file", args=[ids["dossiers"]["sprawa"]["ref"]]))
        assert "Ola wróciła do szkoły." in page.content.decode()
        letter = browser.get(reverse("referrals:show", args=[ids["referrals"]["skierowanie"]["ref"]]))
        assert "Byliśmy u rodziny" in letter.content.decode()
        wrong = Client().post(reverse("account_login"), {"login": "dawna@gops.example", "password": ""})
        assert wrong.status_code == 200
        headers = {"Authorization": f"Bearer {ids['memberships']['piotr-sp']['token']}"}
        note = f"/api/v1/explain?kind=note&id={ids['notes']['wizyta']['id']}"
        told = Client().get(note, headers=headers).json()
        assert [ground["name"] for ground in told["grounds"]] == ["shared_team"]
        assert ids["dossiers"]["sprawa"]["number"] not in told["title"], "the case itself is not shared"
        ended = f"/api/v1/explain?kind=note&id={ids['notes']['o-mamie']['id']}"
        assert Client().get(ended, headers=headers).status_code == 404


@pytest.mark.long
@pytest.mark.installation
def test_the_pages_of_loaded_workers_open(example: Any, load: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    """The rows are what the pages need, and not only what the kernel asks."""
    load(example, "--ids", str(tmp_path / "ids.json"))
    ids = json.loads((tmp_path / "ids.json").read_text(encoding="utf-8"))
    pages: list[tuple[str, list[Any]]] = [
        *((name, []) for name in ("desk:home", "desk:inbox", "cases:list", "referrals:list", "agreements:list")),
        *(("agreements:show", [paper["ref"]]) for paper in ids["agreements"].values()),
        ("directory:show", [ids["institutions"]["gops"]["id"]]),
    ]
    with time_machine.travel(AT, tick=False):
        for email in ("anna@gops.example", "halina@gops.example", "piotr@sp.example"):
            browser = Client()
            browser.force_login(User.objects.get(email=email), backend=BACKEND)
            for name, refs in pages:
                assert browser.get(reverse(name, args=refs)).status_code == 200, (email, name)


def test_people_draw_numbers_after_those_of_the_file(example: Any, load: Callable[..., tuple[int, str]]) -> None:
    for item in example["memberships"]:
        item.pop("token", None)
    assert load(example)[0] == 0
    assert set(NumberSeries.objects.values_list("series", "year", "last")) == {("case", 2026, 1), ("referral", 2026, 1)}


def test_three_hundred_people_are_loaded_whole(load: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    world = make_world(300, seed=3)
    code, said = load(world, "--ids", str(tmp_path / "ids.json"))
    assert code == 0, said
    ids = json.loads((tmp_path / "ids.json").read_text(encoding="utf-8"))
    for name in ("institutions", "users", "memberships", "agreements", "people", "households", "dossiers", "notes"):
        assert list(ids[name]) == [item["key"] for item in world[name]], name
    assert Anchor.objects.filter(kind=AnchorKind.PERSON).count() == 300 + len(world["referrals"])
    assert Appointment.objects.count() == len(world["appointments"])
    assert "300" in said


@pytest.mark.full
def test_ten_thousand_people_are_loaded_whole(load: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    code, said = load(make_world(10_000, seed=7), "--ids", str(tmp_path / "ids.json"))
    assert code == 0, said
    assert Anchor.objects.filter(kind=AnchorKind.DOSSIER).count() == 2_500


def test_the_same_seed_makes_the_same_world() -> None:
    assert make_world(40, seed=5) == make_world(40, seed=5)
    assert make_world(40, seed=5) != make_world(40, seed=6)


# ---- Refusing


def test_a_dry_run_tries_everything_and_stores_nothing(
    example: Any, load: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    code, said = load(example, "--dry-run", "--ids", str(tmp_path / "ids.json"))
    assert (code, nothing_stored()) == (0, True)
    assert "Dry run, nothing was stored." in said


def test_an_installation_that_holds_data_is_never_touched(
    cast: Town, example: Any, load: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    before = Institution.objects.count(), User.objects.count()
    code, said = load(example, "--ids", str(tmp_path / "ids.json"))
    assert code == 2
    assert "holds data already" in said or "ma już dane" in said
    assert (Institution.objects.count(), User.objects.count()) == before
    assert not (tmp_path / "ids.json").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_of_two_who_load_at_once_one_is_refused(example: Any) -> None:
    """Both begin in an empty installation; the second one waits for what the first one does."""
    world = checked(example)
    assert at_once(lambda: build(world), lambda: build(world)) == ["conflict", "done"]
    assert Institution.objects.count() == len(example["institutions"])


def test_tokens_are_made_only_where_somebody_gets_them(example: Any, load: Callable[..., tuple[int, str]]) -> None:
    code, said = load(example)
    assert (code, nothing_stored()) == (2, True)
    assert "--ids" in said


def test_ids_that_cannot_be_written_leave_nothing_stored(
    example: Any, load: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    code, _said = load(example, "--ids", str(tmp_path / "missing" / "ids.json"))
    assert (code, nothing_stored()) == (2, True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (MISSING, "There is no file or folder"),
        (b"", "The file is empty"),
        (b" \n ", "The file is empty"),
        (b'{"institutions": [}', "The file is not JSON: line 1, column 19."),
        (b'{"about": NaN}', "not JSON that anybody could read"),
        (b"[" * 100_000, "not JSON that anybody could read"),
        (b'{"about": "\xb3"}', "The file is not UTF-8: byte 12"),
        (b"[]", "/: An object"),
        (b"null", "/: An object"),
        (b"{}", "/institutions: This field is missing"),
    ],
)
def test_a_file_that_is_no_world_is_refused_with_a_sentence(
    content: Any, sentence: str, load: Callable[..., tuple[int, str]]
) -> None:
    code, said = load(content)
    assert (code, nothing_stored()) == (2, True)
    assert sentence in said


FAULTS = [
    ("shares/0/basis", "no-such", "There is no “no-such” among: consents, provisions."),
    ("shares/0/basis", "pzk", "“pzk” is a key of: agreements. Here belongs a key of: consents, provisions."),
    ("shares/0/basis", MISSING, "This field is missing. Add it."),
    ("shares/0/category", "gossip", "“gossip” is none of: coordination, identity,"),
    ("shares/0/purpose", "curiosity", "“curiosity” is none of: joint_help,"),
    ("shares/0/from", "2026-09-11T10:00:00", "An instant from 1900 on with its offset belongs here"),
    ("shares/0/from", 7, "An instant from 1900 on"),
    ("shares/0/from", "2026-13-41T10:00:00Z", "An instant from 1900 on"),
    ("shares/1/to", "2026-09-11T09:59:59.999999+02:00", "The end is before the beginning."),
    ("shares/0/owner", "ola", "“ola” is a key of: people. Here belongs a key of: institutions."),
    ("shares/0/colour", "red", "There is no such field. Known are: key, from, to, owner, recipient, file,"),
    ("institutions/0/colour", 1, "There is no such field."),
    ("institutions/0/nip", "5260006842", "NIP 5260006842 has a wrong digit"),
    ("institutions/0/kind", "castle", "“castle” is none of: welfare_centre,"),
    ("institutions/0/name", "", "This may not be empty."),
    ("institutions/0/name", "x" * 251, "This may have at most 250 characters."),
    ("institutions/0/name", 5, "A text in quotation marks belongs here."),
    ("institutions/0", "gops", "An object {…} belongs here."),
    ("institutions", {}, "A list […] belongs here."),
    ("institutions", [], "This list needs at least one entry."),
    ("institutions/1/key", "gops", "The key “gops” is taken already, at /institutions/0."),
    ("people/0/key", "gops", "The key “gops” is taken already, at /institutions/0."),
    ("users/0/email", "anna", "valid email address"),
    ("users/1/email", "Anna@gops.example", "Another account of this file has this e-mail address."),
    ("users/3/active", "no", "true or false belongs here"),
    ("users/0/full_name", "An\x00na", "There is a character here that cannot be stored."),
    ("memberships/0/role", "king", "“king” is none of: rops_coordinator,"),
    ("memberships/0/token", "all", "“all” is none of: read, write."),
    ("memberships/0/key", MISSING, "Give this membership a key"),
    ("authorisations/0/categories", [], "This list needs at least one entry."),
    ("authorisations/0/categories", ["family", "family"], "This list has entries that repeat each other."),
    ("authorisations/0/categories/1", "gossip", "“gossip” is none of"),
    ("agreements/0/clauses/0/max_level", 9, "This may not be more than 5."),
    ("agreements/0/clauses/0/max_level", "2", "A whole number without quotation marks belongs here."),
    ("agreements/0/clauses/0/giver", "nobody", "There is no “nobody” among: institutions."),
    ("agreements/0/clauses/0/receiver", "gops", "Data flow between two different parties."),
    ("agreements/0/in_force/0/to", "2026-01-01T00:00:00Z", "The end is before the beginning."),
    ("agreements/0/parties/1/institution", "gops", "This institution is a party of this agreement already."),
    ("agreements/1/amends", MISSING, "An annex or an accession names the agreement that it amends"),
    ("agreements/1/amends", "aneks", "This is an annex itself."),
    ("agreements/1/in_force", [{"from": "2026-01-01T00:00:00Z"}], "An annex has no period of its own"),
    ("people/0/kinship", MISSING, "Name both the household and who this person is in it, or neither."),
    ("people/0/born_on", "17.05.2014", "A day from 1900 on belongs here"),
    ("people/2/household", "malinowscy", "This household is another institution's."),
    ("dossiers/0/case/household", "ola", "“ola” is a key of: people."),
    ("dossiers/0/case/state", "closed", "A closed case needs closed_on and close_reason."),
    ("dossiers/0/owner", "sp", "This household is another institution's."),
    ("consents/0/subject", "malinowscy", "“malinowscy” is a key of: households. Here belongs a key of: people."),
    ("vetoes/0/user", MISSING, "A conflict of interest names the user who is bound."),
    ("emergencies/0/to", "2026-09-25T08:00:00+02:00", "An emergency access lasts at most 24 hours."),
    ("emergencies/0/outcome", MISSING, "A review has reviewed_at, reviewed_by and outcome"),
    ("referrals/0/addressee", "sp", "The addressee is the sender."),
    ("referrals/0/addressee", MISSING, "Only a draft may have no addressee."),
    ("referrals/0/addressee_file", "teczka-szkoly", "This dossier is another institution's."),
    ("referrals/0/sent_at", MISSING, "A referral has sent_at, and a draft has none."),
    ("referrals/0/state", "draft", "A referral has sent_at, and a draft has none."),
    ("referrals/0/letter/basis", "because", "“because” is none of:"),
    ("referrals/0/letter/pesel", "14251712345", "There is no such field. Known are: request, reason_code,"),
    ("referrals/0/answers/0/author", "gops", "“gops” is a key of: institutions."),
    ("notes/0/dossier", "teczka-szkoly", "There is no case in this dossier."),
    ("world/peace", 1, "There is no such field."),
]
# Faults that are told at another field than the one that was changed.
TOLD_AT = {
    "memberships/0/key": "/memberships/0/token",
    "dossiers/0/owner": "/dossiers/0/case/household",
    "referrals/0/state": "/referrals/0/sent_at",
    "world/peace": "/world",
}


def changed(document: Any, place: str, value: Any) -> Any:
    """The document with one value put in, or taken out."""
    document = copy.deepcopy(document)
    inside: Any = document
    *path, last = [int(part) if part.isdecimal() else part for part in place.split("/")]
    for part in path:
        inside = inside.setdefault(part, {}) if isinstance(inside, dict) else inside[part]
    if value is MISSING:
        del inside[last]
    else:
        inside[last] = value
    return document


def faults(document: Any) -> list[str]:
    """What is told about the document; the file is read whole before anything is stored."""
    with pytest.raises(RuleBroken) as refused:
        checked(document)
    return [str(way) for way in refused.value.ways]


@pytest.mark.parametrize(("place", "value", "sentence"), FAULTS)
def test_a_fault_is_told_with_its_place_and_how_to_mend_it(place: str, value: Any, sentence: str, example: Any) -> None:
    [line] = [line for line in faults(changed(example, place, value)) if sentence in line]
    assert line.startswith(f"{TOLD_AT.get(place, '/' + place)}: ")


def test_a_veto_that_names_nobody_is_refused_where_it_must_name_somebody(example: Any) -> None:
    veto = {"file": "marta", "kind": "do_not_show_to", "from": "2026-09-12T00:00:00Z"}
    told = "/vetoes/0/user: Name the user or the institution to whom it may not be shown."
    assert faults({**example, "vetoes": [veto]}) == [told]


def test_a_field_that_is_written_twice_is_refused(load: Callable[..., tuple[int, str]]) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('"key": "gops",', '"key": "gops", "place": "Brzezin",', 1)
    code, said = load(text.encode())
    assert code == 2
    assert "/institutions/0/place: This field is written twice." in said


def test_all_faults_are_told_at_once_and_the_first_fifty_by_name(
    example: Any, load: Callable[..., tuple[int, str]]
) -> None:
    example["shares"][0]["basis"] = "no-such"
    example["notes"][1]["category"] = "gossip"
    del example["people"][2]["owner"]
    code, said = load(example)
    assert (code, nothing_stored()) == (2, True)
    assert "Faults: 3" in said
    assert all(place in said for place in ("/shares/0/basis", "/notes/1/category", "/people/2/owner"))
    example["notes"] = [{"key": f"n{number}"} for number in range(MOST_TOLD)]
    code, said = load(example)
    assert code == 2
    told = [line for line in said.splitlines() if line.startswith("/")]
    assert len(told) == MOST_TOLD
    assert said.rstrip().splitlines()[-1] == f"… and {5 * MOST_TOLD + 2 - MOST_TOLD} more."


def test_refusals_are_polish_for_a_polish_terminal(
    example: Any, load: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "pl")
    example["shares"][0]["basis"] = "no-such"
    _code, said = load(example)
    assert "/shares/0/basis: Wśród: consents, provisions nie ma „no-such”." in said


def test_a_place_in_the_file_is_a_json_pointer() -> None:
    assert pointer(("shares", 3, "a/b~c")) == "/shares/3/a~1b~0c"


JUNK: tuple[Any, ...] = (
    *(None, 5, -1, 10**30, 1.5, True, "", "x", [], {}, ["x"], [[]], "gops", "ola", "sprawa", "pzk", "\ud800"),
    *("8999-12-31T23:59:59Z", "1900-01-01T00:00:00Z", "8999-12-31", "1900-01-01", MISSING),
)


def places(value: Any, here: tuple[str, ...] = ()) -> Iterator[str]:
    """Every place in the document."""
    if here:
        yield "/".join(here)
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inside:
        yield from places(part, (*here, str(name)))


@pytest.mark.installation
def test_whatever_stands_anywhere_is_loaded_or_refused_and_never_breaks(example: Any, db: None) -> None:
    """250 of the some ten thousand ways to put one wrong value into the example."""
    ways = [(place, junk) for place in places(example) for junk in JUNK]
    loaded = refused = 0
    with time_machine.travel(AT, tick=False):
        for place, junk in Random(4).sample(ways, 250):  # noqa: S311 - nothing here is secret.
            try:
                world = checked(changed(example, place, junk))
            except RuleBroken:
                refused += 1
            else:
                build(world, dry_run=True)
                loaded += 1
    assert loaded > 10
    assert refused > 100


# ---- The schema


def test_the_schema_in_the_repository_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "schema"]) == 0
    assert capsys.readouterr().out == schema.FILE.read_text(encoding="utf-8")


def test_the_schema_is_one_of_2020_12_and_takes_the_example_and_any_made_world(example: Any) -> None:
    told = json.loads(schema.schema())
    assert told["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(told)
    validator = jsonschema_rs.validator_for(told)
    validator.validate(example)
    validator.validate(make_world(40, seed=1))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (place, value)
        for place, value, sentence in FAULTS
        if "category" in place or "purpose" in place or "max_level" in place or "colour" in place or value == ""
    ],
)
def test_the_schema_refuses_what_the_command_refuses_by_shape(place: str, value: Any, example: Any) -> None:
    assert not jsonschema_rs.validator_for(json.loads(schema.schema())).is_valid(changed(example, place, value))


def test_parts_in_a_dossier_are_those_of_the_product_and_the_household() -> None:
    [part] = [field for name, field in shapes.PartShape.model_fields.items() if name == "part"]
    assert set(part.annotation.__args__) == {*PartKind.values, "household"}  # type: ignore[union-attr]


# ---- As an operator does it


@pytest.mark.long
@pytest.mark.installation
def test_the_command_loads_a_world_in_a_process_of_its_own(tmp_path: Path) -> None:
    """With the settings of a real installation: nothing of it needs a test or a demonstration."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KOOPERACJA_", "DJANGO_"))}
    mine = {"KOOPERACJA_DATA_DIR": str(tmp_path), "KOOPERACJA_SECRET_KEY": "x" * 60, "LANGUAGE": "pl"}

    def run(*given: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kooperacja", *given]
        return subprocess.run(command, env=kept | mine, capture_output=True, text=True, timeout=120, check=False)

    assert run("migrate").returncode == 0
    done = run("world", "load", str(EXAMPLE), "--ids", str(tmp_path / "ids.json"))
    assert done.returncode == 0, done.stderr
    assert "Świat jest wczytany." in done.stdout
    again = run("world", "load", str(EXAMPLE), "--ids", str(tmp_path / "ids2.json"))
    assert again.returncode == 2
    assert "ma już dane" in again.stderr
