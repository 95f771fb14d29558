"""Addresses of requests between institutions. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.inquiries.views import asking, listing, page

app_name = "inquiries"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")
SIDE = "inquiryside"

ROUTES: tuple[Route, ...] = (
    Route("rodziny/<str:ref>/zapytaj/", asking.information, "information", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/popros/", asking.access, "access", "case", HELP, methods=BOTH),
    Route("udostepnienia/<str:ref>/popros/", asking.again, "again", "registerentry", HELP, methods=BOTH),
    Route("prosby/", listing.asked, "list", SIDE, HELP),
    Route("prosby/xlsx/", listing.asked_sheet, "list_xlsx", SIDE, HELP, action="export"),
    Route("prosby/do-nas/", listing.to_us, "to_us", SIDE, HELP),
    Route("prosby/do-nas/xlsx/", listing.to_us_sheet, "to_us_xlsx", SIDE, HELP, action="export"),
    Route("prosby/<str:ref>/", page.inquiry, "show", SIDE, HELP),
    Route("prosby/<str:ref>/pdf/", page.letter, "pdf", SIDE, HELP, action="export"),
    Route("prosby/<str:ref>/zwloka/", page.put_off, "put_off", SIDE, HELP, methods=BOTH),
    Route("prosby/<str:ref>/plik/", page.attach, "attach", SIDE, HELP, methods=BOTH),
    Route("prosby/<str:ref>/ruch/<str:name>/", page.move, "move", SIDE, HELP, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
