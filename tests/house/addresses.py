"""What Django really serves, read from its patterns and not from the table of routes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kooperacja.foundation.routes import TABLE, Route

# A number and a reference that no row has.
NO_NUMBER, NO_REFERENCE = 987_654_321, "zzzzzzzzzzzz"


@dataclass(frozen=True, slots=True)
class Served:
    """One pattern under its full name and with its whole path."""

    name: str
    path: str
    pattern: URLPattern

    @property
    def route(self) -> Route | None:
        return TABLE.get(self.name)

    @property
    def is_for_programs(self) -> bool:
        """Opened by a key and not by a session; its own rules are in `tests/api`."""
        return self.name.startswith("api:")

    @property
    def parameters(self) -> dict[str, Any]:
        """The converters of the path, by the name of what they convert."""
        return dict(self.pattern.pattern.converters)


def served() -> list[Served]:
    return list(_walk(get_resolver().url_patterns))


def _walk(
    patterns: Sequence[URLPattern | URLResolver], path: str = "", names: tuple[str, ...] = ()
) -> Iterator[Served]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern.url_patterns, here, inside)
        else:
            yield Served(":".join([*names, pattern.name or ""]), here, pattern)


def nothing_at(one: Served) -> str:
    """The address of a row that does not exist, or of the page itself if it names no row."""
    return reverse(one.name, kwargs={name: _nothing(kind) for name, kind in one.parameters.items()})


def _nothing(converter: Any) -> Any:
    regex = converter.regex
    if regex == "[0-9]+":
        return NO_NUMBER
    if regex in {"[^/]+", "[-a-zA-Z0-9_]+"}:
        return NO_REFERENCE
    # A converter of ours knows a few words; any of them will do.
    return converter.to_python(regex.split("|")[0])
