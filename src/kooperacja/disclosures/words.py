"""Each cell in words: what is done where it is open, what is missing where it is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.disclosures.queries import offer as matrix
from kooperacja.disclosures.queries.offer import Cell
from kooperacja.disclosures.queries.told import RefusedRow, ToldPage, ToldRow
from kooperacja.foundation.errors import Text
from kooperacja.ui.formats import date_text

WHY: dict[str, Text] = {
    matrix.SHOWN: _("The institution sees this already, through an open window."),
    matrix.REFUSED: _("%(who)s did not agree to it on %(day)s (consent, item %(item)s)."),
    matrix.WITHDRAWN: _("The consent for it ended on %(day)s (item %(item)s)."),
    matrix.NONE: _("Nobody has agreed to it, and no provision that we know allows it."),
    matrix.NO_AGREEMENT: _(
        "No agreement in force covers these data for this institution, nobody has agreed to it, and no provision"
        " that we know allows it."
    ),
    matrix.VETOED: _("A lock closes these data to this institution."),
    matrix.NOT_AUTHORISED: _("You are not authorised for this category of data, so you do not show it to others."),
    matrix.OUTSIDE: _("The institution has ended, or nobody there opens letters on the platform."),
}
# One person's consent does not open what is about several (I11).
OF_FAMILY = _(
    "It is about the whole family: one person's consent does not open it, and no provision that we know does."
)


def why(cell: Cell) -> str:
    """Why a cell is closed; empty where it is open."""
    if cell.is_open:
        return ""
    if cell.row.is_of_family and cell.status in {matrix.NONE, matrix.NO_AGREEMENT}:
        return str(OF_FAMILY)
    told = {"who": cell.row.who, "day": date_text(cell.day) if cell.day else "", "item": cell.item}
    return str(WHY[cell.status]) % told


@dataclass(frozen=True, slots=True)
class Mark:
    """How a closed cell reads in the matrix."""

    label: Text
    icon: str


MARKS = {
    matrix.SHOWN: Mark(pgettext_lazy("disclosure", "sees it already"), "eye"),
    matrix.REFUSED: Mark(pgettext_lazy("disclosure", "refused"), "lock"),
    matrix.WITHDRAWN: Mark(pgettext_lazy("disclosure", "consent ended"), "lock"),
    matrix.NONE: Mark(pgettext_lazy("disclosure", "no basis"), "lock"),
    matrix.NO_AGREEMENT: Mark(pgettext_lazy("disclosure", "no agreement and no basis"), "lock"),
    matrix.VETOED: Mark(pgettext_lazy("disclosure", "locked"), "lock"),
    matrix.NOT_AUTHORISED: Mark(pgettext_lazy("disclosure", "you are not authorised"), "lock"),
    matrix.OUTSIDE: Mark(pgettext_lazy("disclosure", "not reached here"), "lock"),
}

# What happened, for the timeline.
STEPS: dict[str, Text] = {
    "disclose": _("Handed over"),
    "ask": _("Sent for approval by a second person"),
    "approve": _("Approved and handed over by a second person"),
    "refuse": _("Not approved"),
    "acknowledge": _("Received by the recipient"),
    "close": _("The window was closed"),
    "recall": _("The letter was asked back"),
    "correct": _("The data were corrected, and the recipient was told"),
    "take": _("The recipient put its own records right"),
    "confirm": _("The recipient confirmed what was done with the letter"),
}


def who_told(page: ToldPage) -> str:
    """Whom the list is about, and of what day it is."""
    told = {"name": page.name, "others": ", ".join(page.others), "day": date_text(page.day)}
    if page.others:
        return str(_("For: %(name)s. The list covers your data and those of: %(others)s; as of %(day)s.") % told)
    return str(_("For: %(name)s. The list covers your data; as of %(day)s.") % told)


def row_told(row: ToldRow) -> str:
    """Why it was given, why it was allowed, and what became of it."""
    why = row.why[:1].upper() + row.why[1:]
    said = [_("%(why)s. Basis: %(sources)s.") % {"why": why, "sources": "; ".join(row.sources)}]
    if row.withdrawn_on and row.is_window:
        said.append(
            _("The consent ended on %(day)s. From that day this institution does not see these data. The entry stays.")
            % {"day": date_text(row.withdrawn_on)}
        )
    elif row.withdrawn_on:
        said.append(
            _("The consent ended on %(day)s. The letter that was sent before stays with the institution.")
            % {"day": date_text(row.withdrawn_on)}
        )
    if row.closed_on:
        said.append(_("We closed the window on %(day)s.") % {"day": date_text(row.closed_on)})
    if row.proof and row.proved_on:
        said.append(
            _("We asked for the letter back: %(proof)s, %(day)s.")
            % {"proof": row.proof, "day": date_text(row.proved_on)}
        )
    return " ".join(map(str, [*said, *_since_told(row)]))


def _since_told(row: ToldRow) -> Iterator[str]:
    """What was put right since, and by whom it was handed over."""
    if row.corrected_on:
        yield _("We put these data right and told the institution on %(day)s.") % _day(row.corrected_on)
    if row.taken_on:
        yield _("The institution put its own records right on %(day)s.") % _day(row.taken_on)
    if row.worker:
        yield _("Handed over by: %(name)s.") % {"name": row.worker}
    if row.second:
        yield _("Approved by: %(name)s.") % {"name": row.second}


def _day(day: date) -> dict[str, str]:
    return {"day": date_text(day)}


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A row of the list in words: the page, the paper and the spreadsheet all show these."""

    day: date
    institution: str
    what: str
    said: str
    until: date | None

    @property
    def whole(self) -> str:
        """With its end, where the end has no column of its own."""
        if self.until is None:
            return self.said
        ends = _("Until %(day)s.") % {"day": date_text(self.until)}
        return f"{self.said} {ends}"


def told_lines(page: ToldPage) -> list[ToldLine]:
    """What was given; what was not stands apart."""
    return [ToldLine(row.day, row.institution, "; ".join(row.what), row_told(row), row.until) for row in page.rows]


def refused_told(row: RefusedRow) -> str:
    told = {"data": row.data, "name": row.institution, "day": date_text(row.day)}
    return str(_("%(data)s: %(name)s did not get it. There was no consent to it (%(day)s).") % told)
