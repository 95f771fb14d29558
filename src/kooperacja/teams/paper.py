"""Who sits in a team, as parts of a paper: for the wall of the office and for the file. No client is in it."""

from typing import Any

from django.utils.translation import gettext as _

from kooperacja.foundation.clock import local_date, today
from kooperacja.teams.models import Seat
from kooperacja.teams.queries import TeamPage
from kooperacja.ui.formats import date_text


def parts(page: TeamPage) -> dict[str, Any]:
    team = page.team
    facts = [
        [_("Team"), team.name],
        [_("Kind"), page.kind.name],
        [_("Leading institution"), team.leader.name],
        [_("Agreement"), team.agreement.title if team.agreement else ""],
        [_("Works since"), date_text(team.started_on) if team.started_on else ""],
        [_("State"), str(page.state.label)],
    ]
    papers = [_paper(line.kind, line.act) for line in page.acts if line.act]
    seats = [_seat(line.seat) for one in page.lines for line in one.seats]
    head = [_("Institution"), _("Worker"), _("Function"), _("Since"), _("Statement of confidentiality")]
    return {
        "place": ", ".join(filter(None, (team.leader.place, date_text(today())))),
        "parts": [
            {"facts": [row for row in facts if row[1]]},
            *([{"heading": _("Founding acts")}, {"list": papers}] if papers else []),
            {"heading": _("Members")},
            {"head": head, "rows": seats},
            {"text": _("As on %(day)s.") % {"day": date_text(today())}},
        ],
        "footer": team.ref,
    }


def _paper(kind: str, act: Any) -> str:
    told = {"kind": kind, "number": act.number, "day": date_text(act.signed_on), "issuer": act.issuer}
    return _("%(kind)s %(number)s of %(day)s, %(issuer)s") % told


def _seat(seat: Seat) -> list[str]:
    name = seat.user.full_name if seat.user else _("nobody yet")
    function = str(seat.get_function_display())
    if seat.substitute_for_id:
        function = _("substitute")
    stated = date_text(seat.stated_on) if seat.stated_on else _("not signed")
    return [seat.institution.short_name, name, function, date_text(local_date(seat.valid_from)), stated]
