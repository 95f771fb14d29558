"""The page of the search. What is typed comes in the body of a request, never in an address."""

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from kooperacja.access.reading import reading
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.forms import status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.search.forms import SearchForm
from kooperacja.search.queries import KINDS, Group, search
from kooperacja.ui.pages import render

# The page of a hit of each kind.
PLACES = {
    "families": "desk:case_file",
    "people": "people:show",
    "referrals": "referrals:show",
    "notes": "desk:case_file",
    "institutions": "directory:show",
    "agreements": "agreements:show",
    "teams": "teams:show",
}


@sensitive_post_parameters()
def find(request: ActorRequest) -> HttpResponse:
    form = SearchForm(request.POST) if request.method == "POST" else SearchForm()
    typed = form.cleaned_data if form.is_valid() else {}
    groups = _found(request, form) if typed.get("q") else []
    kind = typed.get("kind", "") if typed.get("kind") in KINDS else ""
    context = {"form": form, "asked": typed.get("q", ""), "kind": kind, "groups": groups, "places": PLACES}
    return render(request, "search/find.html", context, status=status_of(form))


def _found(request: ActorRequest, form: SearchForm) -> list[Group]:
    typed = form.cleaned_data
    try:
        with reading(request):
            return search(request.actor, request.purpose, typed["q"], kind=typed["kind"], after=typed["after"])
    except RuleBroken as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return []
