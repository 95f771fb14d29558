"""All macros of the components under one name, `ui`, so that a page, and a block rendered alone, imports nothing."""

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Macro

COMPONENTS = (
    "alert", "badge", "button", "card", "dialog", "empty", "field", "icon",
    "menu", "page_header", "pager", "stepper", "table", "tabs", "timeline",
)  # fmt: skip

# Small ones that a list draws on every line, of few words: the same call is drawn once in a process. An
# argument that is safe HTML differs from the same text that is not (`typed`).
DRAWN_ONCE = {"icon": 256, "badge": 256}


class Kit:
    """`ui.button(...)` in a template finds the macro `button` in `ui/components/button.html`."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Callable[..., Any]:
        macros = self._read() if self._environment.auto_reload else self._kept
        try:
            return macros[name]
        except KeyError:
            raise AttributeError(name) from None

    @cached_property
    def _kept(self) -> Mapping[str, Callable[..., Any]]:
        found = self._read()
        drawn = {name: lru_cache(size, typed=True)(found[name]) for name, size in DRAWN_ONCE.items()}
        return {**found, **drawn}

    def _read(self) -> dict[str, Callable[..., Any]]:
        found: dict[str, Callable[..., Any]] = {}
        for component in COMPONENTS:
            module = self._environment.get_template(f"ui/components/{component}.html").module
            found.update(_macros_of(vars(module)))
        return found


def _macros_of(names: dict[str, Any]) -> dict[str, Macro]:
    return {name: value for name, value in names.items() if isinstance(value, Macro)}
