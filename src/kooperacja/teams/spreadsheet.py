"""The list of teams as a spreadsheet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kooperacja.foundation.sheets import Cell, workbook
from kooperacja.teams.queries import Row


def teams(rows: Iterable[Row]) -> bytes:
    head = [
        _("Name"),
        _("Kind"),
        _("Variant of the model"),
        _("Leading institution"),
        _("Area"),
        _("Institutions"),
        _("Seats"),
        _("Seats with a worker"),
        _("Works since"),
        _("Ended on"),
        _("State"),
    ]
    return workbook(_("Teams"), head, map(_cells, rows))


def _cells(row: Row) -> list[Cell]:
    team = row.team
    numbers = [row.institutions, row.seats, row.filled]
    told = [team.name, row.kind.name, row.variant, team.leader.short_name, row.area]
    return [*told, *numbers, team.started_on, team.ended_on, str(row.state.label)]
