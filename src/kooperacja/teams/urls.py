"""Addresses of teams and of variants of the model. No client is in them, so no route declares a purpose."""

from kooperacja.foundation.routes import Route, patterns
from kooperacja.teams import access
from kooperacja.teams.views import listing, seats, team, variants

app_name = "teams"

BOTH = ("GET", "POST")
KIND, VARIANT = "team", "model_variant"
SEAT = "zespoly/<str:ref>/miejsca/<int:pk>/"

# Fixed words stand before what an address may hold in their place; a code of a variant has no hyphen.
ROUTES: tuple[Route, ...] = (
    Route("zespoly/", listing.team_list, "list", KIND),
    Route("zespoly/xlsx/", listing.team_list_xlsx, "list_xlsx", KIND),
    Route("zespoly/nowy/", team.new, "new", KIND, check=access.can_found, methods=BOTH),
    Route("warianty/", variants.variants, "variants", VARIANT),
    Route("warianty/nowy-plik/", variants.try_file, "variant_try", VARIANT, check=access.can_define, methods=BOTH),
    Route("warianty/zapisz-plik/", variants.save, "variant_save", VARIANT, check=access.can_define, methods=("POST",)),
    Route("warianty/<str:code>/", variants.variant, "variant", VARIANT),
    Route("warianty/<str:code>/toml/", variants.variant_file, "variant_file", VARIANT),
    Route("zespoly/<str:ref>/", team.team, "show", KIND),
    Route("zespoly/<str:ref>/pdf/", team.printout, "pdf", KIND),
    Route("zespoly/<str:ref>/zmien/", team.edit, "edit", KIND, methods=BOTH),
    Route("zespoly/<str:ref>/akty/nowy/", seats.act_add, "act_add", KIND, methods=BOTH),
    Route("zespoly/<str:ref>/akty/<int:pk>/usun/", seats.act_remove, "act_remove", KIND, methods=BOTH),
    Route("zespoly/<str:ref>/miejsca/nowe/", seats.seat_add, "seat_add", KIND, methods=BOTH),
    Route(SEAT, seats.seat, "seat", KIND),
    Route(f"{SEAT}osoba/", seats.seat_worker, "seat_worker", KIND, methods=BOTH),
    Route(f"{SEAT}zastepca/", seats.seat_substitute, "seat_substitute", KIND, methods=BOTH),
    Route(f"{SEAT}oswiadczenie/", seats.statement, "statement", KIND, methods=BOTH),
    Route(f"{SEAT}papier/", seats.paper_statement, "paper_statement", KIND, methods=BOTH),
    Route(f"{SEAT}konflikt/", seats.conflict, "conflict", KIND, methods=BOTH),
    Route(f"{SEAT}zakoncz/", seats.seat_end, "seat_end", KIND, methods=BOTH),
    Route("zespoly/<str:ref>/konflikty/<int:pk>/koniec/", seats.conflict_end, "conflict_end", KIND, methods=BOTH),
    Route("zespoly/<str:ref>/<str:move>/", team.move, "move", KIND, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
