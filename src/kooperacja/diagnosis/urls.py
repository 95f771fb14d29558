"""Addresses of diagnoses and workshops. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.diagnosis import access
from kooperacja.diagnosis.views import page, questionnaires, sheets, work
from kooperacja.foundation.routes import Route, patterns

app_name = "diagnosis"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")

SHEET = "questionnaire"

ROUTES: tuple[Route, ...] = (
    Route("kwestionariusze/", questionnaires.listing, "questionnaires", SHEET),
    # A code has no hyphen, so this word stands in the place of none.
    Route("kwestionariusze/nowy-plik/", questionnaires.upload, "upload", SHEET, check=access.can_define, methods=BOTH),
    Route("kwestionariusze/<str:code>/", questionnaires.one, "questionnaire", SHEET),
    Route("kwestionariusze/<str:code>/xlsx/", questionnaires.workbook, "workbook", SHEET),
    Route("rodziny/<str:ref>/diagnoza/", page.of_case, "case", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/warsztaty/", work.workshop_add, "workshop_add", "case", HELP, methods=BOTH),
    Route("diagnozy/<str:ref>/", page.show, "show", "diagnosis", HELP),
    Route("diagnozy/<str:ref>/pdf/", sheets.pdf_of_diagnosis, "pdf", "diagnosis", HELP, action="export"),
    Route("diagnozy/<str:ref>/xlsx/", sheets.xlsx_of_diagnosis, "xlsx", "diagnosis", HELP, action="export"),
    Route("diagnozy/<str:ref>/obszary/<str:area>/", work.rate, "rate", "diagnosis", HELP, methods=BOTH),
    Route("diagnozy/<str:ref>/ruch/<str:name>/", work.move, "move", "diagnosis", HELP, methods=BOTH),
    Route("warsztaty/<str:ref>/ruch/<str:name>/", work.workshop_move, "workshop_move", "workshop", HELP, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
