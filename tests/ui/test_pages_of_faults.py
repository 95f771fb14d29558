from typing import Any

from django.test import Client


def test_a_missing_page_is_one_sentence_with_a_way_out(client: Client) -> None:
    response = client.get("/missing/")
    assert response.status_code == 404
    assert "Nie ma takiej strony albo nie masz do niej dostępu." in response.content.decode()


def test_a_fault_is_shown_even_when_the_shell_fails(client: Client, settings: Any) -> None:
    settings.KOOPERACJA_SHELL = "tests.ui.shells.broken_shell"
    response = client.get("/fault/")
    assert response.status_code == 500
    assert "nic nie zostało zapisane" in response.content.decode()


def test_an_expired_form_is_refused_in_plain_words(settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = "kooperacja.ui.views.csrf_failure"
    response = Client(enforce_csrf_checks=True).post("/wyglad/", {"theme": "dark"})
    assert response.status_code == 403
    assert "Ten formularz stracił ważność" in response.content.decode()
