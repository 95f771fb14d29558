"""Addresses for the tests of the shell: its own pages, and sign-in, whose pages it draws."""

from django.urls import include, path

from kooperacja.config.urls import APPEARANCE, GALLERY
from kooperacja.foundation.routes import patterns
from kooperacja.ui import views

urlpatterns = [
    path("", include((patterns("ui", APPEARANCE + GALLERY), "ui"))),
    path("konto/", include("allauth.account.urls")),
    path("missing/", views.not_found),
    path("fault/", views.server_error),
]
