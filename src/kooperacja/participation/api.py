"""Answers about taking part for programs."""

from datetime import date
from typing import Annotated

from django.http import HttpResponse
from ninja.responses import Status
from pydantic import Field

from kooperacja.access.reading import reading
from kooperacja.agreements.labels import Purpose
from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import Day, Endpoints, Given, Ref, Told
from kooperacja.foundation.routes import ActorRequest
from kooperacja.participation import actions, queries
from kooperacja.participation.models import Answer, Medium

API = Endpoints("participation", "case", Purpose.JOINT_HELP)
MOST_PEOPLE = 50


class AnswerOut(Told):
    ref: str
    answer: Answer
    medium: str
    said_on: date
    author: str


class AdultOut(Told):
    """An adult of the family; `answers` the newest first, none for who was not asked."""

    ref: str
    name: str
    answers: list[AnswerOut]


class ParticipationOut(Told):
    takes_part: bool
    adults: list[AdultOut]


class AnswerNew(Given):
    person: Ref
    answer: Answer


class AnswersNew(Given):
    """What adults of the family answered on one day."""

    answers: Annotated[list[AnswerNew], Field(min_length=1, max_length=MOST_PEOPLE)]
    said_on: Day
    medium: Medium


@API.get("/cases/{slug:ref}/participation", "case_participation", ParticipationOut)
def show_participation(request: ActorRequest, response: HttpResponse, ref: str) -> ParticipationOut:
    """Which adults of the family agreed to take part; for the owner's side."""
    with reading(request):
        page = queries.participation_page(request.actor, ref, request.purpose)
    return ParticipationOut.model_validate(page)


@API.make("/cases/{slug:ref}/participation", "case_participation", ParticipationOut)
def record_participation(
    request: ActorRequest, response: HttpResponse, ref: str, given: AnswersNew
) -> Status[ParticipationOut]:
    """Write down what they answered; an answer is never changed, another one is another row."""

    def act() -> None:
        case = queries.get_case_of(request.actor, ref, request.purpose)
        said = [
            actions.Said(queries.get_person(request.actor, one.person, request.purpose), one.answer.value)
            for one in given.answers
        ]
        actions.record_answers(
            actor=request.actor, case=case, said=said, said_on=given.said_on, medium=given.medium.value
        )

    acted_once(request, act)
    return Status(201, show_participation(request, response, ref))
