from django.apps import AppConfig
from typing_extensions import override


class ConsentsConfig(AppConfig):
    name = "kooperacja.consents"
    label = "consents"

    @override
    def ready(self) -> None:
        from kooperacja.cases.hooks import INFORM  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.consents.queries.told import was_told  # noqa: PLC0415

        if was_told not in INFORM:
            INFORM.append(was_told)
