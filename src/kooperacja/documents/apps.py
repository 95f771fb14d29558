from django.apps import AppConfig
from typing_extensions import override


class DocumentsConfig(AppConfig):
    name = "kooperacja.documents"
    label = "documents"

    @override
    def ready(self) -> None:
        from kooperacja.documents.actions import reseal  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.documents.queries import sealed_files  # noqa: PLC0415
        from kooperacja.keys import hooks  # noqa: PLC0415

        if reseal not in hooks.RESEAL:
            hooks.RESEAL.append(reseal)
            hooks.SEALED.append(sealed_files)
