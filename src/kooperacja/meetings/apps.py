from django.apps import AppConfig
from typing_extensions import override


class MeetingsConfig(AppConfig):
    name = "kooperacja.meetings"
    label = "meetings"

    @override
    def ready(self) -> None:
        from kooperacja.mailing.hooks import OUTBOXES, PAGES  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.meetings.actions.posting import MeetingPost  # noqa: PLC0415
        from kooperacja.meetings.queries.of_team import boxes_of_team  # noqa: PLC0415
        from kooperacja.meetings.queries.rows import closed_meetings, page_of_meeting  # noqa: PLC0415
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415
        from kooperacja.teams.hooks import BOXES  # noqa: PLC0415

        if page_of_meeting not in PAGES:
            PAGES.append(page_of_meeting)
            CLOSED.append(closed_meetings)
            OUTBOXES.append(MeetingPost)
            BOXES.append(boxes_of_team)
