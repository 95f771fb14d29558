"""The list of referrals, as a page and as a spreadsheet."""

from collections.abc import Callable, Sequence
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.access.reading import reading
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import Cell, workbook, xlsx_response
from kooperacja.referrals import queries
from kooperacja.referrals.access import can_draft
from kooperacja.referrals.forms import FilterForm
from kooperacja.referrals.queries.listing import INCOMING, OUTGOING
from kooperacja.ui.lists import page_url
from kooperacja.ui.pages import render
from kooperacja.ui.views_of_lists import ViewTab, saved_views, view_links

LISTING = "referrals"


def referral_list(request: ActorRequest) -> HttpResponse:
    form, wanted = _asked(request)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    with reading(request):
        page = queries.referral_list(request.actor, wanted, request.purpose, after=after, before=before)
    views = saved_views(request, LISTING)
    context = {
        "page": page,
        "form": form,
        "wanted": wanted,
        "tabs": [*_parties(wanted, page, views), *views],
        "links": view_links(request, LISTING, views),
        "earlier": page_url(request, "before", page.before),
        "later": page_url(request, "after", page.after),
        "may_draft": bool(can_draft(request.actor)),
    }
    return render(request, "referrals/list.html", context, block="list")


def sheet(request: ActorRequest) -> HttpResponse:
    """The rows of the list for the same filters (I5)."""
    _form, wanted = _asked(request)
    rows = _all(request, partial(queries.sheet_chunk, request.actor, wanted, request.purpose))
    return xlsx_response("skierowania", workbook(_("Referrals"), _head(), map(_cells, rows)))


def inbox_sheet(request: ActorRequest) -> HttpResponse:
    rows = _all(request, partial(queries.inbox_chunk, request.actor, request.purpose))
    return xlsx_response("skrzynka", workbook(_("Inbox"), _head(), map(_cells, rows)))


def _all(request: ActorRequest, chunk: Callable[[str], tuple[list[queries.Row], str]]) -> list[queries.Row]:
    """Each chunk has a snapshot and a read entry of its own, so that an access which ends meanwhile ends here
    too (I9).
    """
    rows: list[queries.Row] = []
    after, more = "", True
    while more:
        with reading(request):
            found, after = chunk(after)
        rows, more = rows + found, bool(after)
    return rows


def _head() -> list[str]:
    return [
        _("Number"),
        _("First name and surname"),
        _("Place"),
        pgettext("referral", "From"),
        pgettext("referral", "To"),
        pgettext("referral", "Sent"),
        _("Deadline"),
        _("State"),
        _("Urgent"),
        pgettext("referral", "Led by"),
    ]


def _asked(request: ActorRequest) -> tuple[FilterForm, queries.Filters]:
    is_outgoing = request.GET.get("tab") == OUTGOING
    form = FilterForm(request.GET, is_outgoing=is_outgoing)
    form.is_valid()
    typed = form.cleaned_data
    wanted = queries.Filters(
        tab=OUTGOING if is_outgoing else INCOMING,
        text=typed["q"].strip(),
        state=typed["state"],
        partner=typed["partner"],
        due=typed["due"],
        sort=typed["sort"] or queries.FIRST_ORDER,
    )
    return form, wanted


def _parties(wanted: queries.Filters, page: queries.ListPage, views: Sequence[ViewTab]) -> list[dict[str, object]]:
    """The two sides of the list, before the reader's own views of it."""
    address, own = reverse("referrals:list"), any(view.current for view in views)
    words = (
        (INCOMING, pgettext("referrals", "Incoming"), page.incoming),
        (OUTGOING, pgettext("referrals", "Sent"), page.outgoing),
    )
    return [
        {
            "label": label,
            "url": f"{address}?tab={tab}",
            "current": tab == wanted.tab and not own,
            "count": f"{total.number}+" if total.more else total.number,
            "tone": "accent" if tab == wanted.tab and not own else "calm",
        }
        for tab, label, total in words
    ]


def _cells(row: queries.Row) -> Sequence[Cell]:
    return [
        row.number,
        row.who,
        row.place,
        row.sender,
        row.addressee,
        row.sent_at,
        row.due.on if row.due else None,
        str(row.state.label),
        _("yes") if row.is_urgent else _("no"),
        row.worker,
    ]
