"""The rules by role, as a page."""

from django.http import HttpResponse

from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing.queries.rules import rules
from kooperacja.ui.pages import render


def rules_page(request: ActorRequest) -> HttpResponse:
    return render(request, "sharing/rules.html", {"rules": rules()})
