"""Addresses of taking part. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.participation import views

app_name = "participation"

HELP = Purpose.JOINT_HELP

ROUTES: tuple[Route, ...] = (
    Route("rodziny/<str:ref>/udzial/", views.of_case, "case", "case", HELP),
    Route("rodziny/<str:ref>/udzial/odpowiedzi/", views.record, "record", "case", HELP, methods=("GET", "POST")),
)

urlpatterns = patterns(app_name, ROUTES)
