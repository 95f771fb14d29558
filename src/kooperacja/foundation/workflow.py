"""Workflows as data: states, and moves that name who may make them. Pure; touches no database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound, Text
from kooperacja.foundation.verdict import Verdict

Rule = Callable[[Actor, Any], Verdict]


@dataclass(frozen=True, slots=True)
class State:
    """How a state is shown: word, tone (calm, info, warn, ok, stop) and icon, always together."""

    value: str
    label: Text
    tone: str = "calm"
    icon: str = "info"
    short: Text = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One named change of state. `allowed` is asked with the actor and the object.

    `style` is the look of its button: ``go`` (main), ``plain`` or ``no`` (a refusal).
    `asks` names what the move needs to be told (``reason``, ``text``, ...): a move that asks for
    something gets a form of its own, one that does not is a button.
    """

    name: str
    sources: frozenset[str]
    target: str
    allowed: Rule
    label: Text
    icon: str = "check"
    style: str = "plain"
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """The states and moves of one kind of object; `name` is the prefix of its trail actions."""

    name: str
    states: Sequence[State]
    moves: Sequence[Move]
    _by_state: Mapping[str, State] = field(init=False, repr=False)
    _by_move: Mapping[str, Move] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_state", {state.value: state for state in self.states})
        object.__setattr__(self, "_by_move", {move.name: move for move in self.moves})

    def state(self, value: str) -> State:
        """The shown form of a state; an unknown value is a programming error."""
        return self._by_state[value]

    def get(self, name: str) -> Move:
        """The move of this name; a name forged in an address is `NotFound`."""
        try:
            return self._by_move[name]
        except KeyError:
            raise NotFound("not_found", name) from None

    def available(self, obj: Any, actor: Actor) -> list[Move]:
        """The moves that this actor can make on this object now; buttons come from here only."""
        return [move for move in self.moves if obj.state in move.sources and move.allowed(actor, obj)]
