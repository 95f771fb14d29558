"""The family of a case in two pictures, each with a table beside it."""

from django.http import HttpResponse

from kooperacja.access.reading import reading
from kooperacja.foundation.clock import today
from kooperacja.foundation.routes import ActorRequest
from kooperacja.genograms import words
from kooperacja.genograms.picture import ecomap, genogram
from kooperacja.genograms.queries.page import family_page
from kooperacja.ui.pages import render


def show(request: ActorRequest, ref: str) -> HttpResponse:
    """`?osoba=` marks one person of the family."""
    with reading(request):
        page = family_page(request.actor, ref, request.GET.get("osoba", ""), request.purpose, today())
    pictures = {"genogram": genogram(page.tree), "ecomap": ecomap(page.ties), "on_paper": False}
    return render(request, "genograms/show.html", {"page": page, "case": page.case, "words": words, **pictures})
