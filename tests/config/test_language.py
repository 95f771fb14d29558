"""Pages are Polish until the reader chooses English."""

from django.test import Client


def test_a_browser_that_asks_for_english_gets_polish(db: None) -> None:
    answer = Client(headers={"Accept-Language": "en-US"}).get("/logowanie/")
    assert answer.headers["Content-Language"] == "pl"
    assert 'lang="pl"' in answer.content.decode()


def test_the_choice_is_kept_and_taken_back(db: None) -> None:
    client = Client()
    assert client.post("/jezyk/", {"language": "en", "next": "/logowanie/"}).headers["Location"] == "/logowanie/"
    assert 'lang="en"' in client.get("/logowanie/").content.decode()
    client.post("/jezyk/", {"language": "pl", "next": "/logowanie/"})
    assert 'lang="pl"' in client.get("/logowanie/").content.decode()


def test_a_forged_language_is_as_if_none_were_chosen(db: None) -> None:
    client = Client()
    client.cookies["django_language"] = "<script>"
    assert client.get("/logowanie/").headers["Content-Language"] == "pl"
