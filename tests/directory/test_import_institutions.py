"""`import institutions`: real bodies, dry run, all or nothing, twice as good as once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kooperacja.audit.models import Entry
from kooperacja.config import cli
from kooperacja.directory.actions import change_institution
from kooperacja.directory.imports import rows_of
from kooperacja.directory.kinds import InstitutionKind, Level, Sector
from kooperacja.directory.models import Institution
from kooperacja.directory.vocabulary import KIND_WORDS, KINDS, LEVELS, SECTORS
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from tests.real import real

pytestmark = pytest.mark.django_db

HEAD = "key;name;kind;level;sector;terc;place;what_is_published\n"
GOOD = (
    "rops;Regionalny Ośrodek Polityki Społecznej w Białymstoku;"
    "ROPS;województwo;pomoc społeczna;20;Białystok;realizator\n"
    "zbpo;Związek Biur Porad Obywatelskich;związek;kraj;poradnictwo;;;\n"
    "ops;Ośrodek Pomocy Społecznej Gminy Łomża;OPS;gmina;pomoc społeczna;2007022;Łomża;\n"
)

Import = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: Any) -> Import:
    """Run the command on this content: exit code, what it said, what it complained of."""

    def command(content: str | bytes, *options: str) -> tuple[int, str, str]:
        path = tmp_path / "instytucje.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = cli.main(["import", "institutions", str(path), *options])
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    return command


def test_rows_become_institutions(run: Import) -> None:
    assert run(HEAD + GOOD) == (0, "Nowe: 3, zmienione: 0, bez zmian: 0.", "")
    row = Institution.objects.get(key="ops")
    assert (row.short_name, row.kind, row.level, row.sector, row.terc, row.place) == (
        "OPS Gminy Łomża",
        InstitutionKind.WELFARE_CENTRE,
        Level.COMMUNE,
        Sector.WELFARE,
        "2007022",
        "Łomża",
    )
    assert "lomza" in row.folded
    assert Institution.objects.get(key="zbpo").terc == ""


def test_twice_is_as_good_as_once(run: Import) -> None:
    run(HEAD + GOOD)
    before = list(Institution.objects.order_by("pk").values())
    assert run(HEAD + GOOD)[1] == "Nowe: 0, zmienione: 0, bez zmian: 3."
    assert list(Institution.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 3


def test_a_changed_row_is_changed_and_traced(run: Import) -> None:
    run(HEAD + GOOD)
    assert run(HEAD + GOOD.replace("Gminy Łomża", "w Łomży"))[1] == "Nowe: 0, zmienione: 1, bez zmian: 2."
    row = Institution.objects.get(key="ops")
    assert (row.name, row.short_name, row.version) == ("Ośrodek Pomocy Społecznej w Łomży", "OPS w Łomży", 2)
    entry = Entry.objects.get(action="institution.import")
    assert (entry.via, entry.actor_name, entry.about_id) == ("system", "import institutions", row.pk)
    assert json.loads(bytes(entry.payload)) == {"fields": ["folded", "name", "short_name"]}


def test_what_people_added_is_kept(run: Import) -> None:
    run(HEAD + GOOD)
    row = Institution.objects.get(key="ops")
    change_institution(actor=Actor.system("test"), institution=row, version=1, short_name="OPS-G", phone="86 000")
    assert run(HEAD + GOOD.replace("realizator", "lider"))[1] == "Nowe: 0, zmienione: 1, bez zmian: 2."
    row.refresh_from_db()
    assert (row.short_name, row.phone) == ("OPS-G", "86 000")


def test_a_dry_run_counts_and_stores_nothing(run: Import) -> None:
    assert run(HEAD + GOOD, "--dry-run")[1] == "Próba, niczego nie zapisano. Nowe: 3, zmienione: 0, bez zmian: 0."
    assert not Institution.objects.exists()
    run(HEAD + GOOD)
    assert "zmienione: 1" in run(HEAD + GOOD.replace("lider", "x").replace("Białystok;", "Suwałki;"), "--dry-run")[1]
    assert Institution.objects.get(key="rops").place == "Białystok"


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("x;A;zamek;gmina;;;;", "kind", "nie znamy słowa „zamek”"),
        ("x;A;poradnia psychologiczno pedagogiczna;gmina;;;;", "kind", "poradnia psychologiczno-pedagogiczna"),
        ("x;A;OPS;osiedle;;;;", "level", "nie znamy słowa „osiedle”"),
        ("x;A;OPS;gmina;wojsko;;;", "sector", "nie znamy słowa „wojsko”"),
        ("x;A;;gmina;;;;", "kind", "nie może być pust"),
        ("x;;OPS;gmina;;;;", "name", "nie może być pust"),
        (";A;OPS;gmina;;;;", "key", "Brakuje klucza"),
        ("rops;A;OPS;gmina;;;;", "key", "jest już w wierszu 2"),
        ("x;A;OPS;gmina;;207022;;", "terc", "Kod TERYT ma 2 cyfry"),
        ("x;A;OPS;gmina;;2099;;", "terc", "Nie ma obszaru o kodzie TERYT 2099"),
        ("x;A;OPS;gmina;;2007027;;", "terc", "rodzaj"),
        (f"x;{'A' * 251};OPS;gmina;;;;", "name", "250"),
        (f"x;A;OPS;gmina;;;;{'A' * 301}", "what_is_published", "300"),
    ],
)
def test_a_refused_row_names_line_and_column_and_nothing_is_stored(
    run: Import, row: str, column: str, told: str
) -> None:
    code, said, complained = run(f"{HEAD}{GOOD}{row}\n")
    assert (code, said) == (2, "")
    assert complained.startswith("Odrzucono 1 wiersz, więc niczego nie wczytano:")
    assert f"Wiersz 5, kolumna {column}:" in complained
    assert told in complained
    assert not Institution.objects.exists()


def test_every_refused_row_is_told(run: Import) -> None:
    head = "key;name;kind;level;nip;regon;krs;checked_on;website\n"
    rows = (
        "a;A;OPS;gmina;5260006842;;;;\nb;B;OPS;gmina;;12;;;\nc;C;OPS;gmina;;;1;;\n"
        "d;D;OPS;gmina;;;;23.11;\ne;E;OPS;gmina;;;;2099-01-01;\nf;F;OPS;gmina;;;;;javascript:alert(1)\n"
    )
    complained = run(head + rows)[2]
    assert "Odrzucono 6 wierszy" in complained
    for number, column in enumerate(("nip", "regon", "krs", "checked_on", "checked_on", "website"), start=2):
        assert f"Wiersz {number}, kolumna {column}:" in complained


def test_the_other_columns_may_be_given(run: Import) -> None:
    head = "name;key;level;kind;nip;regon;krs;checked_on;website;short_name;email\n"
    row = "Dom;d;gmina;ngo;526-000-68-41;000331501;0000123456;2026-09-01;https://dom.example;;biuro@dom.example\n"
    assert run(head + row)[0] == 0
    stored = Institution.objects.get(key="d")
    assert (stored.nip, str(stored.checked_on), stored.short_name) == ("5260006841", "2026-09-01", "Dom")


def test_hostile_text_stays_a_text(run: Import) -> None:
    hostile = "<script>alert(1)</script> =1+1 '; DROP TABLE x"
    assert run(f'{HEAD}x;"{hostile}";OPS;gmina;;;;\n')[0] == 0
    assert Institution.objects.get(key="x").name == hostile


def test_a_file_in_windows_1250_is_refused_with_what_to_do(run: Import) -> None:
    code, _said, complained = run((HEAD + GOOD).encode("cp1250"))
    assert code == 2
    assert "nie jest zapisany w UTF-8" in complained
    assert "CSV UTF-8" in complained
    assert not Institution.objects.exists()


def test_a_missing_file_is_told_in_one_sentence(capsys: Any, tmp_path: Path) -> None:
    assert cli.main(["import", "institutions", str(tmp_path / "brak.csv")]) == 2
    assert "brak.csv" in capsys.readouterr().err


def test_a_fault_in_the_middle_stores_nothing(run: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuleBroken("test", "nie teraz")

    run(HEAD + GOOD.splitlines(keepends=True)[0])
    monkeypatch.setattr("kooperacja.directory.actions.edit", refuse)
    assert run(HEAD + "nowa;A;OPS;gmina;;;;\n" + GOOD.replace("realizator", "x"))[0] == 2
    assert Institution.objects.count() == 1


def test_many_rows_are_read_in_portions(run: Import) -> None:
    rows = "".join(f"k{n};Szkoła {n};szkoła;gmina;edukacja;2007022;Łomża;\n" for n in range(1203))
    assert run(HEAD + rows)[1] == "Nowe: 1203, zmienione: 0, bez zmian: 0."
    assert run(HEAD + rows)[1] == "Nowe: 0, zmienione: 0, bez zmian: 1203."


def test_the_words_cover_every_kind_level_and_sector() -> None:
    assert set(KINDS) == set(InstitutionKind)
    assert set(LEVELS) == set(Level)
    assert set(SECTORS) == set(Sector)
    assert KIND_WORDS.meaning("POWIATOWY URZAD PRACY") == InstitutionKind.LABOUR_OFFICE


def test_the_real_file_is_read_completely(run: Import) -> None:
    path = real("institutions.csv")
    assert len(rows_of(path)) == 38
    assert run(path.read_bytes())[1] == "Nowe: 38, zmienione: 0, bez zmian: 0."
    assert run(path.read_bytes())[1] == "Nowe: 0, zmienione: 0, bez zmian: 38."
    assert Institution.objects.values("kind").distinct().count() == 20
    assert set(Institution.objects.filter(terc="").values_list("key", flat=True)) == {
        "zbpo",
        "zk_grady",
        "zk_czerwony_bor",
    }
    assert Institution.objects.filter(place="").count() == 2


def test_the_register_of_areas_is_read_from_its_file(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "TERC.csv"
    head = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n"
    path.write_text(head + "20;07;02;2;Łomża;gmina wiejska;2026-01-01\n", encoding="utf-8-sig")
    assert cli.main(["import", "teryt", str(path)]) == 0
    assert capsys.readouterr().out.strip() == "Obszary: 1."
    path.write_text(head + "20;7;;;łomżyński;powiat;2026-01-01\n", encoding="utf-8")
    assert cli.main(["import", "teryt", str(path)]) == 2
    assert "Wiersz 2" in capsys.readouterr().err
