from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kooperacja.ui"
    label = "ui"
