from django.apps import AppConfig
from typing_extensions import override


class CasesConfig(AppConfig):
    name = "kooperacja.cases"
    label = "cases"

    @override
    def ready(self) -> None:
        from kooperacja.cases.files import dossier_of_case  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.cases.queries.case import closed_cases, page_of_case  # noqa: PLC0415
        from kooperacja.documents.hooks import DOSSIER  # noqa: PLC0415
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415

        if dossier_of_case not in DOSSIER:
            DOSSIER.append(dossier_of_case)
            CLOSED.append(closed_cases)
            PAGES.append(page_of_case)
