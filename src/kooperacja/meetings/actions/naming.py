"""Minutes name nobody: a case has a number, and only at its own point."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.meetings.models import CaseItem, Meeting
from kooperacja.meetings.names import named_in
from kooperacja.meetings.queries.rows import HELP, Item, items_of
from kooperacja.people.queries import people_of_dossier


def names_nobody(actor: Actor, meeting: Meeting, item: Item | None, field: str, text: str) -> None:
    """Of the people of the case; what all members read, of all cases of the meeting that the writer sees, and there
    no number either: some members do not know of the case.
    """
    if not text.strip():
        return
    with snapshot():
        items = [item] if isinstance(item, CaseItem) else items_of(actor, meeting)
        for one in items:
            if not isinstance(one, CaseItem):
                continue
            word = named_in(text, _people(actor, one))
            if word:
                raise _a_name(word, _number(actor, one), field)
            if not isinstance(item, CaseItem) and _number(actor, one) in text:
                raise _a_number(_number(actor, one), field)


def _people(actor: Actor, item: CaseItem) -> Iterable[str]:
    return [one.name for one in people_of_dossier(actor, item.anchor_id, item.subject_id, HELP)]


def _number(actor: Actor, item: CaseItem) -> str:
    return str(door.visible(Case, actor, HELP).get(pk=item.case_id).number)


def _a_name(word: str, number: str, field: str) -> RuleBroken:
    sentence = _(
        "Minutes name nobody, and “%(word)s” is a name of somebody of the case %(number)s. Write the number in its"
        " place. Nothing was saved."
    )
    return RuleBroken("minutes.name", sentence % {"word": word, "number": number}, field=field)


def _a_number(number: str, field: str) -> RuleBroken:
    sentence = _(
        "All members read this, and some of them do not know of the case %(number)s. Write about it at its own point."
        " Nothing was saved."
    )
    return RuleBroken("minutes.number", sentence % {"number": number}, field=field)
