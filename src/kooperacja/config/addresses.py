"""`routes`: the table of every address that is served, with what it shows and who may come."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from gettext import gettext as _
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from kooperacja.config import terminal, words
from kooperacja.foundation.commands import Command
from kooperacja.foundation.routes import TABLE


@dataclass(frozen=True, slots=True)
class Address:
    """One served address; the route table says the rest, and libraries' pages have no route."""

    name: str
    path: str
    methods: tuple[str, ...]
    resource: str
    purpose: str
    sign_in: bool


def addresses() -> list[Address]:
    return sorted(_walk(get_resolver().url_patterns), key=lambda address: address.path)


def _walk(
    patterns: Sequence[URLPattern | URLResolver], path: str = "/", names: tuple[str, ...] = ()
) -> Iterator[Address]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern.url_patterns, here, inside)
        else:
            yield _address(":".join([*names, pattern.name or ""]), here)


def _address(name: str, path: str) -> Address:
    route = TABLE.get(name)
    if route is None:
        # A page of a library (signing in and out); it guards itself and shows no protected row.
        return Address(name, path, ("GET", "POST"), "library", "", sign_in=False)
    return Address(name, path, route.methods, route.resource, route.purpose, route.needs_sign_in)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("for programs, not for people"))


def _run(options: Namespace) -> int:
    found = addresses()
    if options.json:
        rows: list[dict[str, Any]] = [asdict(address) for address in found]
        sys.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        return 0
    headings = (_("Address"), _("Methods"), _("Shows"), _("Purpose"), _("Sign-in"))
    terminal.show_table(headings, (_row(address) for address in found))
    return 0


def _row(address: Address) -> tuple[str, ...]:
    sign_in = _("yes") if address.sign_in else _("no")
    return address.path, " ".join(address.methods), address.resource, address.purpose, sign_in


COMMANDS = (Command("routes", words.gettext_noop("List every address that is served"), _arguments, _run),)
