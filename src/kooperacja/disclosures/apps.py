from django.apps import AppConfig
from typing_extensions import override


class DisclosuresConfig(AppConfig):
    name = "kooperacja.disclosures"
    label = "disclosures"

    @override
    def ready(self) -> None:
        from kooperacja.disclosures.queries.rows import closed_disclosures  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415

        if closed_disclosures not in CLOSED:
            CLOSED.append(closed_disclosures)
