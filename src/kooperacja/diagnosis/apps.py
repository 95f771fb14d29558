from django.apps import AppConfig
from typing_extensions import override


class DiagnosisConfig(AppConfig):
    name = "kooperacja.diagnosis"
    label = "diagnosis"

    @override
    def ready(self) -> None:
        from kooperacja.cases.hooks import PLAN  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.diagnosis.queries.rows import may_plan  # noqa: PLC0415

        if may_plan not in PLAN:
            PLAN.append(may_plan)
