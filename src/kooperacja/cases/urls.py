"""Addresses of cases. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.cases.access import can_open
from kooperacja.cases.views import listing, opening, paper, sheets, work
from kooperacja.foundation.routes import Route, patterns

app_name = "cases"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")

ROUTES: tuple[Route, ...] = (
    Route("rodziny/", listing.case_list, "list", "case", HELP),
    Route("rodziny/xlsx/", listing.sheet, "list_xlsx", "case", HELP, action="export"),
    Route("rodziny/nowa/", opening.open_case, "open", "case", HELP, check=can_open, methods=BOTH),
    Route("rodziny/gospodarstwo/<str:ref>/", opening.of_household, "of_household", "household", HELP),
    Route("rodziny/<str:ref>/karta/pdf/", paper.card, "card_pdf", "case", HELP, action="export"),
    Route("rodziny/<str:ref>/dziennik/xlsx/", sheets.journal, "journal_xlsx", "note", HELP, action="export"),
    Route("rodziny/<str:ref>/historia/xlsx/", sheets.history, "history_xlsx", "case", HELP, action="export"),
    Route("rodziny/<str:ref>/dane/", work.family, "family", "household", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/osoba/", work.member_add, "member_add", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/notatka/", work.note_add, "note_add", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/notatka/<str:note>/", work.note_correct, "note_correct", "note", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/zespol/", work.appoint, "appoint", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/zespol/<int:user_id>/", work.recall, "recall", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/wywiad/", work.interview, "interview", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/stan/<str:move>/", work.move, "move", "case", HELP, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
