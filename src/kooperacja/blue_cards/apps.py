from django.apps import AppConfig


class BlueCardsConfig(AppConfig):
    name = "kooperacja.blue_cards"
    label = "blue_cards"
