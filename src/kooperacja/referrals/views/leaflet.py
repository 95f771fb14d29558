"""The leaflet with an address, on the screen and as a tagged PDF, from the same sentences."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.documents.printing import pdf, pdf_response
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.referrals.queries.leaflet import Leaflet, leaflet
from kooperacja.ui.formats import date_text
from kooperacja.ui.pages import render


def show(request: ActorRequest, pk: int) -> HttpResponse:
    page = leaflet(request.actor, pk)
    told = {"page": page, "facts": facts(page), "can_do": can_do(), "kept": kept(page), "foot": foot(page)}
    return render(request, "referrals/leaflet.html", told)


def paper(request: ActorRequest, pk: int) -> HttpResponse:
    """Without the name of the institution in the name of the file: it would say what the client's matter is."""
    page = leaflet(request.actor, pk)
    parts: list[dict[str, Any]] = [
        {"facts": facts(page)},
        {"heading": pgettext("resident", "What you can do")},
        {"list": can_do()},
        {"heading": _("What we have told about you")},
        {"list": kept(page)},
    ]
    told = {"parts": parts, "footer": foot(page)}
    content = pdf("documents", "letter", told, title=_("Where you can get help"), institution=page.giver)
    return pdf_response("ulotka", content)


def facts(page: Leaflet) -> list[tuple[str, str]]:
    found = [
        (_("Institution"), page.name),
        (_("Address"), _where(page)),
        (_("Telephone"), page.phone),
        (_("E-mail"), page.email),
        (_("Web page"), page.website),
        (_("Published about it"), page.note),
    ]
    return [(label, value) for label, value in found if value]


def _where(page: Leaflet) -> str:
    """Many write the place into the address too."""
    return ", ".join(filter(None, (page.address, "" if page.place in page.address else page.place)))


def can_do() -> list[str]:
    return [
        _("You may go there yourself or call. You need no paper from us."),
        _("Take an identity document and the letters about your matter."),
        _("You decide what you say there and what you do not."),
    ]


def kept(page: Leaflet) -> list[str]:
    return [
        _("Nothing. %(name)s does not know that you were here.") % {"name": page.name},
        _(
            "If you change your mind, tell us. With your written agreement we pass on three things only: what the"
            " matter is about, your telephone and what you want."
        ),
    ]


def foot(page: Leaflet) -> str:
    told = [_("Printed on %(day)s.") % {"day": date_text(today())}]
    if page.checked_on:
        told = [_("The address was checked on %(day)s.") % {"day": date_text(page.checked_on)}, *told]
    if page.giver_phone:
        told.append(_("Our telephone: %(phone)s.") % {"phone": page.giver_phone})
    return " ".join(told)
