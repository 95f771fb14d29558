from django.apps import AppConfig
from typing_extensions import override


class TasksConfig(AppConfig):
    name = "kooperacja.tasks"
    label = "tasks"

    @override
    def ready(self) -> None:
        from kooperacja.disclosures.hooks import WRITTEN  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415
        from kooperacja.tasks.queries.rows import closed_tasks, page_of_task  # noqa: PLC0415
        from kooperacja.tasks.queries.told import told_of_tasks  # noqa: PLC0415

        if closed_tasks not in CLOSED:
            CLOSED.append(closed_tasks)
            PAGES.append(page_of_task)
            WRITTEN.append(told_of_tasks)
