"""The address of the search."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.search import views

app_name = "search"

ROUTES: tuple[Route, ...] = (Route("szukaj/", views.find, "find", "row", Purpose.JOINT_HELP, methods=("GET", "POST")),)

urlpatterns = patterns(app_name, ROUTES)
