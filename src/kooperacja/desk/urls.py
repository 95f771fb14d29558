"""Addresses of a worker's day."""

from kooperacja.agreements.labels import Purpose
from kooperacja.desk.views import home, saved, sight, words
from kooperacja.foundation.routes import Route, patterns

app_name = "desk"

BOTH = ("GET", "POST")

ROUTES: tuple[Route, ...] = (
    Route("", home.home, "home", "desk", Purpose.JOINT_HELP),
    Route("skrzynka/", home.inbox, "inbox", "side", Purpose.JOINT_HELP),
    Route("dlaczego/<str:kind>/<int:pk>/", sight.why, "why", "row", Purpose.JOINT_HELP),
    Route("kto-widzi/<str:kind>/<int:pk>/", sight.who_sees, "who_sees", "row", Purpose.JOINT_HELP),
    Route("widoki/nowy/", saved.save_view, "save_view", "saved_view", methods=BOTH),
    Route("widoki/<int:pk>/usun/", saved.delete_view, "delete_view", "saved_view", methods=BOTH),
    Route("pomoc/", words.help_page, "help", "public"),
    Route("deklaracja-dostepnosci/", words.accessibility, "accessibility", "public"),
    Route("inspektor/", words.dpo, "dpo", "public"),
)

urlpatterns = patterns(app_name, ROUTES)
