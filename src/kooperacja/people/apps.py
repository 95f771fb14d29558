from django.apps import AppConfig
from typing_extensions import override


class PeopleConfig(AppConfig):
    name = "kooperacja.people"
    label = "people"

    @override
    def ready(self) -> None:
        from kooperacja.keys import hooks  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.people.actions.pesel import reseal  # noqa: PLC0415
        from kooperacja.people.queries import sealed_numbers  # noqa: PLC0415

        if reseal not in hooks.RESEAL:
            hooks.RESEAL.append(reseal)
            hooks.SEALED.append(sealed_numbers)
