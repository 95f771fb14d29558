"""Puts the plain worlds of the model into the database, many side by side, and asks the kernel.

An instant of the model is a microsecond after `ZERO`, so that the edges of an interval are tried to
the microsecond. Pacts are derived by the product's own derivation, never by the model's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection, models

from kooperacja.access import models as access
from kooperacja.access.compiler import ROW_COLUMNS, Column, Compiler
from kooperacja.accounts.models import User
from kooperacja.agreements import models as agreements
from kooperacja.agreements.derivation import derive
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END
from tests.kernel.model import FOREVER, World, pacts
from tests.kernel.scenes import AT, Scene, side_by_side

ZERO = datetime(2026, 10, 1, tzinfo=UTC)
BATCH = 400


def instant(moment: int) -> datetime:
    return OPEN_END if moment >= FOREVER else ZERO + timedelta(microseconds=moment)


NOW = instant(AT)


class Question(models.Model):
    """May this actor read a row with this label, for this purpose? A table of the proof only."""

    owner_id = models.BigIntegerField()
    anchor_id = models.BigIntegerField()
    subject_id = models.BigIntegerField()
    category = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    who_user = models.BigIntegerField()
    who_institution = models.BigIntegerField()
    who_role = models.CharField(max_length=30)
    who_purpose = models.CharField(max_length=30)

    class Meta:
        app_label = "kernel_proof"

    def __str__(self) -> str:
        return str(self.pk)


WHO_COLUMNS = {
    "user": Column("who_user"),
    "institution": Column("who_institution"),
    "role": Column("who_role"),
    "purpose": Column("who_purpose"),
    "action": "read",
}


def whole_predicate(scenes: Sequence[Scene]) -> list[bool]:
    """The kernel's answer to each scene: all of them in one statement."""
    placed = load(scenes)
    Question.objects.all().delete()
    _insert(Question, [_question(number, scene) for number, scene in enumerate(placed, 1)])
    condition = Compiler(ROW_COLUMNS, WHO_COLUMNS, NOW).whole()
    opened = set(Question.objects.filter(condition).values_list("pk", flat=True))
    return [number in opened for number in range(1, len(placed) + 1)]


def load(scenes: Iterable[Scene]) -> list[Scene]:
    """Write the scenes side by side, under ids of their own; returns them as they stand there."""
    world, placed = side_by_side(scenes)
    _write(world)
    return placed


def actor_of(scene: Scene) -> Actor:
    who = scene.actor
    return Actor(who.user, 0, who.institution, who.role, name="")


def _question(number: int, scene: Scene) -> Question:
    row, who = scene.row, scene.actor
    return Question(
        pk=number,
        owner_id=row.owner,
        anchor_id=row.anchor,
        subject_id=row.subject,
        category=row.category,
        level=row.level,
        who_user=who.user,
        who_institution=who.institution,
        who_role=who.role,
        who_purpose=scene.purpose,
    )


def _write(world: World) -> None:
    _create(
        User,
        ({"id": u, "email": f"u{u}@example.org", "is_active": on, "created_at": ZERO} for u, on in world.users.items()),
    )
    _create(Institution, ({"id": i, "name": f"I{i}", "short_name": f"I{i}"} for i in sorted(world.institutions)))
    _create(access.Anchor, ({"id": a.id, "kind": a.kind, "owner_id": a.owner} for a in world.anchors))
    _create(Membership, _facts(world.memberships, "role", "supervises", "user", "institution"))
    _create(access.RoleRight, _facts(world.role_rights, "role", "category", "action"))
    _create(access.KindPurpose, _facts(world.kind_purposes, "kind", "purpose"))
    _create(access.Authorisation, _facts(world.authorisations, "user", "institution", "category"))
    _create(access.Declaration, _facts(world.declarations, "user", "institution"))
    _create(access.Appointment, _facts(world.appointments, "user", "institution", "anchor", "capacity"))
    _create(access.Part, _facts(world.parts, "dossier", "subject"))
    _write_agreements(world)
    _create(access.Basis, _facts(world.bases, "id", "subject", "recipient", "category", "purpose"))
    shared = ("owner", "recipient", "anchor", "subject", "category", "purpose", "agreement", "basis")
    _create(access.Share, _facts(world.shares, *shared))
    _create(access.Veto, (_veto(veto) for veto in world.vetoes))
    if connection.vendor == "postgresql":
        # As after every bulk import: without statistics the planner believes that the tables are empty.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _write_agreements(world: World) -> None:
    named = {f.agreement for f in (*world.forces, *world.parties, *world.clauses, *world.shares)}
    _create(agreements.Agreement, ({"id": a, "ref": f"a{a}", "title": f"A{a}"} for a in sorted(named)))
    forces = _build(agreements.AgreementForce, _facts(world.forces, "agreement"))
    parties = _build(agreements.AgreementParty, _facts(world.parties, "agreement", "institution"))
    terms = _facts(world.clauses, "agreement", "category", "purpose", "max_level", "giver", "receiver")
    clauses = _build(agreements.Clause, terms)
    for facts in (forces, parties, clauses, list(derived(forces, parties, clauses))):
        _insert(type(facts[0]) if facts else None, facts)


def _build(model: Any, rows: Iterable[dict[str, Any]]) -> list[Any]:
    """Rows that are not saved yet, numbered, since pacts point to their clauses."""
    first = (model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    return [model(pk=number, **row) for number, row in enumerate(rows, first)]


def derived(*tables: Sequence[Any]) -> Iterator[agreements.Pact]:
    """The product's pacts of all these agreements."""
    by_agreement: dict[int, tuple[list[Any], ...]] = defaultdict(lambda: ([], [], []))
    for number, table in enumerate(tables):
        for fact in table:
            by_agreement[fact.agreement_id][number].append(fact)
    for forces, parties, clauses in by_agreement.values():
        yield from derive(forces, parties, clauses)


def expected_pacts(scenes: Iterable[Scene]) -> set[tuple[Any, ...]]:
    """The model's pacts, as plain rows."""
    return {
        (p.agreement, p.giver, p.receiver, p.category, p.purpose, p.max_level, instant(p.start), instant(p.end))
        for scene in scenes
        for p in pacts(scene.world)
    }


def stored_pacts() -> set[tuple[Any, ...]]:
    columns = ("agreement_id", "owner_id", "recipient_id", "category", "purpose", "max_level")
    return set(agreements.Pact.objects.values_list(*columns, "valid_from", "valid_to"))


FOREIGN = {
    *("user", "institution", "anchor", "dossier", "subject", "agreement"),
    *("giver", "receiver", "owner", "recipient", "basis"),
}


def _facts(facts: Iterable[Any], *names: str) -> Iterator[dict[str, Any]]:
    for fact in facts:
        keys = {f"{name}_id" if name in FOREIGN else name: getattr(fact, name) for name in names}
        yield {**keys, "valid_from": instant(fact.start), "valid_to": instant(fact.end), "recorded_at": ZERO}


def _veto(veto: Any) -> dict[str, Any]:
    return {
        "anchor_id": veto.anchor,
        "kind": veto.kind,
        "user_id": veto.user or 0,
        "institution_id": veto.institution or 0,
        "category": veto.category or "",
        "valid_from": instant(veto.start),
        "valid_to": instant(veto.end),
        "recorded_at": ZERO,
    }


def _create(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Rows given by column; the other columns get the defaults of the model."""
    _insert(model, list(rows), lambda row, name, default: row.get(name, default))


def _insert(model: Any, rows: list[Any], read: Callable[[Any, str, Any], Any] = getattr) -> None:
    """Plain rows by the engine's own bulk way: a hundred thousand worlds are two million rows."""
    if not rows:
        return
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or read(rows[0], f.attname, None)]
    named = [(field.attname, field.get_default()) for field in fields]
    table = [tuple(_stored(read(row, name, default)) for name, default in named) for row in rows]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    _bulk(connection.ops.quote_name(model._meta.db_table), columns, table)


def _bulk(table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(rows[0]))
            statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names come from models.
            cursor.executemany(statement, rows)


def _stored(value: Any) -> Any:
    return _instant_stored(value) if isinstance(value, datetime) else value


@cache
def _instant_stored(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)
