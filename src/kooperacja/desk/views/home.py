"""Home and the inbox."""

from django.http import HttpResponse

from kooperacja.access.reading import reading
from kooperacja.foundation.routes import ActorRequest
from kooperacja.ui.pages import render


def home(request: ActorRequest) -> HttpResponse:
    with reading(request):
        pass
    return render(request, "desk/home.html", {})


def inbox(request: ActorRequest) -> HttpResponse:
    with reading(request):
        pass
    return render(request, "desk/inbox.html", {})
