"""The letter by which an institution asks for information, as parts of a paper."""

from typing import Any

from django.utils.translation import gettext as _

from kooperacja.directory.models import Institution
from kooperacja.inquiries.queries.page import InquiryPage
from kooperacja.ui.formats import date_text


def parts(page: InquiryPage) -> dict[str, Any]:
    asker, row = page.asker, page.row
    about = ", ".join(filter(None, (page.who, _born(page))))
    sentence = _("On the basis of %(article)s I ask for information that is needed for a decision.")
    return {
        "place": ", ".join(filter(None, (asker.place, date_text(row.sent_at)))),
        "parts": [
            {
                "facts": [
                    [_("From"), _called(asker)],
                    [_("To"), _called(page.addressee)],
                    [_("Sign"), row.ref],
                ]
            },
            {"text": sentence % {"article": page.basis}},
            {"heading": _("About whom")},
            {"text": about},
            {"heading": _("What we ask for")},
            {"text": f"{row.data.capitalize()}. {page.question}"},
            {"heading": _("Until when")},
            {"text": _("Please answer by %(day)s. Give the sign of this letter.") % {"day": date_text(row.due_on)}},
            {"sign": _("signature")},
        ],
    }


def _born(page: InquiryPage) -> str:
    return _("born on %(day)s") % {"day": date_text(page.born_on)} if page.born_on else ""


def _called(place: Institution) -> str:
    return ", ".join(filter(None, (place.name, place.address, place.place)))
