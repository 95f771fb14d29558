"""Emergency access: asking for it, reading, ending, reviewing."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access import actions
from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.sharing import spreadsheet
from kooperacja.sharing.actions import name_subject
from kooperacja.sharing.forms import EmergencyForm, ReviewForm
from kooperacja.sharing.queries import emergencies as queries
from kooperacja.ui.pages import redirect, render


def break_glass(request: ActorRequest) -> HttpResponse:
    """What the reader has opened so far, and the form for one more. A person who is not found is
    told as one who does not exist, and the attempt is in the trail.
    """
    owners = queries.institutions()
    form = EmergencyForm(
        request.POST if request.method == "POST" else None,
        owners=owners,
        initial={"owner": request.actor.institution_id},
    )
    if form.is_valid():
        to = obey(form, lambda: _asked(request, form))
        if to:
            return redirect(request, to)
    context = {"form": form, "rows": queries.mine(request.actor)}
    return render(request, "sharing/emergency.html", context, status=status_of(form))


def _asked(request: ActorRequest, form: EmergencyForm) -> str:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "reason"}
    subject = name_subject(actor=request.actor, **typed)
    return once(request.actor, request.POST.get("once", ""), lambda: _opened(request, form, subject))


def _opened(request: ActorRequest, form: EmergencyForm, subject: int) -> str:
    row = actions.break_glass(request.actor, subject_id=subject, reason=form.cleaned_data["reason"])
    messages.success(request, _("The data are open for reading. The data-protection officer has been told."))
    return reverse("sharing:emergency", args=[row.pk])


def emergency(request: ActorRequest, pk: int) -> HttpResponse:
    with reading(request):
        row = queries.get_own(pk, request.actor)
        found = queries.opened(request.actor, row, request.purpose)
    return render(request, "sharing/emergency_open.html", {"row": row, "found": found})


def end_emergency(request: ActorRequest, pk: int) -> HttpResponse:
    row = queries.get_emergency(pk, request.actor)
    actions.end_emergency(request.actor, row)
    messages.success(request, _("The emergency access has ended."))
    return redirect(request, reverse("sharing:break_glass"))


def reviews(request: ActorRequest) -> HttpResponse:
    return render(request, "sharing/reviews.html", {"rows": queries.to_review(request.actor)})


def reviews_sheet(request: ActorRequest) -> HttpResponse:
    return xlsx_response("dostep-ratunkowy", spreadsheet.reviews(queries.to_review(request.actor)))


def review(request: ActorRequest, pk: int) -> HttpResponse:
    row = queries.get_emergency(pk, request.actor)
    form = ReviewForm(request.POST if request.method == "POST" else None, outcomes=queries.OUTCOMES)
    if form.is_valid():
        to = obey(form, lambda: _reviewed(request, pk, form.cleaned_data["outcome"]))
        if to:
            return redirect(request, to)
    context = {"row": row, "form": form}
    return render(request, "sharing/review.html", context, block="form", status=status_of(form))


def _reviewed(request: ActorRequest, pk: int, outcome: str) -> str:
    actions.review_emergency(request.actor, queries.get_emergency(pk, request.actor), outcome=outcome)
    messages.success(request, _("The review is written down."))
    return reverse("sharing:reviews")
