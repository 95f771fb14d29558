"""What happened to a request, what is asked, and why somebody said no, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.agreements.labels import Category
from kooperacja.foundation.errors import Text
from kooperacja.inquiries.models import InquiryKind, RefuseReason

# For the timeline.
STEPS: dict[str, Text] = {
    "send": pgettext_lazy("inquiry", "Sent"),
    "share": _("Data were handed over, which answers the request"),
    "answer": _("Answered"),
    "refuse": pgettext_lazy("inquiry", "Refused"),
    "write_down": _("The answer from paper was written down"),
    "write_refusal_down": _("A refusal from paper was written down"),
    "attach": _("A file was attached to the answer"),
    "withdraw": pgettext_lazy("inquiry", "Withdrawn"),
    "put_off": _("It was changed when the person is told"),
}
# For a request for access a no does not say whether the family is known there.
REASONS: dict[str, tuple[RefuseReason, ...]] = {
    InquiryKind.ACCESS: (RefuseReason.NO_BASIS, RefuseReason.TOO_MUCH, RefuseReason.ALREADY, RefuseReason.NOT_NOW),
    InquiryKind.INFORMATION: (RefuseReason.NO_BASIS, RefuseReason.NOT_HELD, RefuseReason.ELSEWHERE),
}


def reasons_for(kind: str) -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in REASONS[kind]]


def data_words(data: list[str]) -> str:
    return ", ".join(str(Category(one).label) for one in data)
