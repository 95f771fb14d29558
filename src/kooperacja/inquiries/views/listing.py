"""The lists of requests, what we asked and what was asked of us, as pages and as spreadsheets."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.disclosures.queries.register import partners
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.inquiries.forms import FilterForm
from kooperacja.inquiries.models import Party
from kooperacja.inquiries.queries import listing as queries
from kooperacja.inquiries.queries.listing import Filter, InquiryRow
from kooperacja.ui.pages import render
from kooperacja.ui.views_of_lists import saved_views, view_links

# The address of each list, and its name among the saved views.
LISTS = {Party.ASKER: ("inquiries:list", "requests"), Party.ADDRESSEE: ("inquiries:to_us", "requests_to_us")}


def asked(request: ActorRequest) -> HttpResponse:
    return _list(request, Party.ASKER)


def to_us(request: ActorRequest) -> HttpResponse:
    return _list(request, Party.ADDRESSEE)


def asked_sheet(request: ActorRequest) -> HttpResponse:
    return _sheet(request, Party.ASKER, "nasze-prosby")


def to_us_sheet(request: ActorRequest) -> HttpResponse:
    return _sheet(request, Party.ADDRESSEE, "prosby-do-nas")


def _list(request: ActorRequest, party: Party) -> HttpResponse:
    form = _filter(request)
    wanted = _wanted(request, form, party)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    with reading(request):
        page = queries.inquiries_page(request.actor, request.purpose, wanted, after=after, before=before)
    address, listing = LISTS[party]
    views = saved_views(request, listing)
    context = {"page": page, "form": form, "wanted": wanted, "address": address, "is_asked": party == Party.ASKER}
    context |= {"views": views, "links": view_links(request, listing, views)}
    return render(request, "inquiries/list.html", context, block="list")


def _sheet(request: ActorRequest, party: Party, name: str) -> HttpResponse:
    """The same rows as the list shows for the same filter (I5)."""
    wanted = _wanted(request, _filter(request), party)
    with reading(request):
        rows = [_cells(row) for row in queries.inquiry_rows(request.actor, request.purpose, wanted)]
    head = [_("Sent"), _("Kind"), _("Institution"), _("Case"), _("Data"), _("Deadline"), _("How far"), _("State")]
    return xlsx_response(name, workbook(_("Requests"), [*head, _("Who asked")], rows))


def _filter(request: ActorRequest) -> FilterForm:
    form = FilterForm(request.GET, partners=partners())
    form.is_valid()
    return form


def _wanted(request: ActorRequest, form: FilterForm, party: Party) -> Filter:
    typed = form.cleaned_data
    return Filter(
        party=party.value,
        kind=typed.get("kind", ""),
        state=typed.get("state", ""),
        partner=typed.get("partner") or 0,
        case_number=typed.get("case_number", ""),
        sort=request.GET.get("sort", "") or "-made",
    )


def _cells(row: InquiryRow) -> Sequence[Cell]:
    told = (row.due_on, row.distance, str(row.state.label), row.author)
    return [row.sent_at, row.kind_label, row.partner, row.case_number, row.data, *told]
