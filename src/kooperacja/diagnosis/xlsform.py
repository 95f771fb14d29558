"""A questionnaire as an XLSForm workbook: read and judged, each fault with its sheet and its cell; and written.

Sheets: `survey` with a group for each area (its name is the code of the area), `choices`, `settings`. In each group the
six fixed questions stand first, `housing_score` and so on; after them what the centre adds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kooperacja.diagnosis import expressions
from kooperacja.diagnosis.kinds import HIGHEST, LOWEST, Area, Source
from kooperacja.diagnosis.shape import FIXED, AreaShape, Form, Question
from kooperacja.foundation.errors import RuleBroken

LARGEST_FILE, LARGEST_INSIDE = 1_000_000, 20_000_000
MOST_ROWS, MOST_COLUMNS, MOST_TOLD = 1500, 40, 20
LONGEST = 300
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
CODE = re.compile(r"[a-z][a-z0-9_]{1,29}")
SHEETS = ("survey", "choices", "settings")
TYPES = {
    "score": "select_one",
    "strengths": "text",
    "needs": "text",
    "words": "text",
    "source": "select_one",
    "known_on": "date",
}
ADDED = ("text", "integer", "decimal", "date", "select_one", "select_multiple", "calculate")
FORMULAS = ("relevant", "constraint", "calculation")
HEADS: dict[str, tuple[str, ...]] = {
    "survey": ("type", "name", "label", "hint", "required", *FORMULAS, "constraint_message"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_id", "form_title"),
}
NEEDED = {"survey": ("type", "name", "label"), "choices": HEADS["choices"], "settings": HEADS["settings"]}
Row = tuple[int, dict[str, str]]


@dataclass(slots=True)
class Faults:
    """Everything that is wrong, each with its place."""

    told: list[str] = field(default_factory=list)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)

    def at(self, sheet: str, column: str, row: int, fault: str) -> None:
        cell = f"{self.letters.get((sheet, column), 'A')}{row}"
        self.told.append(
            _("sheet %(sheet)s, cell %(cell)s: %(fault)s.") % {"sheet": sheet, "cell": cell, "fault": fault}
        )

    def on(self, sheet: str, fault: str) -> None:
        self.told.append(_("sheet %(sheet)s: %(fault)s.") % {"sheet": sheet, "fault": fault})

    def refuse(self) -> None:
        if not self.told:
            return
        head = ngettext(
            "%(count)s fault in the workbook, so nothing was read:",
            "%(count)s faults in the workbook, so nothing was read:",
            len(self.told),
        )
        more = len(self.told) - MOST_TOLD
        rest = [_("… and %(count)s more.") % {"count": more}] if more > 0 else []
        sentence = "\n".join([head % {"count": len(self.told)}, *self.told[:MOST_TOLD], *rest])
        raise RuleBroken("questionnaire.faults", sentence, field="file")


def form_of_bytes(raw: bytes) -> Form:
    """The questionnaire of a workbook; raises with one sentence for everything that is wrong in it."""
    faults = Faults()
    tables = _tables(raw, faults)
    faults.refuse()
    reader = _Reader(tables, faults)
    form = reader.form()
    faults.refuse()
    _convert(raw, faults)
    faults.refuse()
    return form


def _tables(raw: bytes, faults: Faults) -> dict[str, list[Row]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy; loaded when somebody sends a workbook.

    if len(raw) > LARGEST_FILE:
        raise RuleBroken("questionnaire.large", _("The file is too large to be a questionnaire."), field="file")
    try:
        with ZipFile(BytesIO(raw)) as inside:
            if sum(one.file_size for one in inside.infolist()) > LARGEST_INSIDE:
                raise RuleBroken("questionnaire.large", _("The file is too large to be a questionnaire."), field="file")
        book = load_workbook(BytesIO(raw), read_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        sentence = _("This is no workbook of Excel (XLSX). Save it as “Excel Workbook (.xlsx)” and send it again.")
        raise RuleBroken("questionnaire.no_workbook", sentence, field="file") from error
    found = {}
    for sheet in SHEETS:
        if sheet not in book.sheetnames:
            faults.on(sheet, _("there is no such sheet"))
            continue
        rows = book[sheet].iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        found[sheet] = list(_rows(sheet, rows, faults))
        if len(found[sheet]) >= MOST_ROWS:
            faults.on(sheet, _("it has more than %(most)s rows") % {"most": MOST_ROWS})
    return found


def _rows(sheet: str, rows: Iterator[Sequence[Any]], faults: Faults) -> Iterator[Row]:
    head = [_text(cell).partition("::")[0] for cell in next(rows, ())]
    # Of several columns of one name (label::Polski, label::English) the first one counts.
    places = {name: place for place, name in reversed(list(enumerate(head))) if name}
    faults.letters |= {(sheet, name): _letter(place) for name, place in places.items()}
    for name in NEEDED[sheet]:
        if name not in places:
            faults.at(sheet, name, 1, _("the column “%(name)s” is missing") % {"name": name})
    for number, row in enumerate(rows, 2):
        cells = {name: _text(row[place]) if place < len(row) else "" for name, place in places.items()}
        if any(cells.values()):
            yield number, cells


def _text(cell: Any) -> str:
    """A whole number of Excel is written without its fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _letter(place: int) -> str:
    first, last = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


class _Reader:
    """What the tables say, and what is wrong with it."""

    def __init__(self, tables: Mapping[str, list[Row]], faults: Faults) -> None:
        self.survey, self.settings, self.faults = tables["survey"], tables["settings"], faults
        self.lists: dict[str, list[Row]] = {}
        for number, row in tables["choices"]:
            self.lists.setdefault(row["list_name"], []).append((number, row))
        self.names: dict[str, int] = {}

    def form(self) -> Form:
        number, said = self.settings[0] if self.settings else (2, dict.fromkeys(HEADS["settings"], ""))
        if not CODE.fullmatch(said["form_id"]):
            self.faults.at("settings", "form_id", number, _("write small letters a–z, digits and _, as in “our_sheet”"))
        title = said["form_title"]
        if not title or len(title) > LONGEST:
            self.faults.at("settings", "form_title", number, _("give the questionnaire a title"))
        groups = self._groups()
        areas = tuple(self._area(area, *groups[area.value]) for area in Area if area.value in groups)
        for area in Area:
            if area.value not in groups:
                told = {"code": area.value, "label": area.label}
                self.faults.on("survey", _("the area “%(label)s” is missing: a group named %(code)s") % told)
        return Form(said["form_id"], 0, title, "", areas)

    def _groups(self) -> dict[str, tuple[int, dict[str, str], list[Row]]]:
        found: dict[str, tuple[int, dict[str, str], list[Row]]] = {}
        here = ""
        for number, row in self.survey:
            kind = row["type"].replace("begin group", "begin_group").replace("end group", "end_group")
            if kind == "begin_group":
                if here:
                    self.faults.at("survey", "type", number, _("a group stands in another group"))
                here = row["name"]
                if here not in Area.values or here in found:
                    known = ", ".join(Area.values)
                    self.faults.at(
                        "survey", "name", number, _("a group is one of the areas, once: %(known)s") % {"known": known}
                    )
                found[here] = (number, row, [])
            elif kind == "end_group":
                if not here:
                    self.faults.at("survey", "type", number, _("no group is open here"))
                here = ""
            elif not here:
                self.faults.at("survey", "type", number, _("a question stands in the group of its area"))
            else:
                found[here][2].append((number, row))
        return found

    def _area(self, area: Area, number: int, head: dict[str, str], rows: list[Row]) -> AreaShape:
        label = self._label("survey", head, number)
        fixed = {f"{area.value}_{name}": name for name in FIXED}
        told: dict[str, Row] = {}
        for place, row in rows:
            self._name(row["name"], place)
            told[row["name"]] = (place, row)
        known = set(told)
        labels: dict[str, str] = {}
        anchors: tuple[str, ...] = ()
        for full, name in fixed.items():
            if full not in told:
                self.faults.at(
                    "survey", "name", number, _("in this area the question “%(name)s” is missing") % {"name": full}
                )
                continue
            place, row = told.pop(full)
            labels[name] = self._label("survey", row, place)
            kind, _space, listed = row["type"].partition(" ")
            if kind != TYPES[name]:
                self.faults.at(
                    "survey", "type", place, _("this question has the type %(type)s") % {"type": TYPES[name]}
                )
            elif name == "score":
                anchors = self._anchors(listed.strip(), place)
            elif name == "source":
                self._sources(listed.strip(), place)
        questions = tuple(self._question(place, row, known) for place, row in told.values())
        needs = {
            name: set().union(*(expressions.references(row.get(one, "")) for one in ("relevant", "calculation")))
            for name, (_place, row) in told.items()
        }
        circle = expressions.cycle(needs)
        if circle:
            place, row = told[circle[0]]
            column = "calculation" if row.get("calculation") else "relevant"
            way = " → ".join(circle)
            self.faults.at("survey", column, place, _("questions need one another in a circle: %(way)s") % {"way": way})
        return AreaShape(area.value, label, anchors, labels, questions)

    def _question(self, place: int, row: dict[str, str], known: set[str]) -> Question:
        kind, _space, listed = row["type"].partition(" ")
        if kind not in ADDED:
            told = {"type": row["type"], "known": ", ".join(ADDED)}
            self.faults.at("survey", "type", place, _("“%(type)s” is not known; write one of: %(known)s") % told)
        choices = self._choices(listed.strip(), place) if kind.startswith("select") else ()
        if kind == "calculate" and not row.get("calculation"):
            self.faults.at("survey", "calculation", place, _("what is calculated is missing"))
        for column in FORMULAS:
            if row.get(column):
                try:
                    expressions.check(row[column], known)
                except expressions.Fault as fault:
                    self.faults.at("survey", column, place, str(fault))
        return Question(
            name=row["name"],
            kind="text" if kind == "calculate" else kind,
            label=row["label"] or row["name"] if kind == "calculate" else self._label("survey", row, place),
            hint=row.get("hint", "")[:LONGEST],
            is_required=row.get("required", "").lower() in {"yes", "true", "true()", "tak"},
            relevant=row.get("relevant", ""),
            constraint=row.get("constraint", ""),
            message=row.get("constraint_message", "")[:LONGEST],
            calculation=row.get("calculation", ""),
            choices=choices,
        )

    def _name(self, name: str, place: int) -> None:
        if not NAME.fullmatch(name):
            self.faults.at("survey", "name", place, _("write small letters a–z, digits and _, as in “housing_damp”"))
        elif name in self.names:
            told = {"name": name, "row": self.names[name]}
            self.faults.at("survey", "name", place, _("“%(name)s” stands already in row %(row)s") % told)
        self.names.setdefault(name, place)

    def _label(self, sheet: str, row: dict[str, str], place: int) -> str:
        if not row["label"] or len(row["label"]) > LONGEST:
            self.faults.at(sheet, "label", place, _("write a label of at most %(most)s characters") % {"most": LONGEST})
        return row["label"]

    def _listed(self, name: str, place: int) -> list[Row]:
        if name not in self.lists:
            self.faults.at(
                "survey", "type", place, _("the list “%(name)s” is not on the sheet choices") % {"name": name}
            )
        return self.lists.get(name, [])

    def _choices(self, name: str, place: int) -> tuple[tuple[str, str], ...]:
        rows = self._listed(name, place)
        for number, row in rows:
            if not re.fullmatch(r"[a-z0-9_]{1,40}", row["name"]):
                self.faults.at("choices", "name", number, _("write small letters a–z, digits and _"))
        return tuple((row["name"], self._label("choices", row, number)) for number, row in rows)

    def _anchors(self, name: str, place: int) -> tuple[str, ...]:
        rows = self._listed(name, place)
        steps = [str(step) for step in range(LOWEST, HIGHEST + 1)]
        scale = {"lowest": LOWEST, "highest": HIGHEST}
        for number, row in rows:
            if row["name"] not in steps:
                fault = _("“%(step)s” is outside the scale from %(lowest)s to %(highest)s") % {
                    "step": row["name"],
                    **scale,
                }
                self.faults.at("choices", "name", number, fault)
        found = {row["name"]: self._label("choices", row, number) for number, row in rows}
        if rows and (set(steps) - set(found) or len(rows) != len(found)):
            fault = _("the scale has each step from %(lowest)s to %(highest)s once") % scale
            self.faults.at("choices", "name", rows[0][0], fault)
        return tuple(found.get(step, "") for step in steps)

    def _sources(self, name: str, place: int) -> None:
        for number, row in self._listed(name, place):
            if row["name"] not in Source.values:
                told = {"value": row["name"], "known": ", ".join(Source.values)}
                self.faults.at("choices", "name", number, _("“%(value)s” is not known; write one of: %(known)s") % told)


def _convert(raw: bytes, faults: Faults) -> None:
    """Whether other tools of XLSForm take it too; what they say is theirs, and in English."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - heavy; loaded when somebody sends a workbook.
    from pyxform.xls2xform import convert  # noqa: PLC0415

    try:
        convert(raw, file_type=".xlsx")
    except PyXFormError as error:
        row = re.search(r"\[row : (\d+)\]", str(error))
        fault = _("pyxform says: %(words)s") % {"words": re.sub(r"\s+", " ", str(error)).rstrip(".")[:LONGEST]}
        faults.at("survey", "type", int(row[1]), fault) if row else faults.on("survey", fault)


# ---- Written


def workbook_of(form: Form) -> bytes:
    """The workbook that a centre changes in Excel and gives back; reading it gives the same form."""
    memory = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(memory, options)
    told: dict[str, list[Sequence[str]]] = {
        "survey": list(_survey(form)),
        "choices": list(_lists(form)),
        "settings": [(form.code, form.title)],
    }
    bold = book.add_format({"bold": True})
    for name in SHEETS:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEADS[name], bold)
        for number, row in enumerate(told[name], 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADS[name]) - 1, 28)
    book.close()
    return memory.getvalue()


def _survey(form: Form) -> Iterator[Sequence[str]]:
    words = fixed_labels()
    for area in form.areas:
        yield ("begin_group", area.code, area.label)
        for name in FIXED:
            listed = {"score": f" {area.code}_scale", "source": " source"}.get(name, "")
            needed = "yes" if name in {"score", "source", "known_on"} else ""
            yield (TYPES[name] + listed, f"{area.code}_{name}", area.labels.get(name, words[name]), "", needed)
        for one in area.questions:
            kind = "calculate" if one.calculation else one.kind + (f" {one.name}_list" if one.choices else "")
            needed = "yes" if one.is_required else ""
            formulas = (one.relevant, one.constraint, one.calculation, one.message)
            yield (kind, one.name, one.label, one.hint, needed, *formulas)
        yield ("end_group", "", "")


def _lists(form: Form) -> Iterator[Sequence[str]]:
    for source in Source:
        yield ("source", source.value, str(source.label))
    for area in form.areas:
        for step, anchor in enumerate(area.anchors, LOWEST):
            yield (f"{area.code}_scale", str(step), anchor)
        for one in area.questions:
            for value, label in one.choices:
                yield (f"{one.name}_list", value, label)


def fixed_labels() -> dict[str, str]:
    """The words of the fixed questions where a questionnaire has none of its own."""
    return {
        "score": _("Rating"),
        "strengths": _("Strengths"),
        "needs": _("Difficulties and needs"),
        "words": _("The family's own words"),
        "source": _("From where it is known"),
        "known_on": _("When"),
    }
