from django.apps import AppConfig
from typing_extensions import override


class InquiriesConfig(AppConfig):
    name = "kooperacja.inquiries"
    label = "inquiries"

    @override
    def ready(self) -> None:
        from kooperacja.disclosures.hooks import HANDED_OVER, WRITTEN  # noqa: PLC0415 - models are loaded only now.
        from kooperacja.inquiries.actions.answering import answer_by_disclosure  # noqa: PLC0415
        from kooperacja.inquiries.queries.rows import closed_inquiries, page_of_inquiry  # noqa: PLC0415
        from kooperacja.inquiries.queries.told import told_of_inquiries  # noqa: PLC0415
        from kooperacja.mailing.hooks import PAGES  # noqa: PLC0415
        from kooperacja.notices.hooks import CLOSED  # noqa: PLC0415

        if closed_inquiries not in CLOSED:
            CLOSED.append(closed_inquiries)
            PAGES.append(page_of_inquiry)
            HANDED_OVER.append(answer_by_disclosure)
            WRITTEN.append(told_of_inquiries)
