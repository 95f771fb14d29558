"""Row-level security of PostgreSQL, made of the same grounds by the same compiler (docs/decisions/0020).

`policies()` is the SQL; it lies beside as `sql/policies.sql`, where a reviewer reads what changed. After a
change of grounds, labels or permitted reasons: `kooperacja policies --write`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Expression
from django.db.models.lookups import Exact, In
from django.db.utils import ConnectionHandler
from psycopg.sql import Literal
from typing_extensions import override

from kooperacja.access.compiler import ROW_COLUMNS, Compiler
from kooperacja.access.grounds import ACCOUNT, ANCHOR, MEMBERSHIP
from kooperacja.access.models import Guarded, Labelled
from kooperacja.access.permit import NAMES
from kooperacja.access.unrestricted import PERMITTED

FILE = Path(__file__).parent / "sql" / "policies.sql"


class Setting(Expression):
    """What the transaction claims, as a scalar sub-select: read once in a statement, not once a row.
    A setting that is missing is NULL, which equals nothing: no rows.
    """

    def __init__(self, name: str, kind: str, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name, self.kind = name, kind

    @override
    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return f"(SELECT NULLIF(current_setting('kooperacja.{self.name}', true), '')::{self.kind})", ()


WHO = {
    "user": Setting("user", "bigint", models.BigIntegerField()),
    "institution": Setting("institution", "bigint", models.BigIntegerField()),
    "role": Setting("role", "text", models.TextField()),
    "purpose": Setting("purpose", "text", models.TextField()),
    "action": Setting("action", "text", models.TextField()),
}
AT = Setting("at", "timestamptz", models.DateTimeField())
REASON = Setting("reason", "text", models.TextField())


class PolicyCompiler(Compiler):
    """The compiler where the action, too, is known only when the statement runs."""

    @override
    def _within(self, actions: Iterable[str]) -> Q:
        return Q(In(self.who["action"], sorted(actions)))


def compiler() -> Compiler:
    return PolicyCompiler(ROW_COLUMNS, WHO, cast("Any", AT))


@dataclass(frozen=True, slots=True)
class Policy:
    """Conditions of one table: which rows a statement sees, adds, and changes into what."""

    select: Q
    insert: Q
    update: Q
    check: Q


def policy(model: type[Guarded]) -> Policy:
    """Reading: whatever `Compiler.whole` opens. Writing: the owner's side, by somebody who acts for it
    now; what the owner's people may change is decided by the actions. A permitted reason opens its own
    tables. While a row is added or changed its writer sees his institution's rows: PostgreSQL asks the
    policy of reading about the new row too, and a new row is in nobody's team yet.
    """
    name = str(model._meta.model_name)
    read, written = (_reasons(name, way) for way in ("reads", "writes"))
    acting = Q(compiler().chain((ACCOUNT,))) & Q(compiler().chain((MEMBERSHIP,)))
    adding, changing = _action("insert"), _action("update")
    if not issubclass(model, Labelled):
        through = _visible_side(model)
        return Policy(
            select=read | (adding & acting) | through,
            insert=adding & (acting | written),
            update=changing & (written | through),
            check=changing,
        )
    own = compiler().same_institution() & acting
    coherent = Q(compiler().chain((ANCHOR,)))
    return Policy(
        select=read | ((adding | changing) & own) | compiler().whole(),
        insert=adding & coherent & (own | written),
        update=changing & (own | written),
        check=changing & coherent & (own | written),
    )


def _action(name: str) -> Q:
    return Q(Exact(WHO["action"], name))


def _reasons(name: str, way: str) -> Q:
    reasons = sorted(reason for reason, permitted in PERMITTED.items() if name in getattr(permitted, way))
    return Q(In(REASON, reasons)) if reasons else Q(pk__in=[])


def _visible_side(model: type[Guarded]) -> Q:
    """A row that has no label is seen through a labelled one, whose own policy decides."""
    condition = Q(pk__in=[])
    for labelled in protected():
        for field in labelled._meta.concrete_fields:
            if field.related_model is model and issubclass(labelled, Labelled):
                condition |= Q(Exists(labelled._base_manager.filter(**{field.attname: OuterRef("pk")})))
    return condition


def protected() -> list[type[Guarded]]:
    """Every protected table, in the order of their names."""
    found = [model for model in apps.get_models() if issubclass(model, Guarded)]
    return sorted(found, key=lambda model: model._meta.db_table)


# ---- As SQL

HEAD = """\
-- Row-level security. Generated by `kooperacja policies --write` from access.grounds; do not edit.
-- `kooperacja migrate` runs it. Why it is so: docs/decisions/0020.

CREATE TABLE IF NOT EXISTS kooperacja_seal (inside bytea NOT NULL, outside bytea NOT NULL);
REVOKE ALL ON kooperacja_seal FROM PUBLIC;

CREATE OR REPLACE FUNCTION kooperacja_sealed() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.kooperacja_seal AS pad
        WHERE current_setting('kooperacja.seal', true) = encode(sha256(pad.outside || sha256(pad.inside || convert_to(
            {message}, 'UTF8'))), 'hex')
    )
$$;
"""
TABLE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS kooperacja_select ON {table};
DROP POLICY IF EXISTS kooperacja_insert ON {table};
DROP POLICY IF EXISTS kooperacja_update ON {table};
CREATE POLICY kooperacja_select ON {table} FOR SELECT USING ((CASE WHEN {sealed} AND {select} THEN 1 END) IS NOT NULL);
CREATE POLICY kooperacja_insert ON {table} FOR INSERT WITH CHECK ({sealed} AND {insert});
CREATE POLICY kooperacja_update ON {table} FOR UPDATE USING ({sealed} AND {update})
WITH CHECK ({sealed} AND {check});
"""
# The planner cannot tell how many rows a policy leaves and would guess next to none, which makes it walk
# whole tables once a row. Of `IS NOT NULL` it believes that nearly all are left; the door tells it the rest.
SEALED = "(SELECT kooperacja_sealed())"


def policies() -> str:
    """The whole script; the same on every machine, and running it again changes nothing."""
    message = " || '|' || ".join(f"current_setting('kooperacja.{name}', true)" for name in NAMES)
    return HEAD.format(message=message) + "".join(script(model) for model in protected())


def script(model: type[Guarded]) -> str:
    """The policies of one table."""
    conditions = policy(model)
    parts = {name: condition(model, getattr(conditions, name)) for name in Policy.__slots__}
    return TABLE.format(table=f'"{model._meta.db_table}"', sealed=SEALED, **parts)


def condition(model: type[models.Model], wanted: Q) -> str:
    """A condition on rows of `model` as SQL of PostgreSQL, whatever database is in use here."""
    query = model._base_manager.filter(wanted).query
    making = query.get_compiler(connection=_postgresql())
    making.setup_query()
    sql, values = making.compile(query.where)
    literals = (Literal(value).as_string(None).strip() for value in values)
    return _in_lines(sql % tuple(literals))


def _in_lines(sql: str) -> str:
    for word in (" OR ", " AND EXISTS(", " AND NOT ("):
        sql = sql.replace(word, f"\n   {word}")
    return f"({sql})"


@cache
def _postgresql() -> Any:
    """A connection that is never opened: it only knows how PostgreSQL writes things."""
    return ConnectionHandler({"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "-"}})["default"]
