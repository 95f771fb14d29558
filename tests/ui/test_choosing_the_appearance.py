from django.test import Client


def test_the_choice_is_kept_and_drawn(client: Client) -> None:
    response = client.post("/wyglad/", {"theme": "dark", "next": "/gallery/"})
    assert response.headers["Location"] == "/gallery/"
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("dark", "Lax", True)
    assert '<html lang="pl" data-theme="dark">' in client.get("/gallery/").content.decode()


def test_an_unknown_word_returns_to_what_the_system_says(client: Client) -> None:
    client.post("/wyglad/", {"theme": "dark"})
    client.post("/wyglad/", {"theme": "pink"})
    assert "data-theme" not in client.get("/gallery/").content.decode()


def test_it_never_leads_to_another_host(client: Client) -> None:
    for foreign in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        response = client.post("/wyglad/", {"theme": "dark", "next": foreign})
        assert response.headers["Location"] == "/"


def test_it_is_not_changed_by_a_link(client: Client) -> None:
    assert client.get("/wyglad/").status_code == 405
