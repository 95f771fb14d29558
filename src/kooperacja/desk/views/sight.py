""" "Why can I see this" and "who can see this"."""

from django.http import HttpResponse

from kooperacja.access.reading import reading
from kooperacja.desk.queries.sights import sights
from kooperacja.desk.queries.why import explanation
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import render


def why(request: ActorRequest, kind: str, pk: int) -> HttpResponse:
    with reading(request):
        page = explanation(request.actor, kind, pk)
    return render(request, "desk/why.html", {"page": page})


def who_sees(request: ActorRequest, kind: str, pk: int) -> HttpResponse:
    """A page; for htmx the panel of the sign on a card."""
    with reading(request):
        page = sights(request.actor, kind, pk)
    return render(request, "desk/who_sees.html", {"page": page}, block="panel")
