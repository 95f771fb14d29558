"""Addresses of deadlines and of the calendar."""

from kooperacja.agreements.labels import Purpose
from kooperacja.deadlines import views
from kooperacja.foundation.routes import Route, patterns

app_name = "deadlines"

HELP = Purpose.JOINT_HELP

ROUTES: tuple[Route, ...] = (
    Route("terminy/", views.deadlines, "list", "referral", HELP),
    Route("terminy/xlsx/", views.deadlines_xlsx, "list_xlsx", "referral", HELP, action="export"),
    Route("terminy/kalendarz/", views.calendar, "calendar", "calendar", methods=("GET", "POST")),
    Route("terminy/kalendarz/uniewaznij/", views.calendar_revoke, "calendar_revoke", "calendar", methods=("POST",)),
    Route("terminy/kalendarz/<str:secret>/", views.feed, "feed", "public"),
)

urlpatterns = patterns(app_name, ROUTES)
