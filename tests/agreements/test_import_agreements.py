"""`import agreements`: papers become drafts, with their parties and the dates that were published."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kooperacja.agreements import actions
from kooperacja.agreements.models import Agreement, AgreementParty, Pact
from kooperacja.audit.models import Entry
from kooperacja.config import cli
from kooperacja.directory.actions import end_institution
from kooperacja.foundation.clock import today
from tests.agreements.conftest import CLAUSE
from tests.cast import Town
from tests.real import real

HEAD = "key;title;parties;signed_on;subject\n"
KIS = "kis;Porozumienie o prowadzeniu KIS;mostek, pup, gops, school;;każdy z czterech partnerów\n"
LOCAL = "lokal;Użyczenie lokalu;gops,mostek;2020-02-17;\n"

Import = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(cast: Town, tmp_path: Path, capsys: Any) -> Import:
    """Run the command on this content: exit code, what it said, what it complained of."""

    def command(content: str | bytes, *options: str) -> tuple[int, str, str]:
        path = tmp_path / "porozumienia.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = cli.main(["import", "agreements", str(path), *options])
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    return command


def keys(agreement: Agreement) -> list[str]:
    return sorted(party.institution.key or "" for party in agreement.parties.select_related("institution"))


def test_papers_become_drafts_that_bind_nobody(run: Import) -> None:
    assert run(HEAD + KIS + LOCAL) == (0, "Nowe: 2, zmienione: 0, bez zmian: 0.", "")
    kis, local = Agreement.objects.get(key="kis"), Agreement.objects.get(key="lokal")
    assert (keys(kis), kis.signed_on, kis.state) == (["gops", "mostek", "pup", "school"], None, "draft")
    assert (keys(local), local.signed_on) == (["gops", "mostek"], date(2020, 2, 17))
    assert not any(party.has_signed for party in AgreementParty.objects.filter(agreement__in=[kis, local]))
    assert not Pact.objects.filter(agreement__in=[kis, local]).exists()


def test_twice_is_as_good_as_once(run: Import) -> None:
    run(HEAD + KIS + LOCAL)
    entries = Entry.objects.count()
    assert run(HEAD + KIS + LOCAL)[1] == "Nowe: 0, zmienione: 0, bez zmian: 2."
    assert (Agreement.objects.count(), Entry.objects.count()) == (3, entries)


def test_a_changed_row_is_changed_and_traced(run: Import) -> None:
    run(HEAD + KIS + LOCAL)
    changed = LOCAL.replace("gops,mostek", "mostek,school").replace("lokalu;", "sali;")
    assert run(HEAD + KIS + changed)[1] == "Nowe: 0, zmienione: 1, bez zmian: 1."
    row = Agreement.objects.get(key="lokal")
    assert (row.title, keys(row)) == ("Użyczenie sali", ["mostek", "school"])
    assert [entry.action for entry in Entry.objects.filter(about_id=row.pk, about_kind="agreement")][-3:] == [
        "agreement.change",
        "agreement.add_party",
        "agreement.remove_party",
    ]


def test_a_dry_run_counts_and_stores_nothing(run: Import) -> None:
    assert "Nowe: 2" in run(HEAD + KIS + LOCAL, "--dry-run")[1]
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ("x;A;gops, zamek;;", "parties", "Nie ma instytucji o kluczu „zamek”"),
        ("x;A;gops;;", "parties", "co najmniej dwie strony"),
        ("x;A;;;", "parties", "co najmniej dwie strony"),
        ("x;A;gops, school, gops;;", "parties", "Klucz „gops” powtarza się"),
        ("x;;gops, school;;", "title", "nie może być pust"),
        (f"x;{'A' * 251};gops, school;;", "title", "250"),
        ("x;A;gops, school;17.02.2020;", "signed_on", "2026-11-23"),
        ("x;A;gops, school;2020-02-30;", "signed_on", "2026-11-23"),
        ("x;A;gops, school;2999-01-01;", "signed_on", "jeszcze nie nadszedł"),
        (";A;gops, school;;", "key", "Brakuje klucza"),
        ("kis;A;gops, school;;", "key", "jest już w wierszu 2"),
    ],
)
def test_a_refused_row_names_line_and_column_and_nothing_is_stored(
    run: Import, row: str, column: str, told: str
) -> None:
    code, said, complained = run(f"{HEAD}{KIS}{row}\n")
    assert (code, said) == (2, "")
    assert f"Wiersz 3, kolumna {column}:" in complained
    assert told in complained
    assert Agreement.objects.count() == 1


def test_days_of_force_are_read_and_compared(run: Import) -> None:
    head = "key;title;parties;valid_on;valid_until;number\n"
    assert run(head + "x;A;gops, school;2027-01-01;2026-12-31;1\n")[2].count("kolumna valid_until") == 1
    assert run(head + "x;A;gops, school;2027-01-01;2027-12-31;1\n")[0] == 0
    assert Agreement.objects.get(key="x").valid_until == date(2027, 12, 31)


def test_an_ended_institution_becomes_no_party(run: Import, cast: Town) -> None:
    end_institution(actor=cast.ewa.actor, institution=cast.at("mostek"), ended_on=today(), reason="likwidacja")
    assert "zakończyła już działalność" in run(HEAD + LOCAL)[2]


def test_what_is_negotiated_is_not_changed_by_a_file(run: Import, cast: Town) -> None:
    run(HEAD + LOCAL)
    row = Agreement.objects.get(key="lokal")
    actions.add_clause(actor=cast.ewa.actor, agreement=row, **CLAUSE)
    actions.negotiate(actor=cast.ewa.actor, agreement=row)
    assert run(HEAD + LOCAL)[1] == "Nowe: 0, zmienione: 0, bez zmian: 1."
    code, _said, complained = run(HEAD + LOCAL.replace("lokalu", "sali"))
    assert (code, "nie jest już wersją roboczą" in complained) == (2, True)
    assert Agreement.objects.get(key="lokal").title == "Użyczenie lokalu"


def test_a_file_in_windows_1250_is_refused_with_what_to_do(run: Import) -> None:
    code, _said, complained = run((HEAD + LOCAL).encode("cp1250"))
    assert (code, "UTF-8" in complained) == (2, True)


def test_missing_columns_are_named(run: Import) -> None:
    complained = run("key;title\na;b\n")[2]
    assert "Brakuje kolumn: parties" in complained
    assert "Znane kolumny: key, title, parties" in complained


@pytest.mark.django_db
def test_the_real_files_are_read_completely(capsys: Any) -> None:
    institutions, agreements = real("institutions.csv"), real("agreements.csv")
    assert cli.main(["import", "agreements", str(agreements)]) == 2
    assert "Najpierw wczytaj plik z instytucjami" in capsys.readouterr().err
    assert cli.main(["import", "institutions", str(institutions)]) == 0
    for told in ("Nowe: 6, zmienione: 0, bez zmian: 0.", "Nowe: 0, zmienione: 0, bez zmian: 6."):
        capsys.readouterr()
        assert cli.main(["import", "agreements", str(agreements)]) == 0
        assert capsys.readouterr().out.strip() == told
    kis = Agreement.objects.get(key="a_kis")
    assert keys(kis) == ["fsm_bydgoszcz", "fundacja_wiatrak", "mops_bydgoszcz", "pup_bydgoszcz"]
    assert Agreement.objects.filter(signed_on=None).count() == 4
    assert Agreement.objects.get(key="a_pisz").signed_on == date(2020, 2, 17)
