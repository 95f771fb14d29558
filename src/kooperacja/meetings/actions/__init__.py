"""Planning and inviting, answering, the agenda, holding the meeting, writing and deciding."""

from kooperacja.meetings.actions.agenda import add_case, add_item, drop, shift, take_up
from kooperacja.meetings.actions.answering import answer, read_reply
from kooperacja.meetings.actions.deciding import Decided, decide, finish_task, write
from kooperacja.meetings.actions.holding import finish, mark_present, open_meeting, recuse, sign, take_back
from kooperacja.meetings.actions.planning import cancel, change, invite, plan

__all__ = [
    "Decided",
    "add_case",
    "add_item",
    "answer",
    "cancel",
    "change",
    "decide",
    "drop",
    "finish",
    "finish_task",
    "invite",
    "mark_present",
    "open_meeting",
    "plan",
    "read_reply",
    "recuse",
    "shift",
    "sign",
    "take_back",
    "take_up",
    "write",
]
