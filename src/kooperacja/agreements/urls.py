"""Addresses of this package."""

from kooperacja.foundation.routes import Route, patterns

app_name = "agreements"
ROUTES: tuple[Route, ...] = ()
urlpatterns = patterns(app_name, ROUTES)
