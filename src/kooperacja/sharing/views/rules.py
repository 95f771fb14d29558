"""The rules by role, as a page and as a spreadsheet."""

from django.http import HttpResponse

from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.sharing import spreadsheet
from kooperacja.sharing.queries.rules import alike, right_of, rules
from kooperacja.ui.pages import render


def rules_page(request: ActorRequest) -> HttpResponse:
    found = rules()
    mine = right_of(found, request.actor.role)
    return render(request, "sharing/rules.html", {"rules": found, "groups": alike(found.rights), "mine": mine})


def rules_sheet(request: ActorRequest) -> HttpResponse:
    return xlsx_response("zasady-dostepu", spreadsheet.rules(rules()))
