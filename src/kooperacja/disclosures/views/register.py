"""The register: what was handed over and what was received, as pages and as spreadsheets."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.disclosures.access import can_decide_names
from kooperacja.disclosures.forms import FilterForm
from kooperacja.disclosures.models import Party
from kooperacja.disclosures.queries import register as queries
from kooperacja.disclosures.queries.register import EntryRow, Wanted
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.ui.pages import render
from kooperacja.ui.views_of_lists import saved_views, view_links

# The address of each list, and its name among the saved views.
LISTS = {Party.GIVER: ("disclosures:list", "disclosures"), Party.RECIPIENT: ("disclosures:received", "received")}


def given(request: ActorRequest) -> HttpResponse:
    return _list(request, Party.GIVER)


def received(request: ActorRequest) -> HttpResponse:
    return _list(request, Party.RECIPIENT)


def given_sheet(request: ActorRequest) -> HttpResponse:
    return _sheet(request, Party.GIVER, "udostepnienia")


def received_sheet(request: ActorRequest) -> HttpResponse:
    return _sheet(request, Party.RECIPIENT, "otrzymane-dane")


def _list(request: ActorRequest, party: Party) -> HttpResponse:
    form = _filter(request)
    wanted = _wanted(request, form, party)
    with reading(request):
        page = queries.register_page(
            request.actor,
            request.purpose,
            wanted,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
    address, listing = LISTS[party]
    views = saved_views(request, listing)
    context = {"page": page, "form": form, "wanted": wanted, "address": address, "is_given": party == Party.GIVER}
    context |= {"views": views, "links": view_links(request, listing, views)}
    context["can_decide"] = bool(can_decide_names(request.actor))
    return render(request, "disclosures/list.html", context, block="list")


def _sheet(request: ActorRequest, party: Party, name: str) -> HttpResponse:
    """The same rows as the list shows for the same filter (I5)."""
    wanted = _wanted(request, _filter(request), party)
    with reading(request):
        rows = [_cells(row) for row in queries.register_rows(request.actor, request.purpose, wanted)]
    head = [_("Day"), _("Case"), _("Institution"), _("How"), _("Data"), _("Purpose"), _("Basis"), _("State")]
    return xlsx_response(name, workbook(_("Register of disclosures"), [*head, _("Who handed it over")], rows))


def _filter(request: ActorRequest) -> FilterForm:
    form = FilterForm(request.GET, partners=queries.partners())
    form.is_valid()
    return form


def _wanted(request: ActorRequest, form: FilterForm, party: Party) -> Wanted:
    asked = form.cleaned_data
    return Wanted(
        party=party.value,
        partner=asked.get("partner") or 0,
        case_number=asked.get("case_number", ""),
        data=asked.get("category", ""),
        mode=asked.get("mode", ""),
        state=asked.get("state", ""),
        since=asked.get("since"),
        until=asked.get("until"),
        sort=request.GET.get("sort", "") or "-made",
    )


def _cells(row: EntryRow) -> Sequence[Cell]:
    state = str(row.state.label)
    if row.is_outdated:
        state = ", ".join((state, _("corrected, not taken over yet")))
    told = (row.mode_label, ", ".join(row.data), row.purpose, "; ".join(row.sources), state, row.author)
    return [row.made_at, row.case_number, row.partner, *told]
