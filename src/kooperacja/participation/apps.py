from django.apps import AppConfig
from typing_extensions import override


class ParticipationConfig(AppConfig):
    name = "kooperacja.participation"
    label = "participation"

    @override
    def ready(self) -> None:
        from kooperacja.cases.hooks import ASSESS  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.participation.queries import takes_part  # noqa: PLC0415

        if takes_part not in ASSESS:
            ASSESS.append(takes_part)
