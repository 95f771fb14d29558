"""What the building of a world keeps in mind: the numbers of its keys, and what the ids file will say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from kooperacja.access.actions.loading import Load
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.config.world.shapes import InstitutionShape, World
from kooperacja.directory.kinds import Series

Ids = dict[str, dict[str, dict[str, Any]]]


@dataclass
class Kept:
    """`pk` is the main row of a key, `anchor` and `owner` its file and whose it is; of an institution
    these are its inbox and itself.
    """

    world: World
    load: Load
    at: datetime
    ids: Ids = field(default_factory=dict)
    pk: dict[str, int] = field(default_factory=dict)
    anchor: dict[str, int] = field(default_factory=dict)
    owner: dict[str, int] = field(default_factory=dict)
    number: dict[tuple[str, str, int], int] = field(default_factory=dict)

    @cached_property
    def institutions(self) -> dict[str, InstitutionShape]:
        return {item.key: item for item in self.world.institutions}

    @cached_property
    def with_case(self) -> frozenset[str]:
        return frozenset(item.key for item in self.world.dossiers if item.case)

    def next_number(self, institution: str, series: Series, year: int) -> str:
        """As `directory.actions.next_number`, but counted here and stored once."""
        place = (institution, series.value, year)
        self.number[place] = self.number.get(place, 0) + 1
        pattern: str = getattr(self.institutions[institution], series.pattern)
        return pattern.format(number=self.number[place], year=year)

    def tell(self, collection: str, key: str | None, **numbers: Any) -> None:
        """A line of the ids file; what has no key is not asked for by it."""
        if key is not None:
            self.ids.setdefault(collection, {}).setdefault(key, {}).update(numbers)

    def stored(
        self, model: type[Any], collection: str, items: Sequence[Any], rows: Iterable[Mapping[str, Any]]
    ) -> list[Any]:
        """One row for each object; its number is told under its key."""
        made = self.load(model, rows)
        for item, row in zip(items, made, strict=True):
            self.tell(collection, item.key, id=row.pk)
            if item.key is not None:
                self.pk[item.key] = row.pk
        return made

    def some(self, key: str | None) -> int | None:
        return None if key is None else self.pk[key]

    def label(self, file: str, subject: str, category: str) -> dict[str, Any]:
        return self.labelled(self.owner[file], self.anchor[file], self.anchor[subject], category)

    @staticmethod
    def labelled(owner: int, anchor: int, subject: int, category: str) -> dict[str, Any]:
        level = LEVEL_OF[Category(category)]
        return {"owner_id": owner, "anchor_id": anchor, "subject_id": subject, "category": category, "level": level}


def interval(item: Any) -> dict[str, datetime]:
    return {"valid_from": item.from_, "valid_to": item.to}
