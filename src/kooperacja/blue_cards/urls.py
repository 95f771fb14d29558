"""Addresses of Blue Cards. They say "procedure" and no more: an address stands in mails, histories and projectors."""

from kooperacja.agreements.labels import Purpose
from kooperacja.blue_cards.views import filling, listing, page, requests
from kooperacja.foundation.routes import Route, patterns

app_name = "blue_cards"

VIOLENCE = Purpose.VIOLENCE
BOTH = ("GET", "POST")
CARD = "bluecard"

ROUTES: tuple[Route, ...] = (
    Route("rodziny/<str:ref>/procedura/", filling.of_case, "fill_of_case", "case", VIOLENCE, methods=BOTH),
    Route("procedury/", listing.cards, "list", CARD, VIOLENCE),
    Route("procedury/xlsx/", listing.sheet, "list_xlsx", CARD, VIOLENCE, action="export"),
    Route("procedury/nowa/", filling.alone, "fill", CARD, VIOLENCE, methods=BOTH),
    Route("procedury/wnioski/", requests.passed, "requests", "request_for_officer", ""),
    Route(
        "procedury/wnioski/<int:pk>/",
        requests.answer,
        "answer_request",
        "request_for_officer",
        "",
        methods=BOTH,
    ),
    Route("procedury/<str:ref>/", page.card, "show", CARD, VIOLENCE),
    Route("procedury/<str:ref>/pdf/", page.paper, "pdf", CARD, VIOLENCE, action="export"),
    Route("procedury/<str:ref>/wpis/", page.entry, "entry", CARD, VIOLENCE, methods=BOTH),
    Route("procedury/<str:ref>/powiadomienie/", page.tell_absent, "tell_absent", CARD, VIOLENCE, methods=BOTH),
    Route("procedury/<str:ref>/wniosek/", requests.pass_on, "pass_request", CARD, VIOLENCE, methods=BOTH),
    Route("procedury/<str:ref>/ruch/<str:name>/", page.move, "move", CARD, VIOLENCE, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
