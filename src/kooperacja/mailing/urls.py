"""Addresses of a worker's own e-mails about notices."""

from kooperacja.foundation.routes import Route, patterns
from kooperacja.mailing import views

app_name = "mailing"

ROUTES: tuple[Route, ...] = (
    Route("powiadomienia/", views.choice, "choice", "mail", methods=("GET", "POST")),
    Route("powiadomienia/<str:ref>/", views.open_mail, "open", "account"),
)

urlpatterns = patterns(app_name, ROUTES)
