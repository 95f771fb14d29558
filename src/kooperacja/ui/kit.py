"""All macros of the components under one name, `ui`, so that a page, and a block rendered alone, imports nothing."""

from functools import cached_property
from types import MappingProxyType
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Macro

COMPONENTS = (
    "alert", "badge", "button", "card", "dialog", "empty", "field", "icon",
    "menu", "page_header", "pager", "stepper", "table", "tabs", "timeline",
)  # fmt: skip


class Kit:
    """`ui.button(...)` in a template finds the macro `button` in `ui/components/button.html`."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Macro:
        macros = self._read() if self._environment.auto_reload else self._kept
        try:
            return macros[name]
        except KeyError:
            raise AttributeError(name) from None

    @cached_property
    def _kept(self) -> MappingProxyType[str, Macro]:
        return MappingProxyType(self._read())

    def _read(self) -> dict[str, Macro]:
        found: dict[str, Macro] = {}
        for component in COMPONENTS:
            module = self._environment.get_template(f"ui/components/{component}.html").module
            found.update(_macros_of(vars(module)))
        return found


def _macros_of(names: dict[str, Any]) -> dict[str, Macro]:
    return {name: value for name, value in names.items() if isinstance(value, Macro)}
