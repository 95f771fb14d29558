"""Addresses of papers of a case. They hold opaque references and the code of a template."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.papers import views

app_name = "papers"

HELP = Purpose.JOINT_HELP

ROUTES: tuple[Route, ...] = (
    Route("rodziny/<str:ref>/dokumenty/", views.of_case, "case", "case", HELP),
    Route("rodziny/<str:ref>/dokumenty/<str:code>/pdf/", views.paper, "pdf", "case", HELP, action="export"),
)

urlpatterns = patterns(app_name, ROUTES)
