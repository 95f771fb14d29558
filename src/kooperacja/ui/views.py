"""The gallery of components, the choice of appearance, and the pages of faults that Django itself asks for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect as go
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kooperacja.ui import samples
from kooperacja.ui.pages import redirect, refuse, render
from kooperacja.ui.shell import THEME_COOKIE, Link

ONE_YEAR = 365 * 24 * 60 * 60
THEMES = {"light", "dark"}


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", samples.gallery())


def gallery_dialog(request: HttpRequest) -> HttpResponse:
    """A dialog form as every package writes it: one block, a page of its own without script."""
    form = samples.RefuseForm(request.POST or None, auto_id="opened_%s")
    if form.is_valid():
        return redirect(request, reverse("ui:gallery"))
    status = 422 if form.is_bound else 200
    return render(request, "ui/gallery_part.html", {"form": form}, block="form", status=status)


def gallery_who(request: HttpRequest) -> HttpResponse:
    context = {"form": None, "reasons": samples.REASONS}
    return render(request, "ui/gallery_part.html", context, block="who")


def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen appearance in a cookie; any other word goes back to what the system says."""
    back = request.POST.get("next", "/")
    known = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = go(back if known else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=ONE_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One sentence for what is missing and for what is forbidden: the difference would itself be news."""
    return refuse(
        request,
        what=_("There is no such page, or you have no access to it."),
        why=_("The address may be wrong, or the access that you had has ended."),
        ways=_ways_to_data(request),
        status=404,
        code="page.not_found",
    )


def _ways_to_data(request: HttpRequest) -> list[Link | str]:
    """The same for whatever was looked for. Who works with families is led to where one asks for data lawfully."""
    home = Link(_("Go back to the home page"), "/")
    if getattr(request, "actor", None) is None:
        return [home, _("Ask the coordinator.")]
    return [
        Link(
            _("You saw it before? A window may have closed. See what you got, and ask for access"),
            reverse("disclosures:received"),
        ),
        Link(
            _("You work with this family? Ask the institution that leads it, from your own file"), reverse("cases:list")
        ),
        home,
    ]


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(
        request,
        what=_("You cannot do this in your present role."),
        why=_("The role in which you act does not include it."),
        ways=[Link(_("Go back to the home page"), "/"), _("Ask the coordinator.")],
        status=403,
        code="page.not_allowed",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refuse(
        request,
        what=_("This form has expired and nothing was saved."),
        why=_("You have signed in again since it was opened, or the browser refuses cookies."),
        ways=[_("Open the form again and send it once more.")],
        status=403,
        code="form.expired",
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(
        request,
        what=_("The server did not understand this request and nothing was saved."),
        ways=[Link(_("Go back to the home page"), "/")],
        status=400,
        code="request.bad",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The page reads nothing from the database, since the database may be the fault."""
    context = {
        "what": _("Something failed on our side and nothing was saved."),
        "why": _("The fault has been written down for those who look after the system."),
        "ways": [_("Try again in a few minutes."), Link(_("Go back to the home page"), "/")],
        "code": "server.fault",
    }
    return render(request, "ui/fault.html", context, block="refusal", status=500)
