"""Turns a signed-in user and the chosen membership into the acting `Actor` of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kooperacja.directory.queries import acting_membership, actor_of

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


def act_for(request: HttpRequest, membership_pk: int) -> None:
    """From the next request on the person acts for this membership, if it is live then. A new role is a new
    session: an address of the old one that somebody kept is worth nothing.
    """
    request.session.cycle_key()
    request.session[SESSION_KEY] = membership_pk


def _act(request: HttpRequest) -> None:
    membership = acting_membership(int(request.user.pk or 0), request.session.get(SESSION_KEY))
    if membership is None:
        return
    request.membership = membership  # type: ignore[attr-defined]
    request.actor = actor_of(membership, str(request.user), "web")  # type: ignore[attr-defined]
