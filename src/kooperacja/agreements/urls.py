"""Addresses of agreements. They are level 0, so no route declares a purpose."""

from kooperacja.agreements import access, views
from kooperacja.foundation.routes import Route, patterns

app_name = "agreements"

BOTH = ("GET", "POST")
KIND = "agreement"

# Fixed words stand before what an address may hold in their place.
ROUTES: tuple[Route, ...] = (
    Route("porozumienia/", views.agreement_list, "list", KIND),
    Route("porozumienia/xlsx/", views.agreement_list_xlsx, "list_xlsx", KIND),
    Route("porozumienia/nowe/", views.new, "new", KIND, check=access.can_draft, methods=BOTH),
    Route("porozumienia/<str:ref>/", views.show, "show", KIND),
    Route("porozumienia/<str:ref>/zmien/", views.edit, "edit", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/podpis/", views.sign, "sign", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/wystapienie/", views.withdraw, "withdraw", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/strony/nowa/", views.party_add, "party_add", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/strony/<int:pk>/usun/", views.party_remove, "party_remove", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/klauzule/nowa/", views.clause_add, "clause_add", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/klauzule/<int:pk>/zakoncz/", views.clause_end, "clause_end", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/<str:move>/", views.move, "move", KIND, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
