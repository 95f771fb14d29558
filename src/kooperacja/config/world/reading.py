"""Reads a world's file and names everything that is wrong in it, with its place and how to mend it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from gettext import gettext as _
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from typing_extensions import override

from kooperacja.config.world.rules import Found, broken
from kooperacja.config.world.shapes import COLLECTIONS, Shape, World
from kooperacja.config.world.values import Of
from kooperacja.config.world.wording import sentence
from kooperacja.foundation.errors import RuleBroken

MOST_TOLD = 50

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, as a JSON pointer, and what to do about it."""

    place: Path_
    sentence: str

    @override
    def __str__(self) -> str:
        return f"{pointer(self.place)}: {self.sentence}"


def pointer(place: Path_) -> str:
    """RFC 6901; the whole file is `/`, because an empty word is not seen on a terminal."""
    return "/" + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in place)


class Members(dict[str, Any]):
    """A JSON object that remembers which of its names were written twice."""

    doubled: tuple[str, ...] = ()


def _members(pairs: list[tuple[str, Any]]) -> Members:
    members = Members(pairs)
    if len(members) < len(pairs):
        names = [name for name, _value in pairs]
        members.doubled = tuple(sorted({name for name in names if names.count(name) > 1}))
    return members


def read(file: Path) -> World:
    """The world of this file, or one refusal that names every fault."""
    content = file.read_bytes()
    if not content.strip():
        raise RuleBroken("world.empty", _("The file is empty. docs/world.md shows a small world to begin with."))
    return checked(_parsed(content))


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_members, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        told = _("The file is not UTF-8: byte %(number)s cannot be read. Save it in UTF-8.")
        raise RuleBroken("world.encoding", told % {"number": error.start + 1}) from None
    except json.JSONDecodeError as error:
        told = _("The file is not JSON: line %(line)s, column %(column)s.")
        raise RuleBroken("world.json", told % {"line": error.lineno, "column": error.colno}) from None
    except (RecursionError, ValueError):
        raise RuleBroken("world.json", _("The file is not JSON that anybody could read: mend or shorten it.")) from None


def _no_number(name: str) -> None:
    raise ValueError(name)


def checked(document: Any) -> World:
    """The world that the document describes; all of its faults are told at once, the first fifty by name."""
    if not isinstance(document, dict):
        raise _refusal([Fault((), _("An object {…} belongs here."))])
    reader = Reader(document)
    faults = list(reader.faults())
    if faults:
        raise _refusal(faults)
    about = document.get("about", "")
    return World.model_construct(**{"about": about, **{name: reader.items[name] for name in COLLECTIONS}})


def _refusal(faults: Sequence[Fault]) -> RuleBroken:
    told = [str(fault) for fault in faults[:MOST_TOLD]]
    if len(faults) > MOST_TOLD:
        told.append(_("… and %(number)s more.") % {"number": len(faults) - MOST_TOLD})
    said = _("This world cannot be loaded, and nothing was stored. Faults: %(number)s")
    return RuleBroken("world.faults", said % {"number": len(faults)}, ways=told)


class Reader:
    """Goes through the document object by object, so that one fault does not hide the next."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.items: dict[str, list[Any]] = {name: [] for name in COLLECTIONS}
        self.places: dict[str, tuple[str, int]] = {}
        self.valid: list[tuple[Path_, Shape]] = []

    def faults(self) -> Iterator[Fault]:
        yield from _doubled((), self.document)
        yield from self._frame()
        for name in COLLECTIONS:
            yield from self._keys(name)
        for name in COLLECTIONS:
            yield from self._shapes(name)
        found = Found({key: self._item(place) for key, place in self.places.items()})
        for place, item in self.valid:
            yield from self._references(place, item)
            yield from (Fault((*place, *path), told) for path, told in broken(item, found))

    def _frame(self) -> Iterator[Fault]:
        """The outermost object: its names, and that each of them holds a list."""
        frame = {**self.document, **{name: [] for name in COLLECTIONS if name in self.document}}
        if self.document.get("institutions"):
            frame["institutions"] = [{"key": "k", "name": "n", "kind": "school"}]
        yield from _wrong((), World, frame)
        for name in COLLECTIONS:
            if not isinstance(self.document.get(name, []), list):
                yield Fault((name,), _("A list […] belongs here."))

    def _raw(self, name: str) -> list[Any]:
        given = self.document.get(name, [])
        return given if isinstance(given, list) else []

    def _keys(self, name: str) -> Iterator[Fault]:
        for number, raw in enumerate(self._raw(name)):
            key = raw.get("key") if isinstance(raw, dict) else None
            if not isinstance(key, str):
                continue
            first = self.places.setdefault(key, (name, number))
            if first != (name, number):
                told = _("The key “%(key)s” is taken already, at %(place)s. Choose another one.")
                yield Fault((name, number, "key"), told % {"key": key, "place": pointer(first)})

    def _shapes(self, name: str) -> Iterator[Fault]:
        shape = shape_of(name)
        for number, raw in enumerate(self._raw(name)):
            place = (name, number)
            try:
                item = shape.model_validate(raw)
            except ValidationError as error:
                self.items[name].append(None)
                yield from _told(place, shape, error, raw)
            else:
                self.items[name].append(item)
                self.valid.append((place, item))

    def _item(self, place: tuple[str, int]) -> Any:
        name, number = place
        return self.items[name][number]

    def _references(self, place: Path_, item: Shape) -> Iterator[Fault]:
        for path, key, wanted in references(item):
            name, _number = self.places.get(key, ("", 0))
            if name in wanted:
                continue
            of = {"key": key, "wanted": ", ".join(wanted), "name": name}
            unknown = _("There is no “%(key)s” among: %(wanted)s. Write a key of this file.")
            another = _("“%(key)s” is a key of: %(name)s. Here belongs a key of: %(wanted)s.")
            yield Fault((*place, *path), (another if name else unknown) % of)


def shape_of(name: str) -> type[Shape]:
    shape: type[Shape] = get_args(World.model_fields[name].annotation)[0]
    return shape


def _wrong(place: Path_, shape: type[BaseModel], raw: Any) -> Iterator[Fault]:
    try:
        shape.model_validate(raw)
    except ValidationError as error:
        yield from _told(place, shape, error, raw)


def _told(place: Path_, shape: type[BaseModel], error: ValidationError, raw: Any) -> Iterator[Fault]:
    for one in error.errors(include_url=False):
        yield Fault((*place, *one["loc"]), sentence(one, shape, raw))


def _doubled(place: Path_, value: Any) -> Iterator[Fault]:
    if isinstance(value, Members):
        for name in value.doubled:
            yield Fault((*place, name), _("This field is written twice. Leave one of them."))
    inside: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, Mapping) else enumerate(value)
    for name, part in inside:
        if isinstance(part, dict | list):
            yield from _doubled((*place, name), part)


# ---- References


@cache
def _wanted(shape: type[BaseModel]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The fields that hold a key of another object: the attribute, its name in the file, the collections."""
    found = []
    for name, field in shape.model_fields.items():
        marks = [*field.metadata, *(mark for part in get_args(field.annotation) for mark in _marks(part))]
        found += [(name, field.alias or name, mark.collections) for mark in marks if isinstance(mark, Of)]
    return tuple(found)


def _marks(annotation: Any) -> tuple[Any, ...]:
    marks: tuple[Any, ...] = getattr(annotation, "__metadata__", ())
    return marks


@cache
def _nested(shape: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, field in shape.model_fields.items() if _holds_shapes(field.annotation))


def _holds_shapes(annotation: Any) -> bool:
    parts = [annotation, *get_args(annotation)]
    return any(isinstance(part, type) and issubclass(part, BaseModel) for part in parts)


def references(item: BaseModel) -> Iterator[tuple[Path_, str, tuple[str, ...]]]:
    """Every key that the object names, with its place inside of it."""
    shape = type(item)
    for name, told, wanted in _wanted(shape):
        key = getattr(item, name)
        if key is not None:
            yield (told,), key, wanted
    for name in _nested(shape):
        value = getattr(item, name)
        inside: Iterator[tuple[Path_, Any]] = (
            (((name, number), part) for number, part in enumerate(value))
            if isinstance(value, list)
            else iter([((name,), value)] if value is not None else [])
        )
        for place, part in inside:
            yield from (((*place, *path), key, wanted) for path, key, wanted in references(part))
