"""The list of cards of whoever sits over one, as a page and as a spreadsheet."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.blue_cards.forms import FilterForm
from kooperacja.blue_cards.queries import listing as queries
from kooperacja.blue_cards.queries.listing import CardRow, Filter
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.ui.pages import render


def cards(request: ActorRequest) -> HttpResponse:
    form = _filter(request)
    wanted = _wanted(request, form)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    with reading(request):
        page = queries.cards_page(request.actor, wanted, after=after, before=before)
    context = {"page": page, "form": form, "wanted": wanted}
    return render(request, "blue_cards/list.html", context, block="list")


def sheet(request: ActorRequest) -> HttpResponse:
    """The same rows as the list shows for the same filter (I5); no address of anybody is in it."""
    wanted = _wanted(request, _filter(request))
    with reading(request):
        rows = [_cells(row) for row in queries.card_rows(request.actor, wanted)]
    head = [_("Filled in on"), _("About whom"), _("Filled in by"), _("Team"), _("Deadline"), _("How far"), _("State")]
    return xlsx_response("procedury", workbook(_("Procedures"), head, rows))


def _filter(request: ActorRequest) -> FilterForm:
    form = FilterForm(request.GET)
    form.is_valid()
    return form


def _wanted(request: ActorRequest, form: FilterForm) -> Filter:
    return Filter(state=form.cleaned_data.get("state", ""), sort=request.GET.get("sort", "") or "-filled")


def _cells(row: CardRow) -> Sequence[Cell]:
    return [row.filled_on, row.about, row.filler, row.team, row.deadline, row.distance, str(row.state.label)]
