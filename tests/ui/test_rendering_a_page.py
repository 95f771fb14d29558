import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from jinja2 import UndefinedError

from kooperacja.ui.pages import redirect, refuse, render
from kooperacja.ui.shell import Link

HTMX = {"HX-Request": "true"}


def page(rf: RequestFactory, headers: dict[str, str] | None = None) -> str:
    request = rf.get("/", headers=headers)
    return render(request, "sample.html", {"name": "Anno"}, block="list").content.decode()


def test_a_browser_gets_the_whole_page(rf: RequestFactory) -> None:
    html = page(rf)
    assert html.startswith("<!doctype html>")
    assert "<title>Próba – Kooperacja</title>" in html
    assert '<p id="list">DZIEŃ DOBRY, Anno</p>' in html


def test_htmx_gets_only_the_block_with_its_imports_and_variables(rf: RequestFactory) -> None:
    assert page(rf, HTMX).strip() == '<p id="list">DZIEŃ DOBRY, Anno</p>'


def test_a_page_restored_from_history_is_whole(rf: RequestFactory) -> None:
    assert "<!doctype html>" in page(rf, {**HTMX, "HX-History-Restore-Request": "true"})


def test_caches_keep_page_and_block_apart(rf: RequestFactory) -> None:
    response = render(rf.get("/"), "sample.html", {"name": "Anno"}, block="list")
    assert "HX-Request" in response.headers["Vary"]


def test_a_block_alone_does_not_ask_for_the_shell(rf: RequestFactory, settings: object) -> None:
    settings.KOOPERACJA_SHELL = "tests.ui.shells.broken_shell"  # type: ignore[attr-defined]
    assert "DZIEŃ DOBRY" in page(rf, HTMX)


def test_a_missing_name_is_an_error_and_not_a_blank(rf: RequestFactory) -> None:
    with pytest.raises(UndefinedError):
        render(rf.get("/"), "sample.html")


def test_what_people_wrote_is_escaped(rf: RequestFactory) -> None:
    html = render(rf.get("/"), "sample.html", {"name": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html


def test_after_a_form_a_browser_is_sent_on(rf: RequestFactory) -> None:
    response = redirect(rf.post("/"), "/dalej/")
    assert (response.status_code, response.headers["Location"]) == (303, "/dalej/")


def test_after_a_form_htmx_loads_the_next_page(rf: RequestFactory) -> None:
    response = redirect(rf.post("/", headers=HTMX), "/dalej/")
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/dalej/")


def refused(request: HttpRequest) -> str:
    ways: list[str | Link] = [Link("Zapisz nową zgodę", "/zgody/"), "Przekaż resztę."]
    what, why = "Danych o zdrowiu nie przekażesz", "Nie ma zgody."
    response = refuse(request, what=what, why=why, ways=ways, code="basis.missing")
    assert response.status_code == 403
    return response.content.decode()


def test_a_refusal_says_what_why_and_what_next(rf: RequestFactory) -> None:
    html = refused(rf.get("/"))
    for words in ("Danych o zdrowiu nie", "Dlaczego", "Nie ma zgody.", "Co możesz zrobić", "basis.missing"):
        assert words in html
    assert '<a href="/zgody/">Zapisz nową zgodę</a>' in html


def test_a_refusal_for_htmx_is_an_alert_in_place(rf: RequestFactory) -> None:
    html = refused(rf.get("/", headers=HTMX))
    assert html.strip().startswith('<section class="refusal" role="alert">')
    assert "<h1" not in html
