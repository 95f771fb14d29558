"""Locks that a reader may lift by his role, also where they close the file to himself."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.audit.actions import once
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.sharing import spreadsheet
from kooperacja.sharing.actions import lift_lock
from kooperacja.sharing.forms import LiftForm
from kooperacja.sharing.queries import vetoes as queries
from kooperacja.ui.lists import page_url
from kooperacja.ui.pages import redirect, render

PAGE = 50


def kept_list(request: ActorRequest) -> HttpResponse:
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = queries.kept(request.actor, after=after, before=before, limit=PAGE)
    context = {
        "page": page,
        "earlier": page_url(request, "before", page.before),
        "later": page_url(request, "after", page.after),
    }
    return render(request, "sharing/kept.html", context)


def kept_sheet(request: ActorRequest) -> HttpResponse:
    return xlsx_response("blokady", spreadsheet.locks(queries.all_kept(request.actor)))


def kept_lift(request: ActorRequest, pk: int) -> HttpResponse:
    """Asked once more, for what the lock closed opens at the next request."""
    row = queries.get_kept(request.actor, pk)
    form = LiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def lift() -> str:
            lift_lock(actor=request.actor, veto=row)
            messages.success(request, _("The lock is lifted."))
            return reverse("sharing:kept")

        address = obey(form, lambda: once(request.actor, request.POST.get("once", ""), lift))
        if address:
            return redirect(request, address)
    context = {"form": form, "lock": queries.kept_lock(row)}
    return render(request, "sharing/kept_lift.html", context, block="form", status=status_of(form))
