"""Workflows are whole: every state is reached, shown and stored; every move asks the package's access room."""

import re
from importlib import import_module

from django.apps import apps
from django.db.models import Model
from django.utils import translation

from kooperacja.audit.models import Entry
from kooperacja.foundation.workflow import Move, State, Workflow
from tests.house.tree import SOURCE, each, packages

ICONS = set(re.findall(r'<symbol id="([\w-]+)"', (SOURCE / "ui/static/ui/icons.svg").read_text(encoding="utf-8")))
TONES = {"calm", "accent", "info", "warn", "ok", "stop"}
STYLES = {"go", "plain", "no"}


def _collected() -> dict[str, list[Workflow]]:
    found = {}
    for package in packages():
        if (SOURCE / package / "workflow.py").exists() and package != "foundation":
            names = vars(import_module(f"kooperacja.{package}.workflow"))
            found[package] = [value for value in names.values() if isinstance(value, Workflow)]
    return found


BY_PACKAGE = _collected()
FLOWS = [flow for flows in BY_PACKAGE.values() for flow in flows]
MOVES = [(flow, move) for flow in FLOWS for move in flow.moves]
STATEFUL = [model for model in apps.get_models() if any(field.name == "state" for field in model._meta.fields)]


def extra_states() -> list[State]:
    """Other words for a state, which a workflow shows in some cases."""
    modules = [import_module(f"kooperacja.{package}.workflow") for package in BY_PACKAGE]
    return [value for module in modules for value in vars(module).values() if isinstance(value, State)]


def model_of(flow: Workflow) -> type[Model]:
    """The model that a workflow moves has its name."""
    return next(model for model in STATEFUL if model._meta.model_name == flow.name)


def package_of(flow: Workflow) -> str:
    return next(package for package, flows in BY_PACKAGE.items() if flow in flows)


def flow_id(value: object) -> str:
    return str(getattr(value, "name", value))


def test_every_model_with_a_state_has_one_workflow_and_the_other_way_round() -> None:
    assert sorted(flow.name for flow in FLOWS) == sorted(str(model._meta.model_name) for model in STATEFUL)


@each("flow", FLOWS, flow_id)
def test_the_database_knows_the_states_of_the_workflow(flow: Workflow) -> None:
    field = model_of(flow)._meta.get_field("state")
    assert [value for value, _ in field.flatchoices] == [state.value for state in flow.states]
    assert field.default in {state.value for state in flow.states}
    assert max(len(state.value) for state in flow.states) <= field.max_length


@each("flow", FLOWS, flow_id)
def test_every_state_is_reached(flow: Workflow) -> None:
    reached = {model_of(flow)._meta.get_field("state").default}
    for _ in flow.states:
        reached |= {move.target for move in flow.moves if move.sources & reached}
    assert reached == {state.value for state in flow.states}


@each("flow", FLOWS, flow_id)
def test_names_of_states_and_moves_are_used_once(flow: Workflow) -> None:
    states, moves = [state.value for state in flow.states], [move.name for move in flow.moves]
    assert len(set(states)) == len(states)
    assert len(set(moves)) == len(moves)


@each("flow, move", MOVES, flow_id)
def test_a_move_leads_from_states_to_a_state(flow: Workflow, move: Move) -> None:
    states = {state.value for state in flow.states}
    assert move.sources
    assert move.sources <= states
    assert move.target in states


@each("flow, move", MOVES, flow_id)
def test_a_move_asks_a_rule_of_its_package(flow: Workflow, move: Move) -> None:
    assert move.allowed.__module__.split(".")[:3] == ["kooperacja", package_of(flow), "access"]
    assert move.allowed.__name__.startswith("can_")


@each("flow, move", MOVES, flow_id)
def test_a_move_is_shown_by_a_word_a_sign_and_a_style(flow: Workflow, move: Move) -> None:
    assert str(move.label)
    assert move.icon in ICONS
    assert move.style in STYLES
    assert len(f"{flow.name}.{move.name}") <= Entry._meta.get_field("action").max_length


@each("state", [*(state for flow in FLOWS for state in flow.states), *extra_states()])
def test_a_state_is_shown_by_a_word_a_colour_and_a_sign(state: State) -> None:
    assert str(state.label)
    assert state.tone in TONES
    assert state.icon in ICONS


@each("flow", FLOWS, flow_id)
def test_two_states_never_read_the_same(flow: Workflow) -> None:
    with translation.override("pl"):
        labels = [str(state.label) for state in flow.states]
        moves = [str(move.label) for move in flow.moves]
    assert len(set(labels)) == len(labels)
    assert len(set(moves)) == len(moves)


@each("flow", FLOWS, flow_id)
def test_a_reader_sees_at_most_one_main_button_in_each_state_for_each_party(flow: Workflow) -> None:
    """Moves that stand beside one another for the same party have one main button among them."""
    for state in flow.states:
        main = [move.name for move in flow.moves if state.value in move.sources and move.style == "go"]
        assert len(main) <= 1, f"{state.value}: {main}"
