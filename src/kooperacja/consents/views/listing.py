"""Items of consents of the institution, as a page and as a spreadsheet."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.consents.forms import FilterForm
from kooperacja.consents.queries import listing as queries
from kooperacja.consents.queries.listing import ListRow, Wanted
from kooperacja.consents.words import STATUS
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.ui.pages import render
from kooperacja.ui.views_of_lists import saved_views, view_links


def consent_list(request: ActorRequest) -> HttpResponse:
    form = _filter(request)
    wanted = _wanted(request, form)
    with reading(request):
        page = queries.item_page(
            request.actor,
            request.purpose,
            wanted,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
    views = saved_views(request, "consents")
    context = {"page": page, "form": form, "wanted": wanted, "words": STATUS, "views": views}
    context["links"] = view_links(request, "consents", views)
    return render(request, "consents/list.html", context, block="list")


def sheet(request: ActorRequest) -> HttpResponse:
    """The same rows as the list shows for the same filter (I5)."""
    wanted = _wanted(request, _filter(request))
    with reading(request):
        rows = [_cells(row) for row in queries.item_rows(request.actor, request.purpose, wanted)]
    head = [_("Case"), _("Person"), _("Data"), _("For whom"), _("Signed"), _("Valid until"), _("State"), _("Ended")]
    return xlsx_response("zgody", workbook(_("Consents"), head, rows))


def _filter(request: ActorRequest) -> FilterForm:
    form = FilterForm(request.GET, recipients=queries.recipients())
    form.is_valid()
    return form


def _wanted(request: ActorRequest, form: FilterForm) -> Wanted:
    asked = form.cleaned_data
    return Wanted(
        status=asked.get("status") or queries.LIVE,
        recipient=asked.get("recipient") or 0,
        sort=request.GET.get("sort", "") or "until",
    )


def _cells(row: ListRow) -> Sequence[Cell]:
    state = str(STATUS[row.status].label)
    return [row.case_number, row.person, row.category, row.recipient, row.signed_on, row.until, state, row.ended_at]
