"""What if, for programs: who would gain and who would lose what."""

from typing import Annotated

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import StringConstraints

from kooperacja.agreements.queries import get_agreement
from kooperacja.foundation.endpoints import Given, Told, Words
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.routes import ActorRequest
from kooperacja.sharing import actions
from kooperacja.sharing.access import can_try
from kooperacja.sharing.api.endpoints import API
from kooperacja.sharing.queries import trials as queries

ACTS = "|".join((queries.SUSPEND, queries.RESUME, queries.END, queries.ENFORCE, queries.WITHDRAW))


class ChangeOut(Told):
    """How many rows of one kind one worker would gain and lose."""

    user_name: str
    institution_id: int
    institution_name: str
    title: str
    kind: Words
    gained: int
    lost: int


class TrialOut(Told):
    """`windows` are those that were looked through; `refused` says why the act itself is refused today."""

    changes: list[ChangeOut]
    windows: int
    gained: int
    lost: int
    refused: Words

    @classmethod
    def of(cls, trial: queries.Trial) -> "TrialOut":
        return cls.model_validate(trial)


class TrialWanted(Given):
    act: Annotated[str, StringConstraints(pattern=f"^({ACTS})$")]


@API.get("/agreements/{slug:ref}/what-if", "agreement_what_if", TrialOut, resource="trial", purpose="")
def try_act(request: ActorRequest, response: HttpResponse, ref: str, wanted: Query[TrialWanted]) -> TrialOut:
    """What an act on an agreement that this key may do would change. Nothing is changed."""
    can_try(request.actor).require()
    row = get_agreement(ref)
    if wanted.act not in dict(queries.acts(request.actor, row, "")):
        raise RuleBroken("trial.not_offered", _("You could not do this with the agreement now."), field="act")
    return TrialOut.of(actions.try_act(actor=request.actor, agreement=row, act=wanted.act))
