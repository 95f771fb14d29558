"""Addresses of the whole product, package by package."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path

urlpatterns = [path("konto/", include("allauth.account.urls"))]
