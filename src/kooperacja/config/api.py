"""The programming interface: the endpoints of all packages under `/api/v1/`, opened by a key alone.

A session's cookie opens nothing here, so that no other page can send a request in its name; that is
why these addresses, and no others, do without the mark against forged forms.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.cache import cache as memory
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.security import HttpBearer
from typing_extensions import override

from kooperacja.accounts.actions import note_use
from kooperacja.accounts.models import AccessToken
from kooperacja.accounts.queries import live_token
from kooperacja.agreements.api import API as AGREEMENTS
from kooperacja.blue_cards.api import API as BLUE_CARDS
from kooperacja.cases.api import API as CASES
from kooperacja.config import middleware, problems
from kooperacja.consents.api import API as CONSENTS
from kooperacja.desk.api import API as ACCESS
from kooperacja.desk.api import WORKERS
from kooperacja.diagnosis.api import API as DIAGNOSIS
from kooperacja.diagnosis.api import WORKSHOPS
from kooperacja.directory.api import API as INSTITUTIONS
from kooperacja.directory.api import OWN as ACCOUNT
from kooperacja.directory.queries import acting_membership, actor_of
from kooperacja.disclosures.api import API as DISCLOSURES
from kooperacja.documents.api import API as DOCUMENTS
from kooperacja.foundation.endpoints import Endpoints, Served
from kooperacja.foundation.errors import NotAllowed, RateLimited
from kooperacja.foundation.routes import TABLE, Route, anyone
from kooperacja.genograms.api import API as GENOGRAMS
from kooperacja.handover.api import API as HANDOVER
from kooperacja.income.api import API as INCOME
from kooperacja.inquiries.api import API as INQUIRIES
from kooperacja.mailing.api import API as MAILING
from kooperacja.meetings.api import API as MEETINGS
from kooperacja.notices.api import API as NOTICES
from kooperacja.papers.api import API as PAPERS
from kooperacja.participation.api import API as PARTICIPATION
from kooperacja.people.api import API as PEOPLE
from kooperacja.plans.api import API as PLANS
from kooperacja.referrals.api import API as REFERRALS
from kooperacja.search.api import API as SEARCH
from kooperacja.sharing.api import API as SHARING
from kooperacja.tasks.api import API as TASKS
from kooperacja.teams.api import API as TEAMS
from kooperacja.ui.pages import render

VERSION = "v1"
ROOT = f"api/{VERSION}"
NAMESPACE = "api"
PACKAGES: tuple[Endpoints, ...] = (
    ACCOUNT,
    INSTITUTIONS,
    WORKERS,
    AGREEMENTS,
    TEAMS,
    INCOME,
    PEOPLE,
    CASES,
    DOCUMENTS,
    CONSENTS,
    PARTICIPATION,
    DIAGNOSIS,
    WORKSHOPS,
    GENOGRAMS,
    PAPERS,
    DISCLOSURES,
    INQUIRIES,
    TASKS,
    PLANS,
    BLUE_CARDS,
    MEETINGS,
    SHARING,
    REFERRALS,
    HANDOVER,
    MAILING,
    SEARCH,
    NOTICES,
    ACCESS,
)
READING = frozenset({"GET"})
JSON, FILES = "application/json", "multipart/form-data"
# Wrong keys of one network address.
MOST_ATTEMPTS, MINUTE = 30, 60


class Bearer(HttpBearer):
    """A live key of a live membership makes the actor of the request (I14)."""

    @override
    def authenticate(self, request: HttpRequest, token: str) -> AccessToken | None:
        found = live_token(token)
        membership = acting_membership(found.user_id, found.membership_id) if found else None
        if found is None or membership is None:
            _slow_down(request)
            return None
        request.membership = membership  # type: ignore[attr-defined]
        request.actor = actor_of(membership, str(found.user), "api")  # type: ignore[attr-defined]
        if request.method not in READING and not found.may_write:
            raise NotAllowed("token.reads_only", _("This key only reads. Make one that also writes."))
        note_use(token=found)
        return found


def _slow_down(request: HttpRequest) -> None:
    """Whoever tries keys is slowed down as whoever tries passwords (docs/decisions/0014)."""
    counter = f"wrong-keys:{request.META.get('REMOTE_ADDR', '')}"
    memory.add(counter, 0, MINUTE)
    with suppress(ValueError):  # The minute may end between the two.
        if memory.incr(counter) > MOST_ATTEMPTS:
            raise RateLimited("token.too_many", _("Too many wrong keys. Wait a minute."))


class Interface(NinjaAPI):
    """Django Ninja with our refusals, and without addresses of its own."""

    def __init__(self) -> None:
        super().__init__(
            title="Kooperacja",
            version="1",
            description="The same actions and queries as the pages, with the same refusals.",
            urls_namespace=NAMESPACE,
            openapi_url=None,
            docs_url=None,
            auth=Bearer(),
        )
        for package in PACKAGES:
            self.add_router("", package.router)

    @override
    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return middleware.problem_of(request, exc)


INTERFACE = Interface()


# ---- Addresses


def guarded(
    route: Route, view: Callable[..., HttpResponseBase], *, takes_files: bool = False
) -> Callable[..., HttpResponseBase]:
    """What every address asks before its endpoint reads anything."""
    wanted = FILES if takes_files else JSON

    @csrf_exempt
    def call(request: HttpRequest, **keys: Any) -> HttpResponseBase:
        if request.method not in route.methods:
            return problems.method_refused(route.methods)
        if request.headers.get("Content-Length") not in {None, "", "0"} and request.content_type != wanted:
            return problems.not_json(wanted)
        request.route, request.purpose = route, route.purpose  # type: ignore[attr-defined]
        # The session of a browser that happens to be open here is nobody's key.
        request.actor = request.membership = None  # type: ignore[attr-defined]
        response = view(request, **keys)
        response["Cache-Control"] = "no-store"
        return response

    return call


def _served() -> Iterator[tuple[Served, Callable[..., HttpResponseBase]]]:
    """Each declared address with the view that Ninja made of its operations."""
    views: dict[str, Callable[..., HttpResponseBase]] = {}
    for router in INTERFACE._get_bound_routers():
        views |= {place: operations.get_view() for place, operations in router.path_operations.items()}
    for package in PACKAGES:
        yield from ((one, views[place]) for place, one in package.served.items())


def patterns() -> list[URLPattern]:
    """The addresses of the interface; each enters the one table of routes."""
    found = []
    for one, view in _served():
        address = ROOT + one.path.replace("{", "<").replace("}", ">")
        route = Route(address, view, one.name, one.resource, one.purpose, anyone, one.methods, one.action)
        TABLE[f"{NAMESPACE}:{one.name}"] = route
        found.append(path(address, guarded(route, view, takes_files=one.takes_files), name=one.name))
    return found


# ---- The description


PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable; the page shows the same"},
        "detail": {"type": "string", "description": "a sentence for a person"},
        "field": {"type": "string", "description": "the field that it is about"},
        "ways": {"type": "array", "items": {"type": "string"}, "description": "what can be done instead"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "code": {"type": "string"}},
            },
        },
    },
}


@cache
def description() -> dict[str, Any]:
    """OpenAPI 3.1. Every refusal is a problem, so each operation names that once, as its default answer."""
    told: dict[str, Any] = dict(INTERFACE.get_openapi_schema(path_prefix=f"/{ROOT}"))
    refusal = {"description": "Refused", "content": {problems.MEDIA_TYPE: {"schema": _named("schemas", "Problem")}}}
    told["components"]["schemas"]["Problem"] = PROBLEM
    told["components"]["responses"] = {"Problem": refusal}
    for operations in told["paths"].values():
        for operation in operations.values():
            answers = {str(int(code)): answer for code, answer in operation["responses"].items()}
            operation["responses"] = answers | {"default": _named("responses", "Problem")}
    return told


def _named(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


@dataclass(frozen=True, slots=True)
class Line:
    """One operation on the page: what it takes beside its path, in the order of the description."""

    method: str
    path: str
    words: str
    asks: tuple[str, ...]


def reference(request: HttpRequest) -> HttpResponse:
    """The description as a page for people who write programs. Nothing is fetched from outside."""
    groups: dict[str, list[Line]] = {}
    for place, operations in description()["paths"].items():
        for method, one in operations.items():
            groups.setdefault(one["tags"][0], []).append(_line(method, place, one))
    return render(request, "ui/interface.html", {"groups": groups})


def _line(method: str, place: str, one: dict[str, Any]) -> Line:
    named = [given["name"] for given in one["parameters"] if given["in"] != "path"]
    shape = one.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {}).get("$ref", "")
    body = description()["components"]["schemas"].get(shape.rpartition("/")[2], {})
    needed = set(body.get("required", ()))
    fields = [name + ("*" if name in needed else "") for name in body.get("properties", {})]
    return Line(method.upper(), place, one["description"], (*named, *fields))


def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(description())
