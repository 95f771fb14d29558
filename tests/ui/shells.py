"""A shell as upper packages will make it, with invented people."""

from django.http import HttpRequest

from kooperacja.ui.shell import Acting, Link, MenuItem, Shell, chosen_theme


def town_shell(request: HttpRequest) -> Shell:
    return Shell(
        fiction=True,
        menu=(
            MenuItem("Pulpit", "/gallery/", current=True),
            MenuItem("Skrzynka", "/gallery/?inbox", count=4),
        ),
        acting=Acting("pracownik socjalny", "GOPS Wierzbowo", "/zmien/", can_change=True),
        user_name="Anna Lis",
        theme=chosen_theme(request),
        footer=(Link("Pomoc", "/pomoc/"),),
        search_url="/szukaj/",
        sign_out_url="/konto/logout/",
    )


def broken_shell(request: HttpRequest) -> Shell:
    raise RuntimeError("the database does not answer")
