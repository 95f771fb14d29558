"""Functions in PostgreSQL that the policies of row-level security call, made of the same grounds.

A policy is planned anew with every statement, once for each time that a table is named; the body of a
function is planned once in a session. So a policy holds little more than comparisons with the actor's
`kooperacja_standing()`, and what few rows need lies in functions (docs/decisions/0024).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, cast

from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.db.models.expressions import Expression
from django.db.models.lookups import Exact, In
from django.db.utils import ConnectionHandler
from psycopg.sql import Literal
from typing_extensions import override

from kooperacja.access.compiler import ROW_COLUMNS, Binding, Compiler, _attname
from kooperacja.access.grounds import ACCOUNT, ANCHOR, GROUNDS, LAW, MEMBERSHIP, PRE, VETOES, Fact, Ground, Terms
from kooperacja.access.models import Anchor
from kooperacja.access.permit import NAMES

NUMBER, TEXT, INSTANT = models.BigIntegerField(), models.TextField(), models.DateTimeField()
Fields = dict[str, "models.Field[Any, Any]"]
WHO: Fields = {"user": NUMBER, "institution": NUMBER, "role": TEXT, "purpose": TEXT, "action": TEXT}
ROW: Fields = {"owner": NUMBER, "anchor": NUMBER, "subject": NUMBER, "category": TEXT, "level": NUMBER}
TYPES: dict[Any, str] = {NUMBER: "bigint", TEXT: "text", INSTANT: "timestamptz"}
CLAIMED: Fields = {**WHO, "at": INSTANT, "reason": TEXT}


class Given(Expression):
    """A parameter of a function, or a column of the actor's standing, by its name in SQL."""

    def __init__(self, name: str, field: "models.Field[Any, Any]" = TEXT) -> None:
        super().__init__(output_field=field)
        self.name = name

    @override
    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return self.name, ()


class Asked(Func):
    """A condition of SQL's own: `%(expressions)s` are columns, the rest are names of ours."""

    def __init__(self, template: str, *columns: "str | Asked") -> None:
        super().__init__(*columns, template=template, output_field=models.BooleanField())


class PolicyCompiler(Compiler):
    """The compiler where the actor, too, is known only when the statement runs."""

    @override
    def _within(self, actions: Iterable[str]) -> Q:
        return Q(In(self.who["action"], sorted(actions))) if actions else Q(pk__in=[])

    @override
    def same_institution(self) -> Q:
        owner = self.row["owner"]
        if isinstance(owner, Given):
            return Q(Exact(owner, self.who["institution"]))
        return super().same_institution()


def _who(before: str) -> dict[str, Given]:
    return {name: Given(f"{before}who_{name}", field) for name, field in WHO.items()}


def of_policy() -> PolicyCompiler:
    """The row is columns, the actor the one whom `kooperacja_standing() AS my` tells."""
    return PolicyCompiler(ROW_COLUMNS, _who("my."), cast("Any", Given("my.who_at", INSTANT)))


def of_function(**other: Given) -> PolicyCompiler:
    """Row and actor are parameters."""
    row: Binding = {name: Given(f"row_{name}", field) for name, field in ROW.items()}
    return PolicyCompiler({**row, **other}, {**_who(""), **other}, cast("Any", Given("who_at", INSTANT)))


# ---- What a policy asks of a labelled row


def _rests_on_row(fact: Fact) -> bool:
    return any(term.startswith("row.") for _column, terms in fact.keys for term in terms)


# Grounds of the own institution, of which all but the anchor is known of the actor beforehand: what is left
# of each when the anchor is the owner's and kept by law, and by which of them he reaches an anchor.
OWN = tuple(ground for ground in GROUNDS if ground.facts[:2] == (ANCHOR, LAW))
WAYS = tuple(ground.facts[2:] for ground in OWN)
REACHES = tuple(way for way in WAYS if _rests_on_row(way[0]))
# Grounds that begin with reaching the anchor, each with what is asked beyond it.
SHOWN = tuple(
    (ground, ground.facts[len(way) :]) for ground in GROUNDS for way in REACHES if ground.facts[: len(way)] == way
)
OTHERS = tuple(ground for ground in GROUNDS if ground not in OWN and not any(ground == shown for shown, _rest in SHOWN))
_CLAIM = ", ".join(f"my.who_{name}" for name in (*WHO, "at"))
_ROW = ("owner_id", "anchor_id", "subject_id", "category", "level")


def whole() -> Q:
    """What `Compiler.whole` opens, for the actor of the transaction."""
    compiler = of_policy()
    reached, possible = _reached(), Q(Asked("my.grounds <> '{}'"))
    mine = compiler.side(_like(OWN)) & (Q(Asked("my.supervises")) | Q(reached)) & Q(_kept())
    others = Asked(f"kooperacja_opens(my.grounds, {_CLAIM}, %(expressions)s)", *_ROW, reached)
    every = compiler.locked()
    bound = Q(every) & Q(Asked(f"kooperacja_bound({_CLAIM}, %(expressions)s)", *_ROW))
    opened = mine | ((Q(reached) | possible) & Q(others))
    return Q(Asked("%(expressions)s = ANY(my.categories)", "category")) & opened & ~bound


def _like(grounds: Sequence[Ground]) -> Ground:
    """One of several that hold on the same side and for the same actions."""
    [_sides] = {(ground.mine, ground.theirs) for ground in grounds}
    return grounds[0]


def _reached() -> Asked:
    return Asked("%(expressions)s = ANY(my.reached)", "anchor_id")


def _kept() -> Exists:
    """The anchor is the owner's, and of a kind that is kept for the purpose."""
    lawful = Asked("%(expressions)s = ANY(my.kinds)", "kind")
    return Exists(Anchor._base_manager.filter(lawful, pk=OuterRef("anchor_id"), owner_id=OuterRef("owner_id")))


# ---- The functions

HEAD = """
CREATE OR REPLACE FUNCTION kooperacja_sealed() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM public.kooperacja_seal AS pad
        WHERE current_setting('kooperacja.seal', true) = encode(sha256(pad.outside || sha256(pad.inside || convert_to(
            {message}, 'UTF8'))), 'hex')
    );
END $$;

-- Who asks, and what is known of him whatever the row: one row, or none where the claim is not sealed.
-- All settings are read in one call, so that nothing in a statement can change one between two others.
CREATE FUNCTION kooperacja_standing() RETURNS TABLE ({columns})
LANGUAGE plpgsql STABLE ROWS 1 SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF kooperacja_sealed() IS NOT TRUE THEN
        RETURN;
    END IF;
{settings}
    acting := {acting};
    IF acting AND who_action IN ({actions})
        AND {beyond} THEN
        categories := ARRAY(SELECT listed.value FROM ({categories}) AS listed (value) WHERE {allowed});
        kinds := ARRAY({kinds});
        supervises := {supervises};
        grounds := ARRAY(SELECT each.name FROM (VALUES {grounds}) AS each (name, possible) WHERE each.possible);
        reached := ARRAY({reached});
    END IF;
    RETURN NEXT;
END $$;

-- Grounds that need facts about the row, where the actor has what each of them needs of him: he reaches
-- its anchor, or the ground is possible for him at all.
CREATE FUNCTION kooperacja_opens(grounds text[], {parameters}, reached boolean) RETURNS boolean
LANGUAGE plpgsql STABLE COST 1000
AS $$
BEGIN
{opens}    RETURN false;
END $$;

-- Vetoes, asked for rows on whose anchor or subject one lies.
CREATE FUNCTION kooperacja_bound({parameters}) RETURNS boolean
LANGUAGE plpgsql STABLE COST 1000
AS $$
BEGIN
{bound}    RETURN false;
END $$;
"""
FUNCTIONS = ("standing", "opens", "bound")
COLUMNS = (
    *(f"{'who_' if name != 'reason' else ''}{name} {TYPES[field]}" for name, field in CLAIMED.items()),
    "acting boolean",
    "categories text[]",
    "kinds text[]",
    "supervises boolean",
    "grounds text[]",
    "reached bigint[]",
)


def routines() -> str:
    """The SQL of all functions."""
    facts = [fact for fact in PRE if fact not in (ACCOUNT, MEMBERSHIP)]
    of_rows = [fact for fact in facts if _rests_on_row(fact)]
    here = of_function()
    actions = sorted(set[str]().union(*(ground.mine | ground.theirs for ground in GROUNDS)))
    parameters = [f"{name} {TYPES[field]}" for name, field in _parameters().items()]
    return _in_schema(
        HEAD.format(
            message=" || '|' || ".join(f"current_setting('kooperacja.{name}', true)" for name in NAMES),
            columns=", ".join(COLUMNS),
            settings="\n".join(_setting(name) for name in NAMES),
            acting=_all(here, (ACCOUNT, MEMBERSHIP)),
            actions=_texts(actions),
            beyond=_all(here, [fact for fact in facts if fact not in of_rows]),
            categories=_values(here, of_rows[:1], "row.category"),
            allowed=_all(of_function(category=Given("listed.value")), of_rows[1:]),
            kinds=_values(here, [LAW], "anchor.kind"),
            supervises=_any(here, [way for way in WAYS if way not in REACHES]),
            reached=" UNION ALL ".join(_values(here, way, "row.anchor") for way in REACHES),
            parameters=", ".join(parameters),
            grounds=", ".join(f"('{ground.name}', {_all(here, _of_actor(ground))})" for ground in OTHERS),
            opens="".join(_opening(here)),
            bound="".join(_step(here.veto(veto)) for veto in VETOES),
        )
    )


def _in_schema(text: str) -> str:
    """Tables by their whole names, whatever the search path of the session."""
    return text.replace('FROM "', 'FROM public."').replace('JOIN "', 'JOIN public."')


def _parameters() -> Fields:
    who: Fields = {f"who_{name}": field for name, field in (*WHO.items(), ("at", INSTANT))}
    return who | {f"row_{name}": field for name, field in ROW.items()}


def _setting(name: str) -> str:
    """An empty setting is NULL, which equals nothing."""
    variable = name if name == "reason" else f"who_{name}"
    return f"    {variable} := NULLIF(current_setting('kooperacja.{name}', true), '')::{TYPES[CLAIMED[name]]};"


def _opening(compiler: Compiler) -> Iterator[str]:
    """Grounds of one side that ask the same beyond the anchor are one."""
    yield from dict.fromkeys(_ground(compiler, "reached", ground, rest) for ground, rest in SHOWN)
    for ground in OTHERS:
        yield _ground(compiler, f"'{ground.name}' = ANY(grounds)", ground, ground.facts)


def _ground(compiler: Compiler, known: str, ground: Ground, facts: Sequence[Fact]) -> str:
    """What is only compared comes first and by itself: a select costs, even one that is not run."""
    before = sql(Anchor, compiler.side(ground))
    step = _step(Q(compiler.chain(facts)))
    return f"    IF {known} AND {before} THEN\n    {step}    END IF;\n"


def _step(wanted: Q) -> str:
    return f"    IF {sql(Anchor, wanted)} THEN RETURN true; END IF;\n"


def _of_actor(ground: Ground) -> list[Fact]:
    """What a ground needs of the actor, whatever the row: his facts, without what ties them to it."""
    own = [fact for fact in ground.facts if ("user", ("who.user",)) in fact.keys]
    return [replace(fact, keys=tuple(key for key in fact.keys if not _is_tied(key))) for fact in own]


def _is_tied(key: tuple[str, Terms]) -> bool:
    return any(not term.startswith(("who.", "'")) for term in key[1])


def _all(compiler: Compiler, facts: Sequence[Fact]) -> str:
    return " AND ".join(sql(Anchor, Q(compiler.chain((fact,)))) for fact in facts)


def _any(compiler: Compiler, chains: Sequence[Sequence[Fact]]) -> str:
    return " OR ".join(sql(Anchor, Q(compiler.chain(chain))) for chain in chains)


def _values(compiler: Compiler, chain: Sequence[Fact], term: str) -> str:
    """A chain asked the other way round: the values of a term with which it holds."""
    head = chain[0]
    [column] = [column for column, terms in head.keys if terms == (term,)]
    free = replace(head, keys=tuple((name, terms) for name, terms in head.keys if name != column))
    rows = compiler.rows((free, *chain[1:])).values(_attname(column))
    return compiled(lambda making: making.as_sql(), rows.query)


# ---- As SQL


def sql(model: type[models.Model], wanted: Q) -> str:
    """A condition on rows of `model` as SQL of PostgreSQL, whatever database is in use here."""

    def where(making: Any) -> tuple[str, Sequence[Any]]:
        making.setup_query()
        text, values = making.compile(making.query.where)
        return text, values

    return f"({compiled(where, model._base_manager.filter(wanted).query)})"


def compiled(make: Any, query: Any) -> str:
    """Values written out, and one line for each part."""
    text, values = make(query.get_compiler(connection=_postgresql()))
    text = text % tuple(Literal(value).as_string(None).strip() for value in values)
    for word in (" OR ", " AND EXISTS(", " AND NOT ("):
        text = text.replace(word, f"\n   {word}")
    return str(text)


def _texts(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


@cache
def _postgresql() -> Any:
    """A connection that is never opened: it only knows how PostgreSQL writes things."""
    return ConnectionHandler({"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "-"}})["default"]
