"""Pages of words: help, accessibility, the data protection officer."""

from django.http import HttpRequest, HttpResponse

from kooperacja.ui.pages import render


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/help.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/accessibility.html")


def dpo(request: HttpRequest) -> HttpResponse:
    membership = getattr(request, "membership", None)
    return render(request, "desk/dpo.html", {"institution": membership.institution if membership else None})
