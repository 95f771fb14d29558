"""Saving and deleting a worker's own views of lists."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.desk import actions
from kooperacja.desk.forms import SaveViewForm
from kooperacja.desk.queries.saved import get_saved_view
from kooperacja.desk.shell import LISTINGS
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import redirect, render
from kooperacja.ui.views_of_lists import filter_query


def save_view(request: ActorRequest) -> HttpResponse:
    form = SaveViewForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.is_valid():
        try:
            view = actions.save_view(
                actor=request.actor,
                listing=form.cleaned_data["listing"],
                name=form.cleaned_data["name"],
                query=filter_query(form.cleaned_data["query"]),
            )
        except RuleBroken as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return redirect(request, f"{reverse(LISTINGS[view.listing])}?{view.query}")
    listing = form["listing"].value()
    back = reverse(LISTINGS.get(listing, "desk:home"))
    status = 422 if form.errors else 200
    return render(request, "desk/save_view.html", {"form": form, "back": back}, block="form", status=status)


def delete_view(request: ActorRequest, pk: int) -> HttpResponse:
    view = get_saved_view(request.actor, pk)
    listing = reverse(LISTINGS[view.listing])
    if request.method == "POST":
        actions.delete_view(actor=request.actor, view=view)
        return redirect(request, listing)
    context = {"view": view, "back": f"{listing}?{view.query}", "title": _("Delete the view")}
    return render(request, "desk/delete_view.html", context, block="form")
