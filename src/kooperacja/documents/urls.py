"""Addresses of files. They hold opaque references, never the name of a file."""

from kooperacja.agreements.labels import Purpose
from kooperacja.documents import views
from kooperacja.foundation.routes import Route, patterns

app_name = "documents"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")

ROUTES: tuple[Route, ...] = (
    Route("rodziny/<str:ref>/pliki/", views.of_case, "of_case", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/pliki/xlsx/", views.of_case_sheet, "of_case_xlsx", "case", HELP, action="export"),
    Route("rodziny/<str:ref>/pliki/<str:file>/wycofaj/", views.withdraw, "withdraw", "storedfile", HELP, methods=BOTH),
    Route("pliki/<str:ref>/", views.download, "download", "storedfile", HELP, action="export"),
)

urlpatterns = patterns(app_name, ROUTES)
