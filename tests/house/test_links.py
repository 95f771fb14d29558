"""Relative links in the documents lead to what is there."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from kooperacja.papers.sheets import sheets
from tests.house.tree import ROOT, each, tracked

DOCUMENTS = [path for path in tracked() if path.suffix == ".md"]
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\"")
OTHER = re.compile(r"[a-z][a-z+.-]*:", re.IGNORECASE)


def prose(path: Path) -> str:
    """The text without blocks of code."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)


def links(path: Path) -> Iterator[str]:
    said = re.sub(r"`[^`\n]*`", "", prose(path))
    return (one or two for one, two in LINK.findall(said) if not OTHER.match(one or two))


def anchors(path: Path) -> set[str]:
    """The headings of a document as the reader's program names them."""
    heads = re.findall(r"^#{1,6}\s+(.+?)\s*#*$", prose(path), flags=re.MULTILINE)
    said = set(re.findall(r"<a\s+(?:id|name)=\"([^\"]+)\"", path.read_text(encoding="utf-8")))
    return said | {re.sub(r"[^\w\- ]", "", head.replace("`", "")).strip().lower().replace(" ", "-") for head in heads}


@each("path", DOCUMENTS, lambda path: str(path.relative_to(ROOT)))
def test_links_of_a_document_lead_somewhere(path: Path) -> None:
    wrong = []
    for link in links(path):
        where, _, anchor = unquote(link).partition("#")
        target = (path.parent / where).resolve() if where else path
        if not target.exists() or not target.is_relative_to(ROOT):
            wrong.append(f"{link}: there is no such file")
        elif anchor and target.suffix == ".md" and anchor not in anchors(target):
            wrong.append(f"{link}: there is no such heading")
    assert wrong == []


PICTURES = ROOT / "docs" / "obrazy"
# In a journey, and in the file that takes pictures of the demonstration.
TAKEN = re.compile(r"""looks_right\(\s*"([\w-]+)"|Shot\("([\w-]+)\"""")


def test_each_picture_is_shown_and_something_takes_it() -> None:
    here = {path.stem for path in PICTURES.glob("*.png")}
    shown = {Path(link).stem for path in DOCUMENTS for link in links(path) if link.endswith(".png")}
    sources = [*(ROOT / "tests" / "journeys").glob("*.py"), ROOT / "tools" / "pictures.py"]
    taken = {one or two for path in sources for one, two in TAKEN.findall(path.read_text(encoding="utf-8"))}
    taken |= {f"dokument-{code}" for code in sheets()}  # tools/paper_pictures.py draws each of them.
    assert here - shown == set(), "no document shows it"
    assert here - taken == set(), "neither a journey nor tools/pictures.py takes it"
