"""What an action that writes protected rows is wrapped in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import transaction

from kooperacja.access.permit import writing

P = ParamSpec("P")
T = TypeVar("T")


def writes(action: Callable[P, T]) -> Callable[P, T]:
    """One transaction, in the name of the `actor` whom the action is given by keyword: row-level
    security lets him write rows of his own institution, and no other.
    """

    @wraps(action)
    def named(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic(), writing(cast("Any", kwargs["actor"])):
            return action(*args, **kwargs)

    return named
