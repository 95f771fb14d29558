"""Addresses of the whole product. Each package declares its own in a table of routes."""

from allauth.account import views as account
from django.urls import include, path

PACKAGES = ("ui", "accounts", "directory", "agreements", "people", "cases", "referrals", "desk")

urlpatterns = [
    path("logowanie/", account.login, name="account_login"),
    path("wylogowanie/", account.logout, name="account_logout"),
    path("haslo/", account.password_change, name="account_change_password"),
    *(path("", include(f"kooperacja.{package}.urls")) for package in PACKAGES),
]

handler403 = "kooperacja.ui.views.not_allowed"
handler404 = "kooperacja.ui.views.not_found"
handler400 = "kooperacja.ui.views.bad_request"
handler500 = "kooperacja.config.middleware.fault"
