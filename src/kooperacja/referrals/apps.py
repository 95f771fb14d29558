from django.apps import AppConfig
from typing_extensions import override


class ReferralsConfig(AppConfig):
    name = "kooperacja.referrals"
    label = "referrals"

    @override
    def ready(self) -> None:
        from kooperacja.notices import hooks  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.referrals.queries.sides import closed_referrals  # noqa: PLC0415

        if closed_referrals not in hooks.CLOSED:
            hooks.CLOSED.append(closed_referrals)
