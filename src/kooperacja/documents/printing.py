"""Papers as PDF: a template and plain data give bytes.

    pdf("documents", "letter", {"heading": …, "parts": […]}, title=…)

makes `documents/papers/letter.typ`. What people typed goes to the template as JSON and is a text in it,
never markup. The PDF is tagged (PDF/UA-1) and for archives (PDF/A-2a); the fonts are those that the
library carries, so nothing is fetched and each machine prints the same.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Unavailable
from kooperacja.ui.formats import date_text, datetime_text

ROOT = Path(__file__).parent.parent
STANDARDS = ("a-2a", "ua-1")
# One compiler serves all threads, one paper at a time: it takes some milliseconds.
_turn = Lock()


def pdf(package: str, name: str, told: Mapping[str, Any], *, title: str, institution: str = "") -> bytes:
    """`told` holds texts, whole numbers, yes and no, dates, decimals, lists and mappings of these."""
    facts = {"title": title, "institution": institution, "lang": get_language() or "pl", **told}
    given = json.dumps(_plain(facts), ensure_ascii=False)
    template = str(ROOT / package / "papers" / f"{name}.typ")
    compiler = _compiler()
    with _turn:
        made = compiler.compile(
            template,
            format="pdf",
            sys_inputs={"told": given},
            pdf_standards=list(STANDARDS),
            timestamp=int(now().timestamp()),
        )
    return bytes(made)


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """A download; the name of the file never holds a person's name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def can_print() -> str:
    """What prints here, in words, or nothing where the library is missing."""
    try:
        return f"typst {version('typst')}"
    except PackageNotFoundError:
        return ""


@cache
def _compiler() -> Any:
    """Made once and used for all papers: it keeps fonts and templates ready."""
    try:
        import typst  # noqa: PLC0415 - 80 MB that only who prints loads.
    except ImportError as error:
        sentence = _("This server cannot make PDF files: the library typst is missing. Print the page instead.")
        raise Unavailable("documents.no_typst", sentence) from error
    return typst.Compiler(root=str(ROOT), ignore_system_fonts=True, sys_inputs={"told": "{}"})


# ---- Data


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case datetime():
            return datetime_text(value)
        case date():
            return date_text(value)
        case Decimal():
            return f"{value:,}".replace(",", NO_BREAK).replace(".", ",")
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case float():
            raise TypeError("money and hectares are decimals")
    return printable(str(value))


NO_BREAK = "\u00a0"
# Latin with all marks, Greek, Cyrillic, punctuation, currencies, arrows: what the font draws.
DRAWN = re.compile(
    r"[\n -~\u00a0-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u045f\u1e00-\u1eff"
    r"\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2193]"
)
NOT_DRAWN = "\u00bf"
UNSEEN = {"Cc", "Cf"}


def printable(text: str) -> str:
    """What the font cannot draw becomes a mark of its own, and what nobody sees is left out: a PDF for
    archives may not hold a hole, and a smile in a note must not stop the printing of a consent.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(_drawn(char) for char in lines)


def _drawn(char: str) -> str:
    kind = unicodedata.category(char)
    if char != "\n" and kind in UNSEEN:
        return ""
    return char if kind != "Cn" and DRAWN.match(char) else NOT_DRAWN
