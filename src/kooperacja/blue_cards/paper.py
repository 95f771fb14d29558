"""Card A as parts of a paper."""

from typing import Any

from django.utils.translation import gettext as _

from kooperacja.blue_cards.queries.page import CardPage, InCardRow
from kooperacja.ui.formats import date_text


def parts(page: CardPage) -> dict[str, Any]:
    people = [[one.part_label, one.name, date_text(one.born_on), _reached(one)] for one in page.people]
    return {
        "place": date_text(page.row.filled_on),
        "parts": [
            {
                "facts": [
                    [_("Filled in by"), page.author],
                    [_("Day of the event"), date_text(page.happened_on)],
                    [_("Where it happened"), page.place],
                ]
            },
            {"heading": _("People")},
            {"head": [_("Part"), _("Who"), _("Born on"), _("Where to reach")], "rows": people},
            {"heading": _("What happened")},
            {"list": list(page.acts)},
            {"text": page.course or "–"},
            {"heading": _("What was done at once")},
            {"list": list(page.taken)} if page.taken else {"text": "–"},
            {"sign": _("signature")},
        ],
    }


def _reached(one: InCardRow) -> str:
    return _("masked") if one.is_masked else one.address or "–"
