"""A worker's choice of e-mail, for programs."""

from ninja.responses import Status

from kooperacja.audit.repeats import acted_once
from kooperacja.foundation.endpoints import Endpoints, Given, Told
from kooperacja.foundation.routes import ActorRequest
from kooperacja.mailing import actions, queries
from kooperacja.mailing.models import Pace

API = Endpoints("mailing", "mail")


class PaceOut(Told):
    pace: Pace


class PaceIn(Given):
    pace: Pace


@API.get("/mail/pace", "mail_pace", PaceOut)
def show_mail_pace(request: ActorRequest) -> PaceOut:
    """How often the person gets e-mail about notices, in all institutions."""
    return PaceOut(pace=Pace(queries.pace_of(request.actor.user_id)))


@API.act("/mail/pace", "mail_pace", PaceOut)
def choose_mail_pace(request: ActorRequest, given: PaceIn) -> Status[PaceOut]:
    """Doing it twice is as good as once."""
    acted_once(request, lambda: actions.choose_pace(actor=request.actor, pace=given.pace))
    return Status(200, show_mail_pace(request))
