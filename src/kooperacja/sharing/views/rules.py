"""The rules by role, as a page and as a spreadsheet."""

from django.http import HttpResponse

from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.sharing import spreadsheet
from kooperacja.sharing.queries.rules import rules
from kooperacja.ui.pages import render


def rules_page(request: ActorRequest) -> HttpResponse:
    return render(request, "sharing/rules.html", {"rules": rules()})


def rules_sheet(request: ActorRequest) -> HttpResponse:
    return xlsx_response("zasady-dostepu", spreadsheet.rules(rules()))
