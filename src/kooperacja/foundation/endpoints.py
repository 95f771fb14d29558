"""How a package declares its part of the programming interface: endpoints, shapes, pages, versions.

An endpoint is about six lines: parse, call the action or the query, return what it gave. Rules are in
actions; what is refused here is only shape. `config.api` gathers the endpoints of all packages, adds
the sign-in by key, and turns every refusal into problem details.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from http import HTTPStatus
from typing import Annotated, Any, ClassVar, TypeVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Conflict, KooperacjaError
from kooperacja.foundation.forms import OLDEST
from kooperacja.foundation.paging import cursor_values
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.workflow import Move, State

Handler = TypeVar("Handler", bound=Callable[..., Any])
MOST_ROWS = 200
LONGEST_CURSOR = 600
# Far enough for every paper, and before the year in which instants overflow.
LATEST = date(2199, 12, 31)
# Control characters, of which PostgreSQL stores no NUL; tabs and ends of lines are text.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


# ---- What is served


@dataclass(frozen=True, slots=True)
class Served:
    """One address of the interface, before it becomes a route."""

    path: str
    name: str
    resource: str
    purpose: str
    methods: tuple[str, ...]
    action: str = "read"
    takes_files: bool = False


@dataclass
class Endpoints:
    """The endpoints of one package. All operations of one address show the same kind of thing."""

    tag: str
    resource: str
    purpose: str = ""
    router: Router = field(init=False)
    served: dict[str, Served] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.router = Router(tags=[self.tag])

    def get(self, path: str, name: str, answer: Any, **about: Any) -> Callable[[Handler], Handler]:
        return self._serve("GET", path, name, {HTTPStatus.OK: answer}, **about)

    def hand_over(self, path: str, name: str, media: Iterable[str], **about: Any) -> Callable[[Handler], Handler]:
        """Gives a file of one of these media types: a copy that leaves the product."""
        content = {one: {"schema": {"type": "string", "format": "binary"}} for one in media}
        given = {"responses": {HTTPStatus.OK.value: {"description": "The file", "content": content}}}
        return self._serve("GET", path, name, {HTTPStatus.OK: None}, action="export", extra=given, **about)

    def ask(self, path: str, name: str, answer: Any, **about: Any) -> Callable[[Handler], Handler]:
        """Answers a question whose words are nobody's business but the asker's: in the body, since addresses are
        logged. It keeps nothing, so it may be asked again without a key.
        """
        return self._serve("POST", path, name, {HTTPStatus.OK: answer}, **about)

    def make(self, path: str, name: str, answer: Any, **about: Any) -> Callable[[Handler], Handler]:
        """Makes a row; sent again with the same Idempotency-Key it gives the same row."""
        return self._serve("POST", path, name, {HTTPStatus.CREATED: answer}, repeats=True, **about)

    def act(self, path: str, name: str, answer: Any, **about: Any) -> Callable[[Handler], Handler]:
        """Changes a row by an act that has a name. No content is left for who does not see it any more."""
        answers = {HTTPStatus.OK: answer, HTTPStatus.NO_CONTENT: None}
        return self._serve("POST", path, name, answers, repeats=True, **about)

    def edit(self, path: str, name: str, answer: Any, **about: Any) -> Callable[[Handler], Handler]:
        """Changes what a row says, only if it still is the version of If-Match."""
        return self._serve("PATCH", path, name, {HTTPStatus.OK: answer}, versioned=True, **about)

    def _serve(self, method: str, path: str, name: str, answers: Any, **about: Any) -> Callable[[Handler], Handler]:
        self._declare(method, path, name, about)
        headers = [IF_MATCH] if about.get("versioned") else [IDEMPOTENCY_KEY] if about.get("repeats") else []

        def serve(handler: Handler) -> Handler:
            words = (about.get("words") or handler.__doc__ or "").strip()
            operation = self.router.api_operation(
                [method],
                path,
                response=answers,
                operation_id=about.get("called") or handler.__name__,
                summary=words.partition(".")[0],
                description=words,
                openapi_extra={"parameters": headers} if headers else about.get("extra"),
            )
            return operation(handler)

        return serve

    def _declare(self, method: str, path: str, name: str, about: dict[str, Any]) -> None:
        known = self.served.get(path)
        self.served[path] = Served(
            path=path,
            name=known.name if known else name,
            resource=about.get("resource") or self.resource,
            purpose=about.get("purpose", self.purpose),
            methods=(*known.methods, method) if known else (method,),
            action=about.get("action", "read"),
            takes_files=bool(known and known.takes_files) or about.get("takes_files", False),
        )


def _header(name: str, words: str, *, required: bool, **limits: int) -> dict[str, Any]:
    schema = {"type": "string", **limits}
    return {"in": "header", "name": name, "description": words, "required": required, "schema": schema}


IF_MATCH = _header("If-Match", "The ETag of what was read: a later version is not overwritten.", required=True)
IDEMPOTENCY_KEY = _header(
    "Idempotency-Key", "The same key and the same body act once and get the same answer.", required=False, maxLength=200
)


# ---- Shapes


def plain(text: str) -> str:
    if UNPRINTABLE.search(text):
        raise ValueError("control characters are no text")
    return text


def _written_day(value: Any) -> Any:
    """A number is no day, though a lenient reader would take it for seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("a day is written as 2026-11-23")
    if value is not None and not isinstance(value, str | date):
        raise ValueError("a day is written as 2026-11-23")
    return value


def has_come(day: date) -> date:
    """Papers are signed today or earlier."""
    if day > today():
        raise ValueError("this day has not come yet")
    return day


Word = Annotated[str, StringConstraints(max_length=40), AfterValidator(plain)]
Short = Annotated[str, StringConstraints(max_length=80), AfterValidator(plain)]
Line = Annotated[str, StringConstraints(max_length=120), AfterValidator(plain)]
Title = Annotated[str, StringConstraints(max_length=250), AfterValidator(plain)]
Sentence = Annotated[str, StringConstraints(max_length=300), AfterValidator(plain)]
Prose = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(plain)]
Search = Annotated[str, StringConstraints(max_length=100), AfterValidator(plain)]
Ref = Annotated[str, StringConstraints(max_length=16, pattern=r"^[0-9a-z]*$")]
Id = Annotated[int, Field(ge=1, le=2**63 - 1, strict=True)]
# The same in an address, where everything is a text.
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Day = Annotated[date, BeforeValidator(_written_day), Field(ge=OLDEST, le=LATEST)]
# Words of the interface wait for the language of the reader.
Words = Annotated[str, BeforeValidator(str)]


class Given(BaseModel):
    """What a program sends. A field that nobody knows is refused: it would be lost in silence."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    def facts(self) -> dict[str, Any]:
        """What was given, by name; what was left out stays as it is."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: value.value if isinstance(value, Enum) else value for name, value in given.items()}


class Told(BaseModel):
    """What a program gets, taken from what a query gave."""

    model_config = ConfigDict(from_attributes=True)


class StateOut(Told):
    """A state: its stable value, and its word for people."""

    value: str
    label: Words

    @classmethod
    def of(cls, state: State) -> "StateOut":
        return cls.model_validate(state)


class MoveOut(Told):
    """A move that can be made now, and what it asks."""

    name: str
    label: Words
    asks: tuple[str, ...]

    @classmethod
    def all_of(cls, moves: Any) -> "list[MoveOut]":
        return [cls.model_validate(move) for move in moves if isinstance(move, Move)]


# ---- Pages


def _cursor(text: str) -> str:
    cursor_values(text)
    return text


Cursor = Annotated[str, StringConstraints(max_length=LONGEST_CURSOR), AfterValidator(_cursor)]


class PageIn(Given):
    """Which page: after or before a cursor that another page gave."""

    after: Cursor = ""
    before: Cursor = ""
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50


class TotalOut(Told):
    """How many rows there are in all; `more` when only "more than `number`" is known."""

    number: int
    more: bool = False


class PageOut(Told):
    """One page; an empty cursor has no neighbour."""

    total: TotalOut
    after: str
    before: str


# ---- Versions


class VersionNeeded(KooperacjaError):
    """An edit that does not say what was read could overwrite what was not (I35)."""

    status: ClassVar[HTTPStatus] = HTTPStatus.PRECONDITION_REQUIRED


def stale() -> Conflict:
    return Conflict(
        "version.stale",
        _("Somebody changed this page a moment ago. Nothing was overwritten; compare and save again."),
    )


def tag(*versions: object) -> str:
    """The ETag of a row, or of several rows that are edited together."""
    return '"' + "-".join(map(str, versions)) + '"'


def expected(request: ActorRequest) -> list[str]:
    """The versions in If-Match, as `tag` wrote them."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        sentence = _("Send the ETag of what you have read as If-Match, so that nothing is overwritten unseen.")
        raise VersionNeeded("version.needed", sentence)
    return given.removeprefix("W/").strip('"').split("-")


def versions(request: ActorRequest, number: int) -> list[int]:
    """The same as numbers; what nobody gave out is stale."""
    given = expected(request)
    if len(given) != number or not all(re.fullmatch(r"\d{1,9}", one) for one in given):
        raise stale()
    return [int(one) for one in given]


def version(request: ActorRequest) -> int:
    return versions(request, 1)[0]


def marked(response: HttpResponse, *found: object) -> None:
    response["ETag"] = tag(*found)
