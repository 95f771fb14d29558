"""Addresses of actions. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.tasks.views import listing, page

app_name = "tasks"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")
SIDE = "taskside"

ROUTES: tuple[Route, ...] = (
    Route("dzialania/", listing.taken, "list", SIDE, HELP),
    Route("dzialania/xlsx/", listing.taken_sheet, "list_xlsx", SIDE, HELP, action="export"),
    Route("dzialania/dla-naszych-rodzin/", listing.given, "given", SIDE, HELP),
    Route("dzialania/dla-naszych-rodzin/xlsx/", listing.given_sheet, "given_xlsx", SIDE, HELP, action="export"),
    Route("dzialania/<str:ref>/", page.show, "show", SIDE, HELP),
    Route("dzialania/<str:ref>/karta/", page.note, "note", SIDE, HELP, methods=BOTH),
    Route("dzialania/<str:ref>/wspoldzialanie/", page.help_with, "help", SIDE, HELP, methods=BOTH),
    Route("dzialania/<str:ref>/ruch/<str:name>/", page.move, "move", SIDE, HELP, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
