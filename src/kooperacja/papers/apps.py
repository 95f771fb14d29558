from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "kooperacja.papers"
    label = "papers"
