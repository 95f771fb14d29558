"""Turns a signed-in user and the chosen membership into the acting `Actor` of a request."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kooperacja.directory.queries import acting_membership
from kooperacja.foundation.actor import Actor

SESSION_KEY = "membership"


def acting(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """`request.actor` and `request.membership`: live ones, or None (no decision outlives a
    request, so a leaver's open session ends here at the next click).
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]
        request.membership = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            _act(request)
        return get_response(request)

    return middleware


def _act(request: HttpRequest) -> None:
    user_id = int(request.user.pk or 0)
    membership = acting_membership(user_id, request.session.get(SESSION_KEY))
    if membership is None:
        return
    request.membership = membership  # type: ignore[attr-defined]
    request.actor = Actor(  # type: ignore[attr-defined]
        user_id=user_id,
        membership_id=membership.pk,
        institution_id=membership.institution_id,
        role=membership.role,
        name=str(request.user),
        request_id=uuid.uuid4().hex,
    )
