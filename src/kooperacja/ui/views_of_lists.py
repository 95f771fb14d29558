"""Saved views of a list, as a list page sees them. Who keeps them is named by `KOOPERACJA_SAVED_VIEWS`.

    tabs = saved_views(request, "referrals")                # one statement; show them by ui.tabs(...)
    links = view_links(request, "referrals", tabs)          # under the filters: save this view, delete it

`listing` is the name of a list that the keeper knows: referrals, cases, directory, agreements, disclosures and others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kooperacja.ui.lists import CURSORS
from kooperacja.ui.shell import Link

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class ViewTab:
    """One saved view: `ui.tabs` draws it, with a star. `delete_url` leads to the form that ends it."""

    label: str
    url: str
    current: bool = False
    count: int | None = None
    icon: str = "star"
    delete_url: str = ""


def filter_query(text: str) -> str:
    """The filters and order of a list in one spelling: without empty fields and page cursors, sorted."""
    pairs = parse_qsl(text)
    return urlencode(sorted(pair for pair in pairs if pair[0] not in CURSORS))


def saved_views(request: HttpRequest, listing: str) -> list[ViewTab]:
    """The reader's own views of this list; none where nobody keeps them."""
    path: str = getattr(settings, "KOOPERACJA_SAVED_VIEWS", "")
    if not path:
        return []
    keep: Callable[[HttpRequest, str], list[ViewTab]] = import_string(path)
    return keep(request, listing)


def view_links(request: HttpRequest, listing: str, tabs: Sequence[ViewTab]) -> list[Link]:
    """What can be done with what the reader has filtered now: keep it under a name, or end the present view."""
    present = next((tab for tab in tabs if tab.current and tab.delete_url), None)
    if present:
        return [Link(_("Delete this view"), present.delete_url)]
    query = filter_query(request.GET.urlencode())
    if not query or not getattr(settings, "KOOPERACJA_SAVED_VIEWS", ""):
        return []
    asked = urlencode({"listing": listing, "query": query})
    return [Link(_("Save as a new view"), f"{reverse('desk:save_view')}?{asked}")]
