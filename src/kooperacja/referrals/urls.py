"""Addresses of referrals. They hold opaque references, never a number or a name."""

from django.urls import register_converter

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.referrals.access import can_draft
from kooperacja.referrals.views import leaflet, letter, listing, moves, page

app_name = "referrals"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")

# Moves that a person makes, and how their addresses read.
ADDRESSES = {
    "send": "wyslij",
    "accept": "przyjmij",
    "return": "zwroc",
    "redirect": "przekaz",
    "decline": "odmow",
    "resend": "wyslij-ponownie",
    "assign": "wyznacz",
    "reassign": "zmien-prowadzacego",
    "open_case": "zaloz-sprawe",
    "link_case": "dolacz-do-sprawy",
    "report_done": "zglos-wykonanie",
    "confirm": "potwierdz",
    "not_done": "czego-brakuje",
    "withdraw": "wycofaj",
}
NAMES = {address: name for name, address in ADDRESSES.items()}


class MoveConverter:
    """`url("referrals:move", ref, "accept")` reads `…/przyjmij/`."""

    regex = "|".join(sorted(NAMES, key=len, reverse=True))

    def to_python(self, value: str) -> str:
        return NAMES[value]

    def to_url(self, value: str) -> str:
        if value not in ADDRESSES:
            raise ValueError(value)
        return ADDRESSES[value]


register_converter(MoveConverter, "referral_move")

ROUTES: tuple[Route, ...] = (
    Route("skierowania/", listing.referral_list, "list", "side", HELP),
    Route("skierowania/xlsx/", listing.sheet, "list_xlsx", "side", HELP, action="export"),
    Route("skrzynka/xlsx/", listing.inbox_sheet, "inbox_xlsx", "side", HELP, action="export"),
    Route("skierowania/nowe/", letter.new, "new", "letter", HELP, check=can_draft, methods=BOTH),
    Route("skierowania/ulotka/<int:pk>/", leaflet.show, "leaflet", "institution", check=can_draft),
    Route("skierowania/ulotka/<int:pk>/pdf/", leaflet.paper, "leaflet_pdf", "institution", check=can_draft),
    Route("skierowania/<str:ref>/", page.show, "show", "side", HELP),
    Route("skierowania/<str:ref>/list/", letter.edit, "edit", "letter", HELP, methods=BOTH),
    Route("skierowania/<str:ref>/druk/", page.printout, "print", "side", HELP, action="export"),
    Route("skierowania/<str:ref>/<referral_move:move>/", moves.move, "move", "side", HELP, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
