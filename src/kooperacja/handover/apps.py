from django.apps import AppConfig
from typing_extensions import override


class HandoverConfig(AppConfig):
    name = "kooperacja.handover"
    label = "handover"

    @override
    def ready(self) -> None:
        from kooperacja.handover.queries.pages import page_of_handover  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415

        if page_of_handover not in PAGES:
            PAGES.append(page_of_handover)
