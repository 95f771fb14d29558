from django.apps import AppConfig
from typing_extensions import override


class ReferralsConfig(AppConfig):
    name = "kooperacja.referrals"
    label = "referrals"

    @override
    def ready(self) -> None:
        from kooperacja.cases.hooks import TRANSFER  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.disclosures.hooks import WRITTEN  # noqa: PLC0415
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415
        from kooperacja.referrals.queries.sides import closed_referrals, page_of_referral  # noqa: PLC0415
        from kooperacja.referrals.queries.told import told_of_referrals  # noqa: PLC0415
        from kooperacja.referrals.queries.transfer import accepted_by_another_centre  # noqa: PLC0415

        if closed_referrals not in CLOSED:
            CLOSED.append(closed_referrals)
            PAGES.append(page_of_referral)
            WRITTEN.append(told_of_referrals)
            TRANSFER.append(accepted_by_another_centre)
