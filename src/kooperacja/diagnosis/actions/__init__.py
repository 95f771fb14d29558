"""Making a diagnosis, and the workshops with the family."""

from kooperacja.diagnosis.actions.making import Rating, abandon, begin_diagnosis, finish, rate_area
from kooperacja.diagnosis.actions.questionnaires import define_questionnaire
from kooperacja.diagnosis.actions.workshops import cancel, hold, plan_workshop

__all__ = [
    "Rating",
    "abandon",
    "begin_diagnosis",
    "cancel",
    "define_questionnaire",
    "finish",
    "hold",
    "plan_workshop",
    "rate_area",
]
