"""The address of the income help."""

from kooperacja.foundation.routes import Route, patterns
from kooperacja.income import views

app_name = "income"

ROUTES: tuple[Route, ...] = (Route("dochod/", views.check, "check", "income", methods=("GET", "POST")),)

urlpatterns = patterns(app_name, ROUTES)
