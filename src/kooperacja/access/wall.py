"""The second wall in a database of PostgreSQL: it is laid by the owner of the tables, and it is looked at.

On SQLite there is none, and nothing here does anything.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, LiteralString

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Composable, Identifier, Literal

from kooperacja.access.actions.law import DERIVED
from kooperacja.access.permit import Claim, pads, permit, protected_tables
from kooperacja.access.policies import FILE
from kooperacja.audit.models import Entry, EntrySubject
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import NotFound

TRAIL = (Entry, EntrySubject)
SEAL = "kooperacja_seal"


# Where PostgreSQL checks a row that is written; its sentences are in the language of the server.
CHECKS = "ExecWithCheckOptions"


def is_possible() -> bool:
    return connection.vendor == "postgresql"


def refusal(error: Exception) -> NotFound | None:
    """What a worker is told of a write that the policies have refused, and nobody before them."""
    cause = error.__cause__
    if not isinstance(cause, InsufficientPrivilege) or cause.diag.source_function != CHECKS:
        return None
    return NotFound("wall.refused", _("There is no such page, or you have no access to it."))


# ---- Laying it


@transaction.atomic
def lay() -> None:
    """Put the policies and the key of the seal into the database, as the owner of its tables."""
    _ask(FILE.read_text(encoding="utf-8"))
    _ask(_said("COMMENT ON FUNCTION kooperacja_sealed() IS {mark}", mark=Literal(_mark())))
    _ask("DELETE FROM kooperacja_seal")
    _ask("INSERT INTO kooperacja_seal (inside, outside) VALUES (%s, %s)", *pads())


@transaction.atomic
def lift() -> None:
    """Take the policies away for migrations, which may not change a column that a policy names. Without
    any policy the tables stay closed to all but their owner.
    """
    found = _ask("SELECT tablename, policyname FROM pg_policies WHERE starts_with(policyname, 'kooperacja_')")
    for table, policy in found:
        names = {"table": Identifier(table), "policy": Identifier(policy)}
        _ask(_said("DROP POLICY {policy} ON {table}", **names))
        _ask(_said("ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", **names))


@transaction.atomic
def admit(role: str, password: str) -> None:
    """Make the role of the application, or take up one that is there, and give it what it needs: no
    table is its own, and it may neither empty the trail nor change what is in it.
    """
    names = {"role": Identifier(role), "database": Identifier(_database()), **_groups()}
    if not _ask("SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        _ask(_said("CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE", **names))
    if password:
        _ask(_said("ALTER ROLE {role} PASSWORD {password}", password=Literal(password), **names))
    if _ask("SELECT 1 FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner WHERE rolname = %s", role):
        _ask(_said("REASSIGN OWNED BY {role} TO CURRENT_USER", **names))
    for right in RIGHTS:
        _ask(_said(right, **names))


RIGHTS = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE DELETE ON {protected} FROM {role}",
    "REVOKE UPDATE, DELETE ON {trail} FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON {law} FROM {role}",
    "REVOKE ALL ON {seal} FROM {role}",
)


def _said(statement: LiteralString, **parts: Composable) -> str:
    return SQL(statement).format(**parts).as_string(None)


def _groups() -> dict[str, Composable]:
    """Tables by what the application may do with them."""
    law = [model._meta.db_table for model, _lines, _names in DERIVED]
    groups = {
        "protected": protected_tables(),
        "trail": [model._meta.db_table for model in TRAIL],
        "law": [*law, "django_migrations"],
        "seal": [SEAL],
    }
    return {name: SQL(", ").join(map(Identifier, tables)) for name, tables in groups.items()}


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _ask(statement: str, *values: Any) -> list[Any]:
    """The one place of these statements: their words are ours, and names in them are quoted."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def _mark() -> str:
    """Which script was run; a newer program comes with another one."""
    return sha256(FILE.read_bytes()).hexdigest()


# ---- Looking at it


@dataclass(frozen=True, slots=True)
class Wall:
    """How the second wall stands for the role that is connected now."""

    role: str
    above: bool
    owner: bool
    gaps: tuple[str, ...]
    current: bool
    sealed: bool

    @property
    def is_whole(self) -> bool:
        return not self.gaps and self.current and self.sealed


@transaction.atomic
def wall() -> Wall:
    """`above`: policies do not bind this role. `owner`: it could take them away. `gaps`: protected tables
    without them. `current`: the script that was run is that of this program. `sealed`: the database
    takes what the application says for true.
    """
    [(role, above)] = _ask("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    [(gaps, owner)] = _ask(STANDING, list(protected_tables()))
    [(mark,)] = _ask("SELECT obj_description(to_regprocedure('kooperacja_sealed()'), 'pg_proc')")
    return Wall(role, above, bool(owner), tuple(gaps), mark == _mark(), not gaps and _is_sealed())


STANDING = """
    SELECT coalesce(array_agg(name) FILTER (WHERE policies < 3 OR forced IS NOT TRUE), '{}'), bool_or(mine)
    FROM (
        SELECT name, relrowsecurity AND relforcerowsecurity AS forced, relowner = current_user::regrole AS mine,
            (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid) AS policies
        FROM unnest(%s::text[]) AS name LEFT JOIN pg_class ON pg_class.oid = to_regclass(name)
    ) AS seen
"""


def _is_sealed() -> bool:
    with permit(Claim(at=now())):
        [(sealed,)] = _ask("SELECT kooperacja_sealed()")
    return bool(sealed)
