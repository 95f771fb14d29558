"""How many statements something costs. Django's own counting writes the values into each text, for which
SQLite is asked once more a statement; here the texts are taken as they are sent.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def counted() -> Iterator[list[str]]:
    """The texts of all statements that are sent inside, in their order; those of savepoints too."""
    sent: list[str] = []

    def note(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(statement)
        return execute(statement, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


@contextmanager
def at_most(number: int) -> Iterator[None]:
    with counted() as sent:
        yield
    assert len(sent) <= number, "\n".join([f"{len(sent)} statements, at most {number}:", *sent])
