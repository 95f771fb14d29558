"""A column of words for searching: whatever the inflection, with diacritics or without.

A row keeps its folded words and the folded dictionary forms (lemmas) of each. A question is asked with the
lemmas of its words, so that „Malinowskiej” finds „Malinowska” and „Lomzy” finds „Łomża”. The column is filled
by itself whenever a row is written (docs/decisions/0032); the index beside it is kept by the database.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Any

from django.db import connection, models
from django.db.migrations.operations.base import Operation
from django.db.models import Lookup
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.folding import fold
from kooperacja.foundation.lemmas import REMEMBERED, lemmas_of

WORD = re.compile(r"[^\W_]+")
GROUPED = re.compile(r"\d{2,}(?:[ -]\d{2,})+")
LONGEST_WORD = 80
# What a question may hold. A longer one is a pasted document.
LONGEST_QUESTION, MOST_WORDS = 200, 12
# Shorter beginnings would find half of all words.
SHORTEST_BEGINNING = 3
# What Polish letters are typed as without diacritics, and how many readings of one word are tried.
RESTORED = {"a": "aą", "c": "cć", "e": "eę", "l": "lł", "n": "nń", "o": "oó", "s": "sś", "z": "zźż"}
MOST_READINGS = 600
# Words that narrow nothing: „w Łomży” is asked of rows that hold only a name.
SMALL = frozenset(
    ("a", "do", "i", "na", "o", "od", "oraz", "pan", "pani", "po", "pod", "przy", "u", "w", "we", "z", "ze")
)
# Surnames of one family: Malinowska, Malinowskiego, Malinowscy.
SURNAME = re.compile(r"(\w{2,}(?:s|c|dz))(?:k(?:i|a|ie|iej|iego|iemu|im|imi|ich)|cy)")


def words_of(*texts: str) -> str:
    """All words of the texts and their lemmas, folded, each once, in the order of the alphabet."""
    told = " ".join(texts)
    # A number of a telephone is typed with spaces and without.
    found = {re.sub(r"\D", "", number) for number in GROUPED.findall(told)}
    for word in _words(told):
        found |= {fold(word), *_bases(word)}
    return " ".join(sorted(found))


def question(text: str, said: frozenset[str] = frozenset()) -> str:
    """What is typed, as the engine in use is asked; empty where there is no word in it. `said` are folded lemmas
    of what the kind of row says by itself: a family is asked of „rodziny Malinowskich” without the first word.
    """
    if len(text) > LONGEST_QUESTION:
        sentence = _("Write at most %(number)s characters: a name, a number, or a few words.")
        raise RuleBroken("search.too_long", sentence % {"number": LONGEST_QUESTION}, field="q")
    words = list(dict.fromkeys(_words(text)))
    if len(words) > MOST_WORDS:
        sentence = _("Write at most %(number)s words: a name, a number, or what you remember.")
        raise RuleBroken("search.too_many_words", sentence % {"number": MOST_WORDS}, field="q")
    return _asked([(fold(word), _meant(word)) for word in _telling(words, said)])


def is_answered_by(text: str, told: str) -> bool:
    """Whether a short text would be found by what is typed, for lists that are in memory."""
    known = set(words_of(told).split())
    return all(
        _meant(word) & known
        or any(one == fold(word) or (len(word) >= SHORTEST_BEGINNING and one.startswith(fold(word))) for one in known)
        for word in _telling(_words(text), frozenset())
    )


def _telling(words: list[str], said: frozenset[str]) -> list[str]:
    """Those that narrow anything; all of them where none does."""
    return [word for word in words if fold(word) not in SMALL and not _meant(word) & said] or words


def _words(text: str) -> list[str]:
    """As they are typed, in small letters: letters of two code points are made one first."""
    return [word[:LONGEST_WORD] for word in WORD.findall(unicodedata.normalize("NFKC", text).lower())]


def _bases(word: str) -> set[str]:
    """The folded lemmas of a word as it is spelled, and the surname of the family."""
    bases = {part for lemma in lemmas_of(word) for part in WORD.findall(fold(lemma))}
    return bases | {f"{match[1]}ki" for one in (fold(word), *bases) if (match := SURNAME.fullmatch(one))}


@lru_cache(maxsize=REMEMBERED // 10)
def _meant(word: str) -> frozenset[str]:
    """The lemmas of a word that may have been typed without diacritics."""
    if word != fold(word):
        return frozenset(_bases(word))
    readings = islice(product(*(RESTORED.get(letter, letter) for letter in word)), MOST_READINGS)
    return frozenset[str]().union(*(_bases("".join(reading)) for reading in readings))


def _asked(words: Iterable[tuple[str, frozenset[str]]]) -> str:
    """Every word must be there, in any of its forms; what is typed may be the beginning of one."""
    if connection.vendor == "sqlite":
        beginning, one_of, every = '"{}"*', " OR ", " AND "
        exact = '"{}"'
    else:
        beginning, one_of, every = "'{}':*", " | ", " & "
        exact = "'{}'"
    parts = []
    for typed, meant in words:
        first = (beginning if len(typed) >= SHORTEST_BEGINNING else exact).format(typed)
        parts.append(one_of.join((first, *(exact.format(one) for one in sorted(meant - {typed})))))
    return every.join(f"({part})" for part in parts)


# ---- The column


class WordsField(models.TextField):  # type: ignore[type-arg]
    """Holds `words_of` the columns `sources`; nothing else writes it. With `of_kinds` only rows of these kinds
    have words.
    """

    def __init__(self, *args: Any, sources: Iterable[str] = (), of_kinds: Iterable[str] = (), **kwargs: Any) -> None:
        self.sources, self.of_kinds = tuple(sources), tuple(of_kinds)
        kwargs |= {"default": "", "editable": False, "blank": True}
        super().__init__(*args, **kwargs)

    @override
    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for usual in ("default", "editable", "blank"):
            kwargs.pop(usual, None)
        own = {"sources": list(self.sources)} | ({"of_kinds": list(self.of_kinds)} if self.of_kinds else {})
        return name, path, args, {**kwargs, **own}

    @override
    def db_type(self, connection: Any) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    @override
    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        read = (*self.sources, "kind") if self.of_kinds else self.sources
        words = self.of({name: getattr(model_instance, name) for name in read})
        vars(model_instance)[self.attname] = words
        return words

    def of(self, values: dict[str, Any]) -> str:
        if self.of_kinds and values["kind"] not in self.of_kinds:
            return ""
        return words_of(*(str(values[name] or "") for name in self.sources))

    def from_db_value(self, value: str | None, _expression: Any, connection: Any) -> str:
        """PostgreSQL tells its words in quotation marks, in an order of its own."""
        if connection.vendor != "postgresql":
            return value or ""
        return " ".join(sorted(word.strip("'") for word in (value or "").split()))


@WordsField.register_lookup
class Found(Lookup):
    """`words__found=question(text)`."""

    lookup_name = "found"
    prepare_rhs = False

    @override
    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        column: Any = self.lhs
        meta = column.target.model._meta
        return _among(compiler, connection, meta.pk.get_col(column.alias), meta), [self.rhs]


@models.ForeignKey.register_lookup
class FoundThere(Lookup):
    """`key__found=question(text)`: the row that the key leads to has the words. Without a join, so that SQLite
    can begin with the few rows that the index of words finds.
    """

    lookup_name = "found"
    prepare_rhs = False

    @override
    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column: Any = self.lhs
        key, params = self.process_lhs(compiler, connection)
        there = connection.ops.quote_name(column.output_field.related_model._meta.db_table)
        found = f"EXISTS (SELECT 1 FROM {there} there WHERE there.id = {key} AND there.words @@ %s::tsquery)"  # noqa: S608 - our own names.
        return found, [*params, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        column: Any = self.lhs
        return _among(compiler, connection, column, column.output_field.related_model._meta), [self.rhs]


def _among(compiler: Any, connection: Any, column: Any, meta: Any) -> str:
    """FTS5 takes an empty question for a fault; one without a word finds nothing, as on PostgreSQL."""
    row, _none = compiler.compile(column)
    index = connection.ops.quote_name(index_of(meta.db_table))
    asked = "coalesce(nullif(%s, ''), '\"_\"')"
    return f"{row} IN (SELECT rowid FROM {index} WHERE {index} MATCH {asked})"  # noqa: S608 - our own names.


def words_fields(model: type[models.Model]) -> Iterator[WordsField]:
    return (one for one in model._meta.concrete_fields if isinstance(one, WordsField))


def derived(row: Any, changes: dict[str, Any]) -> dict[str, str]:
    """The words of a row after changes of columns that they are made of."""
    fields = [one for one in words_fields(type(row)) if set(one.sources) & changes.keys()]
    return {one.attname: one.of({**vars(row), **changes}) for one in fields}


# ---- The index


def index_of(table: str) -> str:
    return f"{table}_words"


SQLITE = (
    """CREATE VIRTUAL TABLE "{index}" USING fts5(words, content='{table}', content_rowid='id', """
    """tokenize='unicode61 remove_diacritics 0', prefix='3', detail='none')""",
    """CREATE TRIGGER "{index}_added" AFTER INSERT ON "{table}" BEGIN
    INSERT INTO "{index}" (rowid, words) VALUES (NEW.id, NEW.words); END""",
    """CREATE TRIGGER "{index}_gone" AFTER DELETE ON "{table}" BEGIN
    INSERT INTO "{index}" ("{index}", rowid, words) VALUES ('delete', OLD.id, OLD.words); END""",
    """CREATE TRIGGER "{index}_changed" AFTER UPDATE OF words ON "{table}" WHEN OLD.words <> NEW.words BEGIN
    INSERT INTO "{index}" ("{index}", rowid, words) VALUES ('delete', OLD.id, OLD.words);
    INSERT INTO "{index}" (rowid, words) VALUES (NEW.id, NEW.words); END""",
)
POSTGRESQL = ("""CREATE INDEX "{index}" ON "{table}" USING gin (words)""",)


class IndexWords(Operation):
    """The index of the words of a model: FTS5, kept by triggers, or GIN."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    @override
    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state of the models says nothing of it."""

    @override
    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
        for statement in statements:
            schema_editor.execute(statement.format(table=table, index=index_of(table)))

    @override
    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        index = index_of(from_state.apps.get_model(app_label, self.model_name)._meta.db_table)
        if schema_editor.connection.vendor != "sqlite":
            schema_editor.execute(f'DROP INDEX "{index}"')
            return
        for trigger in ("added", "gone", "changed"):
            schema_editor.execute(f'DROP TRIGGER "{index}_{trigger}"')
        schema_editor.execute(f'DROP TABLE "{index}"')

    @override
    def describe(self) -> str:
        return f"Index the words of {self.model_name}"


class WatchWordsAgain(Operation):
    """The last operation of a migration that changes a searchable table: SQLite makes such a table anew, and the
    triggers that keep its index go with the old one.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    @override
    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state of the models says nothing of it."""

    @override
    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        index = index_of(table)
        for name, statement in zip(("added", "gone", "changed"), SQLITE[1:], strict=True):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{index}_{name}"')
            schema_editor.execute(statement.format(table=table, index=index))
        schema_editor.execute(f"""INSERT INTO "{index}" ("{index}") VALUES ('rebuild')""")  # noqa: S608 - our own names.

    @override
    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.database_forwards(app_label, schema_editor, from_state, to_state)

    @override
    def describe(self) -> str:
        return f"Keep the index of the words of {self.model_name}"
