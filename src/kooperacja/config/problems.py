"""A refusal as a program gets it: problem details (RFC 9457) with the code that the page shows too."""

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kooperacja.foundation.errors import Conflict, KooperacjaError, NotFound

log = logging.getLogger(__name__)

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
MISSING = "not_found"


def for_program(request: HttpRequest) -> bool:
    """Whether a program asks, by the address alone."""
    return request.path.startswith(PREFIX)


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """`more` are field, ways and errors, where there are any. Nothing that was sent is repeated."""
    told = {
        "type": f"urn:kooperacja:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **{name: value for name, value in more.items() if value},
    }
    response = HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="kooperacja"'
    return response


def missing() -> HttpResponse:
    """One answer for what is missing and for what is forbidden (I19)."""
    return problem(404, MISSING, _("There is no such thing, or you have no access to it."))


def refused(request: HttpRequest, error: KooperacjaError) -> HttpResponse:
    if isinstance(error, NotFound):
        return missing()
    status = error.status
    if isinstance(error, Conflict) and "If-Match" in request.headers and error.code == "version.stale":
        status = HTTPStatus.PRECONDITION_FAILED
    ways = [str(way) for way in error.ways]
    return problem(status, error.code, str(error), field=error.field, ways=ways)


def misshaped(error: ValidationError) -> HttpResponse:
    """All fields at once; the first is named beside the sentence. Codes are those of the shape."""
    errors = [{"field": _field(one["loc"]), "code": str(one["type"])} for one in error.errors]
    sentence = _("Something in the request has not the shape that is described.")
    return problem(422, "request.shape", sentence, field=errors[0]["field"] if errors else "", errors=errors)


def _field(place: Sequence[Any]) -> str:
    """`("body", "given", "family_name")` is the field family_name."""
    return ".".join(str(part) for part in place[2:]) or str(place[-1])


def unreadable(error: HttpError) -> HttpResponse:
    if isinstance(error, AuthenticationError):
        return problem(401, "token.needed", _("Send a valid key: Authorization: Bearer koop_…"))
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return problem(400, "request.unreadable", _("The request cannot be read: it is no JSON in UTF-8."))
    return problem(error.status_code, "request.refused", str(error))


def too_big() -> HttpResponse:
    return problem(413, "request.too_big", _("The request is longer than one megabyte."))


def suspicious(error: SuspiciousOperation) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return too_big()
    return problem(400, "request.bad", _("The server did not understand this request and nothing was saved."))


def method_refused(allowed: Sequence[str]) -> HttpResponse:
    response = problem(405, "request.method", _("This address does not know this method."))
    response["Allow"] = ", ".join(allowed)
    return response


def not_json(wanted: str) -> HttpResponse:
    if wanted != "application/json":
        return problem(415, "request.not_files", _("Send the file as a form: Content-Type: multipart/form-data."))
    return problem(415, "request.not_json", _("Send JSON: Content-Type: application/json."))


def fault(error: BaseException | None) -> HttpResponse:
    if error is not None:
        log.error("A fault in the programming interface", exc_info=error)
    return problem(500, "server.fault", _("Something failed on our side and nothing was saved."))


def of(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The answer for what is raised on purpose or by the libraries; None for a fault of ours."""
    match error:
        case KooperacjaError():
            return refused(request, error)
        case Http404():
            return missing()
        case ValidationError():
            return misshaped(error)
        case HttpError():
            return unreadable(error)
        case SuspiciousOperation():
            return suspicious(error)
    return None
