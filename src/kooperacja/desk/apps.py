from django.apps import AppConfig
from typing_extensions import override


class DeskConfig(AppConfig):
    name = "kooperacja.desk"
    label = "desk"

    @override
    def ready(self) -> None:
        from kooperacja.desk.shell import join_readings  # noqa: PLC0415 - models are loaded only now.

        join_readings()
