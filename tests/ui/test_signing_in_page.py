import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_sign_in_page_is_ours_and_works_without_script(client: Client) -> None:
    html = client.get("/konto/login/").content.decode()
    assert "<title>Zaloguj się – Kooperacja</title>" in html
    assert 'action="/konto/login/"' in html
    assert 'type="password"' in html
    assert 'name="csrfmiddlewaretoken"' in html


@pytest.mark.django_db
def test_a_wrong_password_is_said_above_the_form(client: Client) -> None:
    sent = {"login": "nikt@example.org", "password": "nie to"}
    html = client.post("/konto/login/", sent).content.decode()
    assert "Popraw 1 pole" in html
