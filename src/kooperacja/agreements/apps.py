from django.apps import AppConfig
from typing_extensions import override


class AgreementsConfig(AppConfig):
    name = "kooperacja.agreements"
    label = "agreements"

    @override
    def ready(self) -> None:
        from kooperacja.agreements.queries import page_of_agreement  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415

        if page_of_agreement not in PAGES:
            PAGES.append(page_of_agreement)
