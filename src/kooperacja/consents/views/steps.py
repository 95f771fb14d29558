"""What the forms of this package read: what was sent, and the case that it is about."""

from typing import Any

from kooperacja.consents.queries.case import get_case_of
from kooperacja.foundation.routes import ActorRequest


def sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def file_of(request: ActorRequest, ref: str) -> Any:
    return get_case_of(request.actor, ref, request.purpose)
