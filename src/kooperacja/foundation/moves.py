"""The moves of a workflow as programs make them: what each asks follows from its action.

The programming interface and the command line make their endpoints and options from these tables, so
a move that is added to a workflow and its table is there for programs too.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache
from types import ModuleType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import create_model
from typing_extensions import override

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.endpoints import Day, Given, Id, Line, Prose, Ref, Sentence, Short
from kooperacja.foundation.workflow import Move, Workflow

SHAPES: dict[Any, Any] = {date: Day, int: Id, bool: bool, str: Line}
# What is longer or shorter than a line, by the name of the argument in every action.
TEXTS: dict[str, Any] = {"text": Prose, "reason": Sentence, "place": Short, "external_number": Short}

Row = Callable[[Actor, str], Any]


@dataclass(frozen=True)
class Moves:
    """The moves of one kind of row. `get` finds the row by its reference; `acts` names the action of
    each move. `words` are closed lists by the name of an argument; `rows` find another row that an
    action takes, by its reference.
    """

    flow: Workflow
    get: Row
    acts: Mapping[str, Callable[..., Any]]
    words: Mapping[str, type[Enum]] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)

    @override
    def __hash__(self) -> int:
        return hash(self.flow.name)

    @classmethod
    def named(cls, actions: ModuleType, flow: Workflow, get: Row, *, others: Mapping[str, str], **more: Any) -> "Moves":
        """Each move with the action of its name; `others` are those that are called otherwise."""
        names = {move.name: others.get(move.name, move.name) for move in flow.moves}
        found = {move: getattr(actions, name) for move, name in names.items() if hasattr(actions, name)}
        return cls(flow, get, {move: act for move, act in found.items() if row_of(act)}, **more)

    def made_by_people(self) -> list[Move]:
        return [move for move in self.flow.moves if move.name in self.acts]

    def asks(self, name: str) -> type[Given]:
        """The shape of what the move asks."""
        return _asked(self, name)

    def make(self, actor: Actor, ref: str, name: str, given: Given) -> None:
        """Find the row and make the move; every rule is the action's own."""
        act = self.acts[self.flow.get(name).name]
        facts = {
            key: self.rows[key](actor, value) if key in self.rows else value for key, value in given.facts().items()
        }
        act(actor=actor, **{row_of(act): self.get(actor, ref)}, **facts)


def row_of(act: Callable[..., Any]) -> str:
    """The argument that takes the row that is moved: the first after the actor. Empty for an act of a
    machine, which finds its rows itself.
    """
    given = [one for name, one in inspect.signature(act).parameters.items() if name != "actor"]
    return given[0].name if given and given[0].default is inspect.Parameter.empty else ""


@cache
def _asked(moves: Moves, name: str) -> type[Given]:
    act = moves.acts[name]
    hints, given = get_type_hints(act), inspect.signature(act).parameters
    left_out = {"actor", row_of(act)}
    shapes: dict[str, Any] = {
        key: (_shape(moves, key, hints[key]), ... if one.default is inspect.Parameter.empty else one.default)
        for key, one in given.items()
        if key not in left_out
    }
    title = "".join(word.title() for word in (moves.flow.name, *name.split("_"), "in"))
    return create_model(title, __base__=Given, __doc__=f"What the move “{name}” asks.", **shapes)


def _shape(moves: Moves, key: str, hint: Any) -> Any:
    if key in moves.words:
        return moves.words[key]
    if key in moves.rows:
        return Ref
    if get_origin(hint) in {Union, UnionType}:
        inner = [one for one in get_args(hint) if one is not type(None)]
        return _shape(moves, key, inner[0]) | None
    if get_origin(hint) is Annotated:
        return hint
    return TEXTS.get(key, Line) if hint is str else SHAPES[hint]
