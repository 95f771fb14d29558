"""CSV files as offices really send them: what is read, what is refused, in which words."""

from pathlib import Path

import pytest
from django.utils import translation

from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.tables import Line, Refused, doubled, read, refuse

HEAD = "key;name;note\n"


def reading(folder: Path, content: str | bytes) -> list[Line]:
    path = folder / "plik.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, ("key", "name"), ("note",))


def refusal(folder: Path, content: str | bytes) -> RuleBroken:
    with translation.override("pl"), pytest.raises(RuleBroken) as refused:
        reading(folder, content)
    return refused.value


def test_rows_come_with_the_lines_of_an_editor(tmp_path: Path) -> None:
    found = reading(tmp_path, HEAD + 'a;"Dom\nKultury";\n\n;;\nb; Łąka ;x\n')
    assert found == [
        Line(2, {"key": "a", "name": "Dom Kultury", "note": ""}),
        Line(6, {"key": "b", "name": "Łąka", "note": "x"}),
    ]


@pytest.mark.parametrize(
    "content", ["\ufeffkey;name\na;b\n", "key;name\r\na;b\r\n", "key;name\na;b", " key ; name \na;b\n"]
)
def test_marks_of_excel_do_not_matter(tmp_path: Path, content: str) -> None:
    assert [line.cells for line in reading(tmp_path, content)] == [{"key": "a", "name": "b"}]


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "utf-16"])
def test_another_encoding_is_refused_and_not_guessed(tmp_path: Path, encoding: str) -> None:
    refused = refusal(tmp_path, (HEAD + "a;Łomża, ośrodek;x\n").encode(encoding))
    assert refused.code in {"file.encoding", "file.not_text"}
    assert "UTF-8" in str(refused)
    assert encoding == "utf-16" or "CSV UTF-8" in str(refused.ways[0])


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        ("", "file.empty", "Plik jest pusty"),
        (" \n\n", "file.empty", "Plik jest pusty"),
        (HEAD, "file.empty", "nie zawiera żadnego wiersza"),
        ("key;note\na;b\n", "file.columns", "Brakuje kolumn: name"),
        ("key;name;colour\na;b;c\n", "file.columns", "Nieznane kolumny: colour"),
        ("key;name;name\na;b;c\n", "file.columns", "Powtórzone kolumny: name"),
        ("key,name,note\na,b,c\n", "file.separator", "średnik"),
        ("key\tname\na\tb\n", "file.separator", "średnik"),
        (HEAD + "a;b\nc;d;e;f\n", "file.rows_refused", "Wiersz 2: liczba komórek to 2, a powinno być 3"),
        (HEAD + 'a;"b;c\n', "file.quotes", "Wiersz 2"),
        (HEAD + f'a;"{"x" * 200_000}";c\n', "file.quotes", "Wiersz 2"),
        (b"key;name;note\na;\x00;c\n", "file.not_text", "CSV UTF-8"),
        (b"PK\x03\x04\xff\xfe", "file.encoding", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(
    tmp_path: Path, content: str | bytes, code: str, told: str
) -> None:
    refused = refusal(tmp_path, content)
    assert refused.code == code
    assert told in str(refused)


def test_each_refused_row_is_told_in_its_order() -> None:
    wrong = [Refused(9, "nip", "źle."), Refused(2, "", "źle."), Refused(2, "krs", "źle.")]
    with translation.override("pl"), pytest.raises(RuleBroken) as refused:
        refuse(wrong)
    assert str(refused.value).splitlines() == [
        "Odrzucono 2 wiersze, więc niczego nie wczytano:",
        "Wiersz 2: źle.",
        "Wiersz 2, kolumna krs: źle.",
        "Wiersz 9, kolumna nip: źle.",
    ]


def test_a_key_stands_in_one_row_and_is_never_empty() -> None:
    lines = [Line(2, {"key": "a"}), Line(3, {"key": ""}), Line(4, {"key": "a"})]
    with translation.override("pl"):
        told = [str(one) for one in doubled(lines, "key")]
    assert told == ["Wiersz 3, kolumna key: Brakuje klucza.", "Wiersz 4, kolumna key: Klucz „a” jest już w wierszu 2."]
