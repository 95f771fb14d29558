from django.apps import AppConfig
from typing_extensions import override


class CasesConfig(AppConfig):
    name = "kooperacja.cases"
    label = "cases"

    @override
    def ready(self) -> None:
        from kooperacja.cases.queries.case import closed_cases  # noqa: PLC0415
        from kooperacja.notices import hooks  # noqa: PLC0415 - models are loaded only now.

        if closed_cases not in hooks.CLOSED:
            hooks.CLOSED.append(closed_cases)
