"""The newest diagnosis of a case as a paper has it (T09)."""

from dataclasses import dataclass
from datetime import date

from kooperacja.access.door import visible
from kooperacja.diagnosis.kinds import Area
from kooperacja.diagnosis.models import AreaRating, Diagnosis, DiagnosisState
from kooperacja.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An area in words; empty where it is not rated, or closed to who makes the paper."""

    area: str
    strengths: str = ""
    needs: str = ""
    words: str = ""
    score: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All ten areas where there is a diagnosis, else none. `day` is the newest of those on which a rating was known."""

    areas: tuple[SheetRow, ...] = ()
    day: date | None = None
    sources: tuple[str, ...] = ()


def newest_sheet(actor: Actor, case_pk: int, purpose: str) -> Sheet:
    """In an open snapshot, in two statements."""
    rounds = visible(Diagnosis, actor, purpose).filter(case_id=case_pk).exclude(state=DiagnosisState.ABANDONED)
    newest = rounds.all("-number", limit=1)
    if not newest:
        return Sheet()
    rows = visible(AreaRating, actor, purpose).filter(diagnosis_id=newest[0].pk).all("pk")
    found = {row.area: row for row in rows}
    sources = tuple(sorted({str(row.get_source_display()) for row in rows}))
    day = max((row.known_on for row in rows), default=None)
    return Sheet(tuple(_row(area, found.get(area)) for area in Area), day, sources)


def _row(area: Area, row: AreaRating | None) -> SheetRow:
    label = str(area.label)
    return SheetRow(label, row.strengths, row.needs, row.words, str(row.score)) if row else SheetRow(label)
