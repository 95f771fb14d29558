"""What a questionnaire says: for each area what the steps of the scale mean, and what else is asked. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

# What is asked of each area, in every questionnaire; `xlsform` says of which type.
FIXED = ("score", "strengths", "needs", "words", "source", "known_on")


@dataclass(frozen=True, slots=True)
class Question:
    """One that a centre added. `relevant`, `constraint` and `calculation` are XPath as `expressions` reads it;
    `choices` are (value, label) of a question with a list.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    is_required: bool = False
    relevant: str = ""
    constraint: str = ""
    message: str = ""
    calculation: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AreaShape:
    """`anchors` are what the steps 1 to 5 mean, in this order; `labels` the words of the fixed questions, by name,
    where the questionnaire has words of its own.
    """

    code: str
    label: str
    anchors: tuple[str, ...]
    labels: dict[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


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

    @property
    def added(self) -> int:
        return sum(len(area.questions) for area in self.areas)

    def content(self) -> dict[str, Any]:
        """What is stored; `form_of_content` of it is the same form."""
        return asdict(self)


def form_of_content(told: Mapping[str, Any], *, number: int) -> Form:
    areas = tuple(_area(one) for one in told["areas"])
    return Form(told["code"], number, told["title"], told["source"], areas)


def _area(told: Mapping[str, Any]) -> AreaShape:
    questions = tuple(
        Question(**{**one, "choices": tuple((value, label) for value, label in one["choices"])})
        for one in told["questions"]
    )
    return AreaShape(told["code"], told["label"], tuple(told["anchors"]), dict(told["labels"]), questions)
