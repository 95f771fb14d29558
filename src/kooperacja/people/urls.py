"""Addresses of people. They hold an opaque reference, never a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.people import views

app_name = "people"

ROUTES: tuple[Route, ...] = (
    Route("osoby/<str:ref>/", views.show, "show", "person", Purpose.JOINT_HELP),
    Route("osoby/<str:ref>/popraw/", views.edit, "edit", "person", Purpose.JOINT_HELP, methods=("GET", "POST")),
    Route("osoby/<str:ref>/pesel/", views.reveal, "reveal", "person", Purpose.JOINT_HELP, methods=("POST",)),
)

urlpatterns = patterns(app_name, ROUTES)
