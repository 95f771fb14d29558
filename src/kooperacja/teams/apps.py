from django.apps import AppConfig
from typing_extensions import override


class TeamsConfig(AppConfig):
    name = "kooperacja.teams"
    label = "teams"

    @override
    def ready(self) -> None:
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415
        from kooperacja.teams.queries import closed_teams, page_of_team  # noqa: PLC0415

        if page_of_team not in PAGES:
            PAGES.append(page_of_team)
            CLOSED.append(closed_teams)
