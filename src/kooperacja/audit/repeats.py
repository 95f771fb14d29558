"""A request of a program that is sent again: it acts once and gets the same answer (I36). And the moves
of a workflow as endpoints, each with what its action asks.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja.responses import Status

from kooperacja.audit.actions import once
from kooperacja.foundation.endpoints import Endpoints, Given
from kooperacja.foundation.errors import NotFound, RuleBroken
from kooperacja.foundation.moves import Moves
from kooperacja.foundation.routes import ActorRequest

LONGEST = 200
# Half a digest tells bodies apart, and leaves room for the outcome beside it.
FINGERPRINT = 32


def acted_once(request: ActorRequest, act: Callable[[], object]) -> str:
    """Run `act`, which may return the reference of what it made, once for one Idempotency-Key of one
    membership. The same key with another request is refused: one of the two is a mistake.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return str(act() or "")
    if len(key) > LONGEST:
        sentence = _("An Idempotency-Key has at most %(number)s characters.") % {"number": LONGEST}
        raise RuleBroken("idempotency.too_long", sentence)
    mark = _digest(f"{request.actor.membership_id} {key}")
    mine = _digest(f"{request.method} {request.path} {_body(request)}")[:FINGERPRINT]
    theirs, _gap, outcome = once(request.actor, mark, lambda: f"{mine} {act() or ''}").partition(" ")
    if theirs != mine:
        sentence = _("This Idempotency-Key was used for another request. Take a new one.")
        raise RuleBroken("idempotency.other_request", sentence)
    return outcome


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _body(request: ActorRequest) -> str:
    """The same facts in another order are the same body."""
    if request.FILES:
        files = {name: _fingerprint(file) for name, file in request.FILES.items()}
        return json.dumps({**request.POST.dict(), **files}, sort_keys=True)
    return json.dumps(json.loads(request.body or b"null"), sort_keys=True)


def _fingerprint(file: Any) -> str:
    content = file.read()
    file.seek(0)
    return f"{file.name} {sha256(content).hexdigest()}"


# ---- Moves

Show = Callable[[ActorRequest, HttpResponse, str], Any]


def serve_moves(api: Endpoints, path: str, moves: Moves, show: Show, *, answer: Any) -> None:
    """One endpoint for each move that people make; a move added to the table is served by that alone."""
    for move in moves.made_by_people():
        shape, called = moves.asks(move.name), f"{moves.flow.name}_{move.name}"
        handler = _asking(moves, move.name, show) if shape.model_fields else _plain(moves, move.name, show)
        if shape.model_fields:
            handler.__annotations__["given"] = shape
        words = f"Make the move “{move.name}”."
        api.act(f"{path}/moves/{move.name}", called, answer, called=called, words=words)(handler)


def _asking(moves: Moves, name: str, show: Show) -> Callable[..., Any]:
    def make(request: ActorRequest, response: HttpResponse, ref: str, given: Given) -> Status[Any]:
        return _made(request, response, ref, show, lambda: moves.make(request.actor, ref, name, given))

    return make


def _plain(moves: Moves, name: str, show: Show) -> Callable[..., Any]:
    def make(request: ActorRequest, response: HttpResponse, ref: str) -> Status[Any]:
        return _made(request, response, ref, show, lambda: moves.make(request.actor, ref, name, Given()))

    return make


def _made(
    request: ActorRequest, response: HttpResponse, ref: str, show: Show, act: Callable[[], object]
) -> Status[Any]:
    """The row after the move; nothing for who has just given it out of his hands."""
    acted_once(request, act)
    try:
        return Status(200, show(request, response, ref))
    except NotFound:
        return Status(204, None)
