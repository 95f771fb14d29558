"""The short list of reads that pass by the door, each with its reason.

A house test compares this list with the calls in the source; a new line here is a decision that
a reviewer sees. None of these may put what it read on a page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db.models import Model, QuerySet

from kooperacja.access.models import DoorBypassed
from kooperacja.access.permit import permit

PERMITTED = {
    "people.duplicates": "warns inside one institution that a person may be there already; shows"
    " only that, never the record",
    "referrals.counterpart": "an act of one party writes its copy to the other party's side; what"
    " is read is the other side's own place for it and is shown to nobody",
    "referrals.deadlines": "the nightly act that closes what nobody confirmed until its deadline; it"
    " reads the workflow (level 1) and shows nothing",
    "cases.numbers": "finds whether a case number is taken in one institution",
    "sharing.emergency": "finds the one person whom a worker names by case number and first name in an"
    " emergency; what is found is shown to nobody, and opens only with the emergency",
    "demo.load": "the fictional county checks what it has loaded",
}

M = TypeVar("M", bound=Model)


@contextmanager
def unrestricted(model: type[M], reason: str) -> Iterator[QuerySet[M]]:
    """The whole table, for one of the permitted reasons, in this block only."""
    if reason not in PERMITTED:
        raise DoorBypassed(f"{reason} is not a permitted reason to pass by the door")
    with permit():
        yield model._base_manager.all()
