"""Addresses of a list that can be sorted: `?sort=due` upwards, `?sort=-due` downwards, one column at a time."""

from typing import Literal

from django.http import HttpRequest

Direction = Literal["", "ascending", "descending"]
CURSORS = ("after", "before")
LONGEST_NUMBER = 9


def sort_direction(key: str, sort: str) -> Direction:
    """In which direction the list is sorted by this column now, in the words of `aria-sort`."""
    if sort.lstrip("-") != key:
        return ""
    return "descending" if sort.startswith("-") else "ascending"


def sort_url(request: HttpRequest, key: str, sort: str) -> str:
    """The same list sorted by this column, from its beginning: a page cursor of another order has no meaning."""
    wanted = request.GET.copy()
    for cursor in CURSORS:
        wanted.pop(cursor, None)
    wanted["sort"] = f"-{key}" if sort_direction(key, sort) == "ascending" else key
    return f"?{wanted.urlencode()}"


def page_url(request: HttpRequest, cursor: str, value: str) -> str:
    """The same list from a neighbouring page on (`cursor` is after or before); empty where there is none."""
    if not value:
        return ""
    wanted = request.GET.copy()
    for name in CURSORS:
        wanted.pop(name, None)
    wanted[cursor] = value
    return f"?{wanted.urlencode()}"


def offset_of(request: HttpRequest) -> int:
    """Which row a page of a short list begins with (`?after=50`); a forged one is the first."""
    return whole_number(request.GET.get("after", ""))


def whole_number(text: str) -> int:
    """A number out of an address, which anybody may forge; 0 where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
