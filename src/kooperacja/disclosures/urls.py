"""Addresses of disclosures. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.disclosures import access
from kooperacja.disclosures.views import entry, giving, looking, naming, register, told
from kooperacja.foundation.routes import Route, patterns
from kooperacja.sharing.access import can_take_readers

app_name = "disclosures"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")
ENTRY = "registerentry"
OFFICER, HEAD, NAMING = access.can_defer, can_take_readers, "naming"
POST = ("POST",)
READERS = "udostepnienia/<str:ref>/czytelnicy"

ROUTES: tuple[Route, ...] = (
    Route("rodziny/<str:ref>/przekaz/", giving.give, "give", "case", HELP, methods=BOTH),
    Route("udostepnienia/", register.given, "list", ENTRY, HELP),
    Route("udostepnienia/xlsx/", register.given_sheet, "list_xlsx", ENTRY, HELP, action="export"),
    Route("udostepnienia/otrzymane/", register.received, "received", ENTRY, HELP),
    Route("udostepnienia/otrzymane/xlsx/", register.received_sheet, "received_xlsx", ENTRY, HELP, action="export"),
    Route("udostepnienia/nazwiska/", naming.decisions, "naming", NAMING),
    Route("udostepnienia/nazwiska/nowa/", naming.decide, "naming_new", NAMING, "", access.can_decide_names, BOTH),
    Route("udostepnienia/<str:ref>/", entry.entry, "show", ENTRY, HELP),
    Route("udostepnienia/<str:ref>/pozniej/", entry.defer, "defer", ENTRY, HELP, check=OFFICER, methods=BOTH),
    Route("udostepnienia/<str:ref>/teraz/", entry.tell, "tell", ENTRY, HELP, check=OFFICER, methods=BOTH),
    Route("udostepnienia/<str:ref>/poprawione/", entry.take, "take", ENTRY, HELP, methods=BOTH),
    Route("udostepnienia/<str:ref>/ruch/<str:name>/", entry.move, "move", ENTRY, HELP, methods=BOTH),
    Route(f"{READERS}/", looking.let_in, "let_in", ENTRY, HELP, check=HEAD, methods=POST),
    Route(f"{READERS}/koniec/", looking.let_out, "let_out", ENTRY, HELP, check=HEAD, methods=POST),
    Route("osoby/<str:ref>/kto-dostal/", told.told, "told", "person", HELP),
    Route("osoby/<str:ref>/kto-dostal/pdf/", told.told_pdf, "told_pdf", "person", HELP, action="export"),
    Route("osoby/<str:ref>/kto-dostal/xlsx/", told.told_sheet, "told_xlsx", "person", HELP, action="export"),
)

urlpatterns = patterns(app_name, ROUTES)
