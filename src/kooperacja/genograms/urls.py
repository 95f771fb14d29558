"""Addresses of the family's pictures. They hold opaque references, never a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.genograms.views import page, sheets

app_name = "genograms"

HELP = Purpose.JOINT_HELP

ROUTES: tuple[Route, ...] = (
    Route("rodziny/<str:ref>/rodzina/", page.show, "case", "case", HELP),
    Route("rodziny/<str:ref>/rodzina/pdf/", sheets.pdf_of_family, "pdf", "case", HELP, action="export"),
    Route("rodziny/<str:ref>/rodzina/xlsx/", sheets.xlsx_of_ties, "xlsx", "case", HELP, action="export"),
)

urlpatterns = patterns(app_name, ROUTES)
