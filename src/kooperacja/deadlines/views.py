"""The page of deadlines, its spreadsheet, and the calendar with its secret address."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.deadlines import actions, forms, ics, queries, spreadsheet
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.ui.pages import redirect, render


def deadlines(request: ActorRequest) -> HttpResponse:
    month, day = _when(request)
    with reading(request):
        page = queries.deadlines_page(request.actor, month=month, day=day)
    return render(request, "deadlines/list.html", {"page": page}, block="list")


def deadlines_xlsx(request: ActorRequest) -> HttpResponse:
    _month, day = _when(request)
    with reading(request):
        found = queries.deadlines(request.actor)
    rows = [item for item in found if day in {None, item.due_on}]
    return xlsx_response("terminy", spreadsheet.deadlines(rows))


def _when(request: ActorRequest) -> tuple[date | None, date | None]:
    form = forms.WhenForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("miesiac"), form.cleaned_data.get("dzien")


# ---- The calendar


def calendar(request: ActorRequest) -> HttpResponse:
    """Make an address: it stands on the answer to this very form and nowhere else."""
    context = {"address": "", "has_calendar": queries.has_address(request.actor)}
    if request.method == "POST":
        secret = actions.make_address(actor=request.actor)
        context = {
            "address": request.build_absolute_uri(reverse("deadlines:feed", args=[secret])),
            "has_calendar": True,
        }
    return render(request, "deadlines/calendar.html", context)


def calendar_revoke(request: ActorRequest) -> HttpResponse:
    if actions.revoke_address(actor=request.actor):
        messages.success(request, _("The address opens nothing any more."))
    return redirect(request, reverse("deadlines:calendar"))


def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """For a program that knows the address and nothing else."""
    told = ics.calendar(queries.numbers_by_day(secret), request.build_absolute_uri(reverse("deadlines:list")))
    answer = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
