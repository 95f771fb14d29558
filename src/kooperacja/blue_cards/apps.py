from django.apps import AppConfig
from typing_extensions import override


class BlueCardsConfig(AppConfig):
    name = "kooperacja.blue_cards"
    label = "blue_cards"

    @override
    def ready(self) -> None:
        from kooperacja.blue_cards.actions.leaving import leave_cards, let_chair_in  # noqa: PLC0415
        from kooperacja.blue_cards.queries.rows import closed_cards, for_the_officer, page_of_card  # noqa: PLC0415
        from kooperacja.disclosures.hooks import TO_OFFICER  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415
        from kooperacja.teams.hooks import LEFT, STATED  # noqa: PLC0415

        if closed_cards not in CLOSED:
            CLOSED.append(closed_cards)
            PAGES.append(page_of_card)
            TO_OFFICER.append(for_the_officer)
            LEFT.append(leave_cards)
            STATED.append(let_chair_in)
