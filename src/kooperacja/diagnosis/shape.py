"""What a questionnaire says: for each area what the steps of the scale mean. Pure: touches no database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AreaShape:
    """`anchors` are what the steps 1 to 5 mean, in this order."""

    code: str
    label: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a questionnaire, with an `AreaShape` for each of the ten areas."""

    code: str
    number: int
    title: str
    source: str
    areas: tuple[AreaShape, ...]

    def area(self, code: str) -> AreaShape:
        return next(one for one in self.areas if one.code == code)
