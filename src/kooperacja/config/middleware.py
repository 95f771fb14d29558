"""Every refusal becomes a page or an alert here; a denied attempt is written to the trail (I28)."""

import logging
import sys
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, DataError, IntegrityError, NotSupportedError, ProgrammingError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access import wall
from kooperacja.audit import actions as trail
from kooperacja.config import problems
from kooperacja.consents.views.screen import HANDED_OVER
from kooperacja.foundation.errors import Conflict, KooperacjaError, NotFound, Unavailable
from kooperacja.ui import views as pages
from kooperacja.ui.pages import redirect, refuse, render
from kooperacja.ui.shell import Link

log = logging.getLogger(__name__)

# Faults of our own statements. The rest of the family says that the database cannot be used now.
OURS = (IntegrityError, ProgrammingError, DataError, NotSupportedError)

# Where somebody may go before he has chosen a password of his own.
WITHOUT_OWN_PASSWORD = {
    "account_change_password",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "ui:language",
    "ui:theme",
}
# Where somebody may go with a device that was handed over to be signed on.
WHILE_HANDED_OVER = {"account_login", "account_logout", "ui:language", "ui:theme"}


class Refusals:
    """Turns what is raised on purpose into an answer with its status and code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # The cookie tells a signed-in reader without a look into the database, which may be what failed.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Whoever signed in with a password that somebody else has seen chooses his own first. A device that was
        handed over to be signed on opens that one page until somebody signs in again.
        """
        handed_over = request.session.get(HANDED_OVER)
        if handed_over and request.path != handed_over["address"] and _place(request) not in WHILE_HANDED_OVER:
            return redirect(request, handed_over["address"])
        user = request.user
        if not (user.is_authenticated and user.must_change_password) or _place(request) in WITHOUT_OWN_PASSWORD:
            return None
        messages.warning(request, _("Choose a password of your own. The one that you got works only once."))
        return redirect(request, reverse("account_change_password"))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if cannot_be_used(error):
            return database_unavailable(request, error)
        error = _meant(error)
        if not isinstance(error, KooperacjaError):
            return None
        if error.is_denial:
            _note_denied(request, error.code)
        return answer(request, error)


def refusals(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Refusals:
    return Refusals(get_response)


def answer(request: HttpRequest, error: KooperacjaError) -> HttpResponse:
    """Missing and forbidden give the page that an unknown address gives, so that nobody tells them apart (I19)."""
    if problems.for_program(request):
        return problems.refused(request, error)
    if isinstance(error, NotFound):
        return pages.not_found(request)
    if isinstance(error, Unavailable):
        return _closed(request, str(error), error.code)
    ways: list[str | Link] = [str(way) for way in error.ways]
    if isinstance(error, Conflict) and not ways:
        ways.append(_("Open the page again and look at what has changed."))
    home = Link(_("Go back to the home page"), "/")
    return refuse(request, what=str(error), ways=[*ways, home], status=error.status, code=error.code)


def cannot_be_used(error: BaseException | None) -> bool:
    """Whether the database is locked, full, read-only or gone."""
    return isinstance(error, DatabaseError) and not isinstance(error, OURS)


def database_unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    log.error("The database cannot be used", exc_info=error)
    sentence = _("The database is busy or cannot be used now. Nothing was saved and nothing was changed.")
    if problems.for_program(request):
        return problems.problem(503, "database.unavailable", sentence)
    return _closed(request, sentence, "database.unavailable")


def fault(request: HttpRequest) -> HttpResponse:
    """Django's handler of a fault outside of views: also there a locked database is told by its own sentence."""
    error = sys.exc_info()[1]
    if error is not None and cannot_be_used(error):
        return database_unavailable(request, error)
    return problems.fault(None) if problems.for_program(request) else pages.server_error(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problems.missing() if problems.for_program(request) else pages.not_found(request, exception)


def problem_of(request: HttpRequest, error: Exception) -> HttpResponse:
    """Every refusal and fault of the programming interface; denied attempts go to the trail as from pages."""
    if cannot_be_used(error):
        return database_unavailable(request, error)
    error = _meant(error)
    if isinstance(error, KooperacjaError) and error.is_denial:
        _note_denied(request, error.code)
    return problems.of(request, error) or problems.fault(error)


def _meant(error: Exception) -> Exception:
    """What row-level security alone has refused is told as what is not there, and as a fault of ours in the
    log: an action should have refused it before.
    """
    refusal = wall.refusal(error)
    if refusal is None:
        return error
    log.error("Only the policies of the database refused this", exc_info=error)
    return refusal


def _closed(request: HttpRequest, sentence: str, code: str) -> HttpResponse:
    """503 on a page that reads nothing, for the shell would ask the database as well."""
    again = Link(_("Try again"), request.get_full_path()) if request.method == "GET" else _("Try again in a minute.")
    context = {"what": sentence, "why": "", "ways": [again], "code": code}
    return render(request, "ui/fault.html", context, block="refusal", status=503)


def _place(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _note_denied(request: HttpRequest, code: str) -> None:
    """Best effort: a trail that cannot be written must not turn a refusal into a fault, nor tell anything by it."""
    if (actor := getattr(request, "actor", None)) is None:
        return
    try:
        trail.denied(actor, f"denied.{_place(request)}", code)
    except DatabaseError:
        log.exception("A denied attempt could not be written to the trail")
