"""Pictures of the sixteen papers for the guide, from the fictional family of the demonstration.

    python tools/paper_pictures.py

Writes docs/obrazy/dokument-T01.png and so on: the first page of each, small.
"""

import json
import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "obrazy"
WIDTH = 420
TEXTS = {
    "institution": "Gminny Ośrodek Pomocy Społecznej w Wierzbowie",
    "address": "ul. Szkolna 4, Wierzbowo",
    "phone": "12 345 67 00",
    "email": "gops@example.org",
    "website": "https://gops.example.org",
    "dpo": "iod@example.org",
    "checked": "02.11.2026",
    "number": "S.7.2026",
    "family": "Malinowscy",
    "place": "Wierzbowo",
    "worker": "Anna Lis",
    "opened": "02.11.2026",
    "closed": "",
    "review": "02.02.2027",
    "urgency": "zwykła",
    "subject": "współpraca instytucji w pomocy rodzinom",
    "about": "Adama Malinowskiego",
    "maker": "Anna Lis",
    "today": "02.11.2026",
    "team": "PZK Wierzbowo",
}
PEOPLE = [
    {"name": "Adam Malinowski", "born": "04.03.1987", "kinship": "ojciec", "occupation": ""},
    {"name": "Marta Malinowska", "born": "11.06.1990", "kinship": "matka", "occupation": ""},
]
SEATS = [
    {"institution": "GOPS Wierzbowo", "person": "Anna Lis", "function": "koordynator"},
    {"institution": "Szkoła Podstawowa nr 2", "person": "Ewa Kos", "function": "członek"},
]


def _first_page(told: dict[str, Any]) -> bytes:
    import typst  # noqa: PLC0415 - loaded when the first picture is made.

    given = {"told": json.dumps(told, ensure_ascii=False)}
    template = ROOT / "src/kooperacja/papers/papers/sheet.typ"
    made: Any = typst.compile(
        str(template),
        root=str(ROOT / "src/kooperacja"),
        format="png",
        ppi=100,
        sys_inputs=given,
        ignore_system_fonts=True,
    )
    pages: list[Any] = made if isinstance(made, list) else [made]
    return bytes(pages[0])


def main() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("KOOPERACJA_TESTING", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415 - the environment comes first.

    django.setup()
    from PIL import Image  # noqa: PLC0415

    from kooperacja.papers.sheets import Known, fill, sheets  # noqa: PLC0415

    known = Known(TEXTS, {"people": PEOPLE, "adults": PEOPLE, "seats": SEATS})
    for sheet in sheets().values():
        told = {"parts": fill(sheet, known).parts, "footer": f"{sheet.code} · S.7.2026"}
        picture = _first_page({**told, "title": sheet.name, "institution": TEXTS["institution"], "lang": "pl"})
        image = Image.open(BytesIO(picture)).convert("L")
        image.thumbnail((WIDTH, WIDTH * 2))
        image.quantize(8).save(FOLDER / f"dokument-{sheet.code}.png", optimize=True)


if __name__ == "__main__":
    main()
