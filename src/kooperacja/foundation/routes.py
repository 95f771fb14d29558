"""The table of routes: every address declares what it shows, why, and who may come.

A view gets only requests that passed its route: signed in, acting for an institution, with an
allowed method and a positive actor check. `kooperacja routes --json` prints the table, and tests
compare it with what Django really serves.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict

View = Callable[..., HttpResponseBase]
Check = Callable[[Actor], Verdict]


class ActorRequest(HttpRequest):
    """A request whose actor is known, with the membership (directory) for which he acts; `purpose` is the one that
    the route declared.
    """

    actor: Actor
    membership: Any
    purpose: str
    route: "Route"


def anyone(actor: Actor) -> Verdict:
    """Every acting member may come; rows are still decided one by one."""
    return YES


@dataclass(frozen=True, slots=True)
class Route:
    """One address. `resource` is the kind of thing shown; ``public`` needs no sign-in and
    ``account`` needs a signed-in user who need not act for an institution yet.

    `purpose` is one of the closed list of purposes, or empty where no protected row is read. What
    leaves the page as a copy (spreadsheet, print, file) has the action ``export``.
    """

    path: str
    view: View
    name: str
    resource: str
    purpose: str = ""
    check: Check = anyone
    methods: tuple[str, ...] = ("GET",)
    action: str = "read"

    @property
    def needs_sign_in(self) -> bool:
        return self.resource != "public"

    @property
    def needs_actor(self) -> bool:
        return self.resource not in {"public", "account"}


def _guarded(route: Route) -> View:
    @wraps(route.view)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = _turned_away(route, request)
        if answer is not None:
            return answer
        request.route = route  # type: ignore[attr-defined]
        request.purpose = route.purpose  # type: ignore[attr-defined]
        return route.view(request, *args, **kwargs)

    return view


def _turned_away(route: Route, request: HttpRequest) -> HttpResponse | None:
    allowed = (*route.methods, "HEAD", "OPTIONS")
    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    if route.needs_sign_in and not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    if route.needs_actor:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            return redirect(_asked_first(request))
        route.check(actor).require()
    return None


def _asked_first(request: HttpRequest) -> str:
    """Where a role is chosen; a page that was asked for is opened afterwards."""
    place = reverse("directory:act_as")
    if request.method != "GET" or request.path == "/":
        return place
    return f"{place}?{urlencode({'next': request.get_full_path()})}"


TABLE: dict[str, Route] = {}


def patterns(namespace: str, routes: Sequence[Route]) -> list[URLPattern]:
    """URL patterns of a package; each route enters the one table under ``namespace:name``."""
    TABLE.update({f"{namespace}:{route.name}": route for route in routes})
    return [path(route.path, _guarded(route), name=route.name) for route in routes]


def table() -> Iterable[tuple[str, Route]]:
    """All routes by full name, sorted."""
    return sorted(TABLE.items())
