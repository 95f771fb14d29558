"""Addresses of handing over."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.handover.access import can_come, can_see_left
from kooperacja.handover.views import passing, substitutions

app_name = "handover"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")

ROUTES: tuple[Route, ...] = (
    Route("zastepstwa/", substitutions.substitution_list, "list", "substitution", check=can_come),
    Route("zastepstwa/xlsx/", substitutions.list_xlsx, "list_xlsx", "substitution", check=can_come),
    Route("zastepstwa/nowe/", substitutions.arrange, "arrange", "case", HELP, can_come, BOTH),
    Route("zastepstwa/<int:pk>/zakoncz/", substitutions.end, "end", "substitution", check=can_come, methods=BOTH),
    Route("zastepstwa/przekazanie/", passing.hand_over, "hand_over", "case", HELP, can_come, BOTH),
    Route("zastepstwa/bez-opiekuna/", passing.unattended, "unattended", "case", HELP, can_see_left, BOTH),
    Route(
        "zastepstwa/bez-opiekuna/xlsx/",
        passing.unattended_xlsx,
        "unattended_xlsx",
        "case",
        HELP,
        can_see_left,
        action="export",
    ),
)

urlpatterns = patterns(app_name, ROUTES)
