from django.apps import AppConfig
from typing_extensions import override


class PlansConfig(AppConfig):
    name = "kooperacja.plans"
    label = "plans"

    @override
    def ready(self) -> None:
        from kooperacja.cases.hooks import BEGIN, CLOSE  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415
        from kooperacja.plans.queries.rows import closed_plans, may_begin, may_close, page_of_plan  # noqa: PLC0415

        if closed_plans not in CLOSED:
            CLOSED.append(closed_plans)
            PAGES.append(page_of_plan)
            BEGIN.append(may_begin)
            CLOSE.append(may_close)
