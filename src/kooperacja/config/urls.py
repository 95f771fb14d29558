"""Addresses of the whole product. Each package declares its own in a table of routes."""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from kooperacja.config import api, health
from kooperacja.foundation.routes import Route, patterns
from kooperacja.ui import views as ui

PACKAGES = (
    "accounts",
    "directory",
    "mailing",
    "agreements",
    "documents",
    "teams",
    "income",
    "people",
    "cases",
    "consents",
    "participation",
    "diagnosis",
    "genograms",
    "disclosures",
    "inquiries",
    "tasks",
    "plans",
    "blue_cards",
    "meetings",
    "sharing",
    "referrals",
    "search",
    "deadlines",
    "handover",
    "papers",
    "desk",
)

# `ui` stands beside `foundation` and knows no table of routes, so its few addresses are declared here.
APPEARANCE = (
    Route("wyglad/", ui.theme, "theme", "public", methods=("POST",)),
    Route("jezyk/", set_language, "language", "public", methods=("POST",)),
)
# The gallery is for those who write pages; an installation with real data does not serve it.
GALLERY = (
    Route("gallery/", ui.gallery, "gallery", "public"),
    Route("gallery/dialog/", ui.gallery_dialog, "gallery_dialog", "public", methods=("GET", "POST")),
    Route("gallery/who/", ui.gallery_who, "gallery_who", "public"),
)
# For programs, and for the machine that watches the server.
MACHINES = (
    Route("api/v1/docs", api.reference, "interface", "public"),
    Route("api/v1/openapi.json", api.openapi, "openapi", "public"),
    Route("livez", health.live, "livez", "public"),
    Route("readyz", health.ready, "readyz", "public"),
)
SHOWN = GALLERY if settings.DEMO or settings.DEBUG or settings.TESTING else ()

urlpatterns = [
    path("logowanie/", account.login, name="account_login"),
    path("wylogowanie/", account.logout, name="account_logout"),
    path("haslo/", account.password_change, name="account_change_password"),
    path("konto-nieczynne/", account.account_inactive, name="account_inactive"),
    path("", include((patterns("ui", APPEARANCE + SHOWN), "ui"))),
    path("", include((patterns("machines", MACHINES), "machines"))),
    path("", include((api.patterns(), api.NAMESPACE))),
    *(path("", include(f"kooperacja.{package}.urls")) for package in PACKAGES),
]

handler403 = "kooperacja.ui.views.not_allowed"
handler404 = "kooperacja.config.middleware.not_found"
handler400 = "kooperacja.ui.views.bad_request"
handler500 = "kooperacja.config.middleware.fault"
