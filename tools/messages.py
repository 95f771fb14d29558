#!/usr/bin/env python3
"""Keep the Polish catalogues complete: extract, merge, compile, check.

Every package carries its own catalogue, so that a package and its words move together:
`src/kooperacja/<package>/locale/pl/LC_MESSAGES/django.po` and the compiled `.mo` beside it.

    python tools/messages.py cases people     # extract, keep translations, compile
    python tools/messages.py                  # the same for every package
    python tools/messages.py --check          # change nothing, exit 1 if anything is wrong

The same source string must be translated the same way in all packages; where the meaning differs,
use `pgettext`. A string that is new here but translated elsewhere takes that translation over.
"""

import argparse
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typing_extensions import override

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "src" / "kooperacja"

LOCALE = "pl"
PLURALS = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
HEADERS = (
    ("Project-Id-Version", "kooperacja"),
    ("Language", LOCALE),
    ("Plural-Forms", PLURALS),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
)

# Argument positions of every way to mark a string; "c" is the context.
SINGULAR = ("_", "gettext", "gettext_lazy", "gettext_noop")
PLURAL = ("ngettext", "ngettext_lazy")
CONTEXT = ("pgettext", "pgettext_lazy")
CONTEXT_PLURAL = ("npgettext", "npgettext_lazy")
KEYWORDS = {
    **dict.fromkeys(SINGULAR),
    **dict.fromkeys(PLURAL, (1, 2)),
    **dict.fromkeys(CONTEXT, ((1, "c"), 2)),
    **dict.fromkeys(CONTEXT_PLURAL, ((1, "c"), 2, 3)),
}
# These must agree with the environment of `kooperacja.ui`: trimming changes the source string.
JINJA = {
    "extensions": "jinja2.ext.i18n,jinja2.ext.do,jinja2.ext.loopcontrols",
    "newstyle_gettext": "true",
    "trimmed": "true",
    "silent": "false",
}

Key = tuple[str, str]


class Stable(Catalog):
    """A catalogue whose header holds no date and no tool version: a rerun changes nothing."""

    @override
    def __iter__(self) -> Iterator[Message]:
        header = "".join(f"{name}: {value}\n" for name, value in HEADERS)
        return chain([Message("", header)], self.messages())

    def messages(self) -> Iterator[Message]:
        messages = super().__iter__()
        next(messages)
        return messages


def empty() -> Stable:
    catalog = Stable(locale=LOCALE, fuzzy=False)
    # Babel's own Polish rule is worded differently; the project has one rule for all packages.
    catalog.mime_headers = list(HEADERS)
    return catalog


def po_path(package: str) -> Path:
    return PACKAGES / package / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def all_packages() -> list[str]:
    return sorted(found.parent.name for found in PACKAGES.glob("*/__init__.py"))


def sources(package: str) -> Iterator[tuple[Path, str]]:
    folder = PACKAGES / package
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.relative_to(folder).parts:
            yield path, "python"
    for path in sorted((folder / "templates").rglob("*")):
        if path.is_file():
            yield path, "jinja2.ext:babel_extract"


def extract(package: str) -> Stable:
    catalog = empty()
    for path, method in sources(package):
        options = JINJA if method.startswith("jinja2") else {}
        try:
            found = extract_from_file(method, path, KEYWORDS, ("Translators:",), options)
        except Exception as error:
            # Whatever the reader raises, the file is what its author needs to know.
            raise SystemExit(f"{path.relative_to(ROOT)}: {error}") from error
        for _, text, comments, context in found:
            place = (path.relative_to(PACKAGES).as_posix(), 0)
            catalog.add(text, None, [place], auto_comments=comments, context=context)
    return catalog


def read(package: str) -> Catalog:
    path = po_path(package)
    if not path.exists():
        return empty()
    with path.open("rb") as stream:
        return read_po(stream, locale=LOCALE, ignore_obsolete=False)


def key_of(message: Message) -> Key:
    """Gettext looks a string up by its context and singular; the plural is not part of the key."""
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", singular


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def translated(message: Message) -> bool:
    wanted = 3 if message.pluralizable else 1
    return len(strings(message)) == wanted and all(strings(message)) and not message.fuzzy


def entries(catalog: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in catalog if message.id}


Elsewhere = dict[Key, dict[tuple[str, ...], list[str]]]


def translations(packages: Iterable[str]) -> Elsewhere:
    """Every translation of every string, with the packages that use it."""
    found: Elsewhere = defaultdict(lambda: defaultdict(list))
    for package in packages:
        for key, message in entries(read(package)).items():
            if translated(message):
                found[key][strings(message)].append(package)
    return found


def borrowed(message: Message, known: Elsewhere) -> tuple[str, ...] | str:
    """A translation from another package, or blanks to be filled in by hand."""
    size = 3 if message.pluralizable else 1
    for texts in known.get(key_of(message), {}):
        if len(texts) == size:
            return texts if message.pluralizable else texts[0]
    return ("",) * size if message.pluralizable else ""


def merge(extracted: Stable, old: Catalog, known: Elsewhere) -> None:
    before = entries(old)
    for message in extracted.messages():
        message.locations.sort()
        previous = before.get(key_of(message))
        if previous and previous.pluralizable == message.pluralizable and any(strings(previous)):
            message.string = previous.string
            message.user_comments = previous.user_comments
            message.flags |= previous.flags & {"fuzzy"}
        else:
            message.string = borrowed(message, known)


def po_text(catalog: Stable) -> bytes:
    body = io.BytesIO()
    write_po(body, catalog, width=100, omit_header=True, sort_output=True, include_lineno=False)
    header = "".join(f'"{name}: {value}\\n"\n' for name, value in HEADERS)
    return f'msgid ""\nmsgstr ""\n{header}\n'.encode() + body.getvalue()


def mo_bytes(catalog: Stable) -> bytes:
    finished, stream = empty(), io.BytesIO()
    for message in filter(translated, catalog.messages()):
        finished[message.id] = message
    write_mo(stream, finished)
    return stream.getvalue()


def write_if_changed(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


class _AnyName(dict[str, int]):
    def __missing__(self, name: str) -> int:
        return 0


def names_in_braces(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)[^{}]*}", text))


def formats(text: str) -> bool:
    try:
        text % _AnyName()
    except (ValueError, TypeError):
        return False
    return True


def faults(message: Message, catalog: Catalog) -> Iterator[str]:
    if not translated(message):
        yield "fuzzy" if message.fuzzy else "untranslated"
        return
    for error in message.check(catalog):
        yield str(error)
    source = [message.id] if isinstance(message.id, str) else list(message.id)
    named = set().union(*map(names_in_braces, source))
    if any(names_in_braces(text) - named for text in strings(message)):
        yield "a name in braces that the source string does not have"
    # Jinja2 fills in placeholders in every string, so a bare percent sign breaks the page.
    in_template = any("/templates/" in place for place, _ in message.locations)
    if in_template and not all(map(formats, [*source, *strings(message)])):
        yield "write a percent sign as %% in templates"


def wrong_words(package: str, catalog: Stable) -> Iterator[str]:
    for key, message in sorted(entries(catalog).items()):
        for fault in faults(message, catalog):
            place = message.locations[0][0] if message.locations else "?"
            yield f"{package}: {key[1]!r} ({place}): {fault}"


def update(package: str, known: Elsewhere) -> list[str]:
    catalog = extract(package)
    path = po_path(package)
    if not entries(catalog) and not path.exists():
        return []
    merge(catalog, read(package), known)
    changed = write_if_changed(path, po_text(catalog))
    changed = write_if_changed(path.with_suffix(".mo"), mo_bytes(catalog)) or changed
    size = len(entries(catalog))
    print(f"{package}: {size} strings, {'written' if changed else 'unchanged'}")
    return list(wrong_words(package, catalog))


def check(package: str) -> Iterator[str]:
    catalog, old = extract(package), read(package)
    wanted, present = entries(catalog), entries(old)
    if not wanted and not present:
        return
    for key in sorted(wanted.keys() - present.keys()):
        yield f"{package}: {key[1]!r}: missing from the catalogue, run tools/messages.py {package}"
    for key in sorted(present.keys() - wanted.keys()):
        yield f"{package}: {key[1]!r}: no longer used, run tools/messages.py {package}"
    if old.obsolete:
        yield f"{package}: obsolete entries are left, run tools/messages.py {package}"
    merge(catalog, old, {})
    yield from wrong_words(package, catalog)
    compiled = po_path(package).with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(catalog):
        yield f"{package}: the compiled catalogue is stale, run tools/messages.py {package}"


def conflicts(known: Elsewhere) -> Iterator[str]:
    for (_, text), ways in sorted(known.items()):
        if len(ways) > 1:
            told = "; ".join(f"{' / '.join(way)} ({', '.join(who)})" for way, who in ways.items())
            yield f"{text!r} is translated in {len(ways)} ways: {told}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Extract, merge, compile and check the catalogues")
    parser.add_argument("packages", nargs="*", metavar="package", help="all, if none is named")
    parser.add_argument("--check", action="store_true", help="change nothing, only report")
    options = parser.parse_args()
    everything = all_packages()
    chosen: list[str] = options.packages or everything
    if unknown := sorted(set(chosen) - set(everything)):
        parser.error(f"no such package: {', '.join(unknown)}")
    known = translations(everything)
    work = check if options.check else lambda package: update(package, known)
    problems = [problem for package in chosen for problem in work(package)]
    problems += conflicts(translations(everything))
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(chosen)} packages, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
