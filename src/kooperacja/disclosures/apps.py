from django.apps import AppConfig
from typing_extensions import override


class DisclosuresConfig(AppConfig):
    name = "kooperacja.disclosures"
    label = "disclosures"

    @override
    def ready(self) -> None:
        from kooperacja.disclosures.actions.correcting import follow_correction  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.disclosures.actions.entering import enter_window  # noqa: PLC0415
        from kooperacja.disclosures.queries.rows import closed_disclosures, page_of_disclosure  # noqa: PLC0415
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415
        from kooperacja.people.hooks import CORRECTED  # noqa: PLC0415
        from kooperacja.sharing.hooks import OPENED  # noqa: PLC0415

        if closed_disclosures not in CLOSED:
            CLOSED.append(closed_disclosures)
            CORRECTED.append(follow_correction)
            OPENED.append(enter_window)
            PAGES.append(page_of_disclosure)
