"""An action as programs read it, on its own and in a plan."""

from datetime import date

from kooperacja.foundation.endpoints import StateOut, Told


class TaskRowOut(Told):
    """`giver` leads the case, `taker` is responsible; `wanted_on` is the day that was written."""

    ref: str
    title: str
    indicator: str
    giver: str
    taker: str
    case_ref: str
    case_number: str
    wanted_on: date
    due_on: date
    is_late: bool
    state: StateOut
    reason: str
    worker: str
