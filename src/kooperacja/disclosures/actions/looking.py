"""The recipient's side decides which of its workers look through the windows of a disclosure."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.models import Share
from kooperacja.access.writing import writes
from kooperacja.disclosures.actions.checks import JOINT_HELP, lines_of, tell
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.disclosures.queries.looking import open_windows
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.sharing.actions import place_reader, recall_reader


@writes
def let_in(*, actor: Actor, entry: RegisterEntry, user_id: int) -> None:
    """The worker sees what is shown from the next request, and is told without a name."""
    for window in _open(actor, entry):
        place_reader(actor=actor, window=window, user_id=user_id)
    tell([user_id], actor.institution_id, entry.disclosure, "let_in")


@writes
def let_out(*, actor: Actor, entry: RegisterEntry, user_id: int) -> None:
    for window in _open(actor, entry):
        recall_reader(actor=actor, window=window, user_id=user_id)


def _open(actor: Actor, entry: RegisterEntry) -> list[Share]:
    door.require(actor, door.READ, entry, JOINT_HELP)
    found = [] if entry.is_giver else open_windows(lines_of(actor, entry))
    if not found:
        sentence = _("No window of this disclosure is open any more, so there is nothing to look through.")
        raise RuleBroken("disclosure.no_window", sentence, field="user_id")
    return found
