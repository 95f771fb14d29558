"""Addresses of agreements. They are level 0, so no route declares a purpose."""

from kooperacja.agreements import access
from kooperacja.agreements.views import annexes, contents, papers, steps
from kooperacja.foundation.routes import Route, patterns

app_name = "agreements"

BOTH = ("GET", "POST")
KIND = "agreement"

# Fixed words stand before what an address may hold in their place.
ROUTES: tuple[Route, ...] = (
    Route("porozumienia/", papers.agreement_list, "list", KIND),
    Route("porozumienia/xlsx/", papers.agreement_list_xlsx, "list_xlsx", KIND),
    Route("porozumienia/nowe/", papers.new, "new", KIND, check=access.can_draft, methods=BOTH),
    Route("porozumienia/<str:ref>/", papers.show, "show", KIND),
    Route("porozumienia/<str:ref>/zmien/", papers.edit, "edit", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/druk/", papers.printout, "print", KIND),
    Route("porozumienia/<str:ref>/aneks/", annexes.annex, "annex", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/przystapienie/", annexes.accession, "accession", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/odnowienie/", annexes.renewal, "renewal", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/opinia/", steps.opinion, "opinion", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/podpis/", steps.sign, "sign", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/wystapienie/", steps.withdraw, "withdraw", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/strony/nowa/", contents.party_add, "party_add", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/strony/<int:pk>/usun/", contents.party_remove, "party_remove", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/klauzule/nowa/", contents.clause_add, "clause_add", KIND, methods=BOTH),
    Route(
        "porozumienia/<str:ref>/klauzule/<int:pk>/zmien/", contents.clause_change, "clause_change", KIND, methods=BOTH
    ),
    Route("porozumienia/<str:ref>/klauzule/<int:pk>/wygas/", contents.clause_drop, "clause_drop", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/klauzule/<int:pk>/zakoncz/", contents.clause_end, "clause_end", KIND, methods=BOTH),
    Route("porozumienia/<str:ref>/<str:move>/", steps.move, "move", KIND, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
