from django.test import RequestFactory

from kooperacja.ui.lists import sort_direction, sort_url
from kooperacja.ui.pages import render


def test_the_sorted_column_says_its_direction() -> None:
    assert sort_direction("due", "due") == "ascending"
    assert sort_direction("due", "-due") == "descending"
    assert sort_direction("due", "sent") == ""


def test_a_second_click_turns_the_order(rf: RequestFactory) -> None:
    request = rf.get("/", {"sort": "due", "state": "sent"})
    assert sort_url(request, "due", "due") == "?sort=-due&state=sent"
    assert sort_url(request, "due", "-due") == "?sort=due&state=sent"


def test_another_order_starts_from_the_beginning(rf: RequestFactory) -> None:
    request = rf.get("/", {"sort": "due", "after": "abc", "before": "x"})
    assert sort_url(request, "sent", "due") == "?sort=sent"


def test_the_head_of_the_table_tells_a_screen_reader(rf: RequestFactory) -> None:
    html = render(rf.get("/"), "list.html", {"sort": "-due"}).content.decode()
    assert 'aria-sort="descending"' in html
    assert '<a id="sort-due" href="?sort=due">' in html
    assert '<th scope="col">Numer</th>' in html
