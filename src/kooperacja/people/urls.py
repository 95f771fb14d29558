"""Addresses of people. They hold an opaque reference, never a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.people.views import card, persons

app_name = "people"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")

ROUTES: tuple[Route, ...] = (
    Route("osoby/<str:ref>/", persons.show, "show", "person", HELP),
    Route("osoby/<str:ref>/popraw/", persons.edit, "edit", "person", HELP, methods=BOTH),
    Route("osoby/<str:ref>/pesel/", persons.reveal, "reveal", "person", HELP, methods=("POST",)),
    Route("osoby/<str:ref>/karta/", card.add, "detail_add", "person", HELP, methods=BOTH),
    Route("karta/<str:ref>/popraw/", card.correct, "detail_correct", "detail", HELP, methods=BOTH),
    Route("karta/<str:ref>/koniec/", card.end, "detail_end", "detail", HELP, methods=BOTH),
    Route("karta/<str:ref>/pokaz/", card.reveal, "detail_reveal", "detail", HELP, methods=("POST",)),
)

urlpatterns = patterns(app_name, ROUTES)
