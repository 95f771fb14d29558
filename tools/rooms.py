"""A contract for import-linter: a file name means the same in every package (a room).

import-linter's own kinds name modules one by one and cannot say "of another package"; this one
can. `.importlinter` holds the rules; see "Rooms of a package" in `docs/`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Place:
    """`kooperacja.cases.views.page` is the room `views` of the package `cases`."""

    package: str
    room: str

    @classmethod
    def of(cls, module: str) -> "Place":
        _, package, room, *_ = [*module.split("."), "", ""]
        return cls(package, room)


class RoomsContract(Contract):
    """Rules, one a line: `models: actions views` (models import neither, of whatever package).

    `edges` of a package are imported by no other package, and import no other package's `closed`
    rooms. Packages in `without_rooms` are exempt: the ground floor and the composition.
    """

    type_name = "rooms"

    rules = fields.ListField(subfield=fields.StringField())
    edges = fields.ListField(subfield=fields.StringField())
    closed = fields.ListField(subfield=fields.StringField())
    without_rooms = fields.ListField(subfield=fields.StringField())

    @override
    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        refused = sorted(
            f"{importer} -> {imported}: {why}"
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            for why in self._faults(Place.of(importer), Place.of(imported))
        )
        return ContractCheck(kept=not refused, metadata={"refused": refused})

    @override
    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["refused"]:
            output.print_error(f"- {line}", bold=False)
        output.new_line()

    def _option(self, name: str) -> list[str]:
        # On an instance the declared field is replaced by its parsed value, unseen by the types.
        return list(getattr(self, name))

    def _denied(self, room: str) -> set[str]:
        lines = (line.partition(":") for line in self._option("rules"))
        return {word for name, _, words in lines if name.strip() == room for word in words.split()}

    def _faults(self, importer: Place, imported: Place) -> Iterator[str]:
        if {importer.package, imported.package} & set(self._option("without_rooms")):
            return
        if imported.room in self._denied(importer.room):
            yield f"{importer.room} may not import {imported.room}"
        if importer.package != imported.package:
            yield from self._trespasses(importer.room, imported.room)

    def _trespasses(self, importer: str, imported: str) -> Iterator[str]:
        edges = self._option("edges")
        if imported in edges:
            yield f"the {imported} of a package are its own"
        if importer in edges and imported in self._option("closed"):
            yield f"{importer} may not import the {imported} of another package"
