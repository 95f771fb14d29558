"""Papers: what they say, that they are tagged, and that what people typed stays a text."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from kooperacja.documents import printing
from kooperacja.documents.printing import pdf, printable
from kooperacja.foundation.errors import Unavailable

HOSTILE = '#panic() *gwiazdka* $x$ @a <b> // nic /* `kod` \\ = nagłówek #import "/etc/passwd"'
PARTS: list[dict[str, Any]] = [
    {"text": HOSTILE},
    {"text": "Zażółć gęślą jaźń.\nDruga linia.\n\nDrugi akapit."},
    {"heading": "Zgoda"},
    {
        "facts": [
            ["Od", date(2026, 11, 2)],
            ["Kiedy", datetime(2026, 11, 2, 9, 5, tzinfo=UTC)],
            ["Ile", Decimal("1234.50")],
        ]
    },
    {"head": ["Co", "Komu"], "rows": [["Edukacja", "SP Wierzbowo"], ["Zdrowie", "PPP"]]},
    {"list": ["pierwszy", "drugi"]},
    {"sign": "Data i podpis"},
]


def made(**more: Any) -> PdfReader:
    content = pdf("documents", "letter", {"parts": PARTS, **more}, title="Potwierdzenie zgody", institution="GOPS")
    return PdfReader(io.BytesIO(content))


def tags(node: Any, found: list[str] | None = None) -> list[str]:
    """The structure of the paper, as a screen reader walks it."""
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            tags(one, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(str(node["/S"]))
        if "/K" in node and not isinstance(node["/K"], int):
            tags(node["/K"], found)
    return found


def test_the_paper_says_what_was_given_and_obeys_none_of_it() -> None:
    told = " ".join(made().pages[0].extract_text().split())
    for text in (
        HOSTILE,
        "Zażółć gęślą jaźń. Druga linia. Drugi akapit.",
        "Od: 02.11.2026",
        "Kiedy: 02.11.2026, 10:05",
    ):
        assert " ".join(text.split()) in told
    assert "Ile: 1 234,50" in told.replace("\u00a0", " ")
    assert told.endswith("Data i podpis 1 / 1")


def test_it_is_tagged_named_and_in_polish() -> None:
    paper = made()
    root: Any = paper.trailer["/Root"]
    assert root["/Lang"] == "pl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata is not None
    assert (paper.metadata.title, paper.metadata.author) == ("Potwierdzenie zgody", "GOPS")
    found = tags(root["/StructTreeRoot"])
    assert [one for one in found if one in {"/H1", "/H2"}] == ["/H1", "/H2"]
    assert {"/P", "/Table", "/TR", "/TH", "/TD", "/L", "/LI"} <= set(found)
    says = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in says.replace("\n", "").replace(
        " ", ""
    )
    assert "pdfuaid:part" in says


def test_fonts_are_in_the_file_and_nothing_is_fetched() -> None:
    fonts = [font.get_object() for font in made().pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        inside = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert any(name.startswith("/FontFile") for name in inside)


def test_what_no_font_draws_stops_no_paper() -> None:
    assert printable("zgoda 😀 \u202eabc\x00\u200b\r\nżółć\t!") == "zgoda ¿ abc\nżółć !"
    everything = "".join(chr(code) for code in range(1, 0x3000))
    content = pdf("documents", "letter", {"parts": [{"text": everything}, {"heading": everything}]}, title="T")
    assert len(PdfReader(io.BytesIO(content)).pages) >= 1


def test_floats_are_no_money() -> None:
    with pytest.raises(TypeError):
        pdf("documents", "letter", {"parts": [{"text": 0.1}]}, title="T")


def test_without_the_library_a_sentence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "typst", None)
    printing._compiler.cache_clear()
    with pytest.raises(Unavailable) as refusal:
        made()
    assert refusal.value.code == "documents.no_typst"
    printing._compiler.cache_clear()
