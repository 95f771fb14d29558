"""The short list of statements that pass by the door, each with its reason.

A house test compares this list with the calls in the source; a new line here is a decision that
a reviewer sees. None of these may put what it read on a page. Row-level security knows the same list
(`access.policies`): a reason opens the tables that it names, and no other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from kooperacja.access.models import DoorBypassed
from kooperacja.access.permit import Claim, permit
from kooperacja.access.snapshot import read_transaction
from kooperacja.audit.actions import passing
from kooperacja.foundation.clock import now


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and which protected tables (by the name of the model) are read, and which also written."""

    why: str
    reads: frozenset[str]
    writes: frozenset[str] = frozenset()


LETTERS = frozenset({"referral", "side", "letter", "answer"})
DISCLOSED = frozenset({"disclosure", "registerentry", "discloseditem", "copy", "correction"})
INQUIRED = frozenset({"inquiry", "inquiryside", "inquirytext"})
TASKS = frozenset({"task", "taskside", "tasktext"})
CARDS = frozenset({"bluecard", "cardseat", "cardentry"})
REGISTER = frozenset({"person", "pesel", "household", "relation", "occupation", "case", "note"})
SEARCHED = frozenset({"person", "household", "detail", "case", "note", "letter", "referral"})
PERMITTED = {
    "people.duplicates": Reason(
        "warns inside one institution that a person may be there already; shows only that, never the record",
        frozenset({"person", "pesel"}),
    ),
    "people.reseal": Reason(
        "counts what a key has sealed, and seals it anew when the key of an institution is rotated; what is opened"
        " is sealed again at once and shown to nobody",
        frozenset({"pesel"}),
        frozenset({"pesel"}),
    ),
    "documents.reseal": Reason(
        "counts the keys of files that a key has sealed, and seals them anew when the key of an institution is"
        " rotated; no file is opened",
        frozenset({"storedfile"}),
        frozenset({"storedfile"}),
    ),
    "documents.sweep": Reason(
        "compares the bytes in the data folder with the rows that name them, and erases those that were withdrawn"
        " long enough ago; no file is opened",
        frozenset({"storedfile"}),
        frozenset({"storedfile"}),
    ),
    "referrals.counterpart": Reason(
        "an act of one party writes its copy to the other party's side; what is read is the other side's own"
        " place for it and is shown to nobody",
        LETTERS,
        LETTERS,
    ),
    "referrals.deadlines": Reason(
        "the nightly act that closes what nobody confirmed until its deadline; it reads the workflow (level 1)"
        " and shows nothing",
        frozenset({"referral"}),
        frozenset({"referral"}),
    ),
    "disclosures.handing_over": Reason(
        "an act of one party of a disclosure writes the other party's entry, lines and copies; what is read is the"
        " other side's own place for it and is shown to nobody",
        DISCLOSED,
        DISCLOSED,
    ),
    "disclosures.corrected": Reason(
        "a correction of a person's data finds the letters that carried the mistake, also where who corrects does not"
        " see the register; the two parties are told, who corrects is shown nothing",
        frozenset({"disclosure", "registerentry", "discloseditem"}),
    ),
    "inquiries.counterpart": Reason(
        "an act of one party of a request writes its copy, and that of a file of an answer, to the other party's"
        " side, which lies where the other side keeps its entry of the disclosure before; nothing that is read is shown"
        " to anybody",
        INQUIRED | {"registerentry", "storedfile"},
        INQUIRED | {"storedfile"},
    ),
    "tasks.counterpart": Reason(
        "an act of one party of an action writes the other parties' places for it and their copies of what was said;"
        " nothing that is read is shown to anybody",
        TASKS,
        TASKS,
    ),
    "tasks.reminders": Reason(
        "the nightly act that reminds of actions whose deadline is near or has passed; it reads the workflow (level 1),"
        " shows nothing, and notes how often it reminded",
        frozenset({"task", "taskside"}),
        frozenset({"task"}),
    ),
    "blue_cards.procedure": Reason(
        "who sits over a Blue Card leads it on for another institution, to whose file it belongs; each act asks first"
        " that the card is open to the actor, and shows nothing beyond it",
        CARDS,
        CARDS,
    ),
    "handover.left": Reason(
        "counts files that a worker leads or that nobody leads, also those that are closed to who asks; only the"
        " number is shown, so that no family is left with nobody",
        frozenset({"case", "side", "referral"}),
    ),
    "cases.numbers": Reason("finds whether a case number is taken in one institution", frozenset({"case"})),
    "sharing.emergency": Reason(
        "finds the one person whom a worker names by case number and first name in an emergency; what is found"
        " is shown to nobody, and opens only with the emergency",
        frozenset({"case", "person"}),
    ),
    "search.rebuild": Reason(
        "makes the words of rows for searching anew, of the same rows; what is read is shown to nobody",
        SEARCHED,
        SEARCHED,
    ),
    "world.load": Reason(
        "an invented world is written for all of its institutions at once, into an installation that holds nothing;"
        " nothing is read but the numbers of the new rows",
        REGISTER | LETTERS,
        REGISTER | LETTERS,
    ),
    "demo.load": Reason("the fictional county checks what it has loaded", frozenset({"household", "referral", "case"})),
}

M = TypeVar("M", bound=Model)


@contextmanager
def unrestricted(model: type[M], reason: str) -> Iterator[QuerySet[M]]:
    """The whole table, for one of the permitted reasons, in this block only."""
    _require(reason)
    with read_transaction(), permit(Claim(at=now(), reason=reason)):
        yield model._base_manager.all()


@contextmanager
def on_behalf(reason: str) -> Iterator[None]:
    """Writes in this block may touch rows of another institution, for one of the permitted reasons. The
    trail names it as the ground of every entry that is written in the block.
    """
    _require(reason)
    token = passing.set(reason)
    try:
        yield
    finally:
        passing.reset(token)


def _require(reason: str) -> None:
    if reason not in PERMITTED:
        raise DoorBypassed(f"{reason} is not a permitted reason to pass by the door")
