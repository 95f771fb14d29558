"""Puts the plain worlds of the model into the database, many side by side, and asks the kernel.

An instant of the model is a microsecond after `ZERO`, so that the edges of an interval are tried to
the microsecond. Pacts are derived by the product's own derivation, never by the model's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import Case, When

from kooperacja.access import models as access
from kooperacja.access.compiler import ROW_COLUMNS, Column, Compiler
from kooperacja.accounts.models import User
from kooperacja.agreements import models as agreements
from kooperacja.agreements.derivation import derive
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END
from tests.kernel.model import ACTIONS, FOREVER, World, pacts
from tests.kernel.scenes import AT, STRIDE, Scene, placed

ZERO = datetime(2026, 10, 1, tzinfo=UTC)
BATCH = 400


def instant(moment: int) -> datetime:
    return OPEN_END if moment >= FOREVER else ZERO + timedelta(microseconds=moment)


NOW = instant(AT)


class Question(models.Model):
    """May this actor do this with a row with this label, for this purpose? A table of the proof only."""

    scene = models.IntegerField()
    owner_id = models.BigIntegerField()
    anchor_id = models.BigIntegerField()
    subject_id = models.BigIntegerField()
    category = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    who_user = models.BigIntegerField()
    who_institution = models.BigIntegerField()
    who_role = models.CharField(max_length=30)
    who_purpose = models.CharField(max_length=30)
    who_action = models.CharField(max_length=10)

    class Meta:
        app_label = "kernel_proof"

    def __str__(self) -> str:
        return str(self.pk)


WHO_COLUMNS = {
    "user": Column("who_user"),
    "institution": Column("who_institution"),
    "role": Column("who_role"),
    "purpose": Column("who_purpose"),
    "action": Column("who_action"),
}


def whole_predicate(scenes: Sequence[Scene]) -> list[frozenset[str]]:
    """The actions that the kernel opens in each scene: all of them in one statement. Whoever may do
    something is among those of whom "who can see this" asks.
    """
    ask(scenes)
    compiler = Compiler(ROW_COLUMNS, WHO_COLUMNS, NOW)
    asked = Case(When(compiler.possible(), then=True), default=False)
    opened: dict[int, set[str]] = defaultdict(set)
    found = Question.objects.filter(compiler.whole()).annotate(asked=asked)
    for scene, action, is_asked in found.values_list("scene", "who_action", "asked"):
        assert is_asked, f"who_can_see would not ask of the actor of {scenes[scene]}"
        opened[scene].add(action)
    return [frozenset(opened[number]) for number in range(len(scenes))]


def ask(scenes: Sequence[Scene]) -> None:
    """Put the scenes and the question about each action into the database."""
    placed = load(scenes)
    Question.objects.all().delete()
    _insert(Question, [_question(scene, action, at) for at, scene in enumerate(placed) for action in ACTIONS])
    _learned(Question)


def load(scenes: Sequence[Scene]) -> list[Scene]:
    """Write the worlds of the scenes side by side, under ids of their own, as `side_by_side` does in
    the model. Returns the scenes with the actor and the row as they stand there.
    """
    tables: dict[Any, list[tuple[Any, ...]]] = {model: [] for model in ORDER}
    for number, scene in enumerate(scenes):
        for plain in _plain_rows(scene.world):
            tables[plain.model].append(plain.moved(STRIDE * number))
    for model in LAW:
        model._base_manager.all().delete()
        tables[model] = list(dict.fromkeys(tables[model]))
    for model, rows in tables.items():
        _write(model, rows)
    _learned(*tables)
    return [placed(scene, STRIDE * number) for number, scene in enumerate(scenes)]


def _learned(*models: Any) -> None:
    """As after every bulk import: without statistics PostgreSQL's planner believes that the tables are empty."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(f'"{model._meta.db_table}"' for model in models))


def actor_of(scene: Scene) -> Actor:
    who = scene.actor
    return Actor(who.user, 0, who.institution, who.role, name="")


def _question(scene: Scene, action: str, number: int) -> Question:
    row, who = scene.row, scene.actor
    return Question(
        scene=number,
        owner_id=row.owner,
        anchor_id=row.anchor,
        subject_id=row.subject,
        category=row.category,
        level=row.level,
        who_user=who.user,
        who_institution=who.institution,
        who_role=who.role,
        who_purpose=scene.purpose,
        who_action=action,
    )


class Plain(NamedTuple):
    """A row as the database stores it; which of its columns are ids of this world, and which are
    texts that must be unique and so hold the first of the ids.
    """

    model: Any
    values: tuple[Any, ...]
    ids: tuple[int, ...]
    texts: tuple[int, ...]

    def moved(self, offset: int) -> tuple[Any, ...]:
        values = list(self.values)
        for place in self.ids:
            values[place] += offset
        for place in self.texts:
            values[place] = values[place].format(values[self.ids[0]])
        return tuple(values)


# The tables of law have no ids; those of the product give way to those of the worlds.
LAW = {access.RoleRight, access.KindPurpose, access.StatutoryLine, access.VitalCategory}
# An id of 0 is nobody's, so it is not moved.
IDS = {
    User: ("id",),
    Institution: ("id",),
    access.Anchor: ("id", "owner_id"),
    Membership: ("user_id", "institution_id"),
    **dict.fromkeys(LAW, ()),
    access.Authorisation: ("user_id", "institution_id"),
    access.Declaration: ("user_id", "institution_id"),
    access.Appointment: ("user_id", "institution_id", "anchor_id"),
    access.Part: ("dossier_id", "subject_id"),
    access.Emergency: ("user_id", "institution_id", "subject_id"),
    agreements.Agreement: ("id",),
    agreements.AgreementForce: ("agreement_id",),
    agreements.AgreementParty: ("agreement_id", "institution_id"),
    agreements.Clause: ("id", "agreement_id", "giver_id", "receiver_id"),
    agreements.Pact: ("agreement_id", "owner_id", "recipient_id", "clause_id"),
    access.Basis: ("id", "subject_id", "recipient_id"),
    access.Share: ("owner_id", "recipient_id", "anchor_id", "subject_id", "agreement_id", "basis_id"),
    access.Veto: ("anchor_id", "user_id", "institution_id"),
}
ORDER = tuple(IDS)
FACTS = {
    "memberships": Membership,
    "role_rights": access.RoleRight,
    "authorisations": access.Authorisation,
    "declarations": access.Declaration,
    "kind_purposes": access.KindPurpose,
    "appointments": access.Appointment,
    "parts": access.Part,
    "statutory_lines": access.StatutoryLine,
    "vital_categories": access.VitalCategory,
    "bases": access.Basis,
    "shares": access.Share,
}


def _plain_rows(world: World) -> Iterator[Plain]:
    """Worlds of one family have most of their tables in common, so each table is made once."""
    yield from _people(tuple(world.users.items()), world.institutions, world.anchors)
    yield from _of_agreements(world.forces, world.parties, world.clauses, world.shares)
    yield from _emergencies(world.emergencies)
    yield from _vetoes(world.vetoes)
    for table, model in FACTS.items():
        yield from _facts(model, getattr(world, table))


@cache
def _people(users: Any, institutions: Any, anchors: Any) -> list[Plain]:
    accounts = [{"id": u, "email": "u{}@example.org", "is_active": on, "created_at": ZERO} for u, on in users]
    names = [{"id": i, "name": "I{}", "short_name": "I{}"} for i in sorted(institutions)]
    files = [{"id": a.id, "kind": a.kind, "owner_id": a.owner} for a in anchors]
    return [*_plain(User, accounts), *_plain(Institution, names), *_plain(access.Anchor, files)]


@cache
def _facts(model: Any, facts: tuple[Any, ...]) -> list[Plain]:
    return _plain(model, [_row(fact) for fact in facts])


@cache
def _emergencies(facts: tuple[Any, ...]) -> list[Plain]:
    """The first of a user has not been reviewed yet; a review neither ends nor opens anything."""
    first = {fact.user: fact for fact in reversed(facts)}
    reviewed = ({"reviewed_at": None if fact is first[fact.user] else ZERO} for fact in facts)
    return _plain(access.Emergency, [_row(fact) | review for fact, review in zip(facts, reviewed, strict=True)])


@cache
def _vetoes(facts: tuple[Any, ...]) -> list[Plain]:
    rows = [_row(fact) | {"category": fact.category or ""} for fact in facts]
    return _plain(access.Veto, [{key: value or 0 if key in WHOM else value for key, value in r.items()} for r in rows])


WHOM = {"user_id", "institution_id"}


@cache
def _of_agreements(*tables: tuple[Any, ...]) -> list[Plain]:
    """The agreements that are named, their rows, and the pacts that the product derives of them."""
    named = sorted({fact.agreement for table in tables for fact in table})
    found = _plain(agreements.Agreement, [{"id": a, "ref": "a{}", "title": "A{}"} for a in named])
    models = (agreements.AgreementForce, agreements.AgreementParty, agreements.Clause)
    rows = [[{"id": number, **_row(fact)} for number, fact in enumerate(facts, 1)] for facts in tables[:3]]
    for model, part in zip(models, rows, strict=True):
        found += _plain(model, part)
    built = ([model(**row) for row in part] for model, part in zip(models, rows, strict=True))
    pacts = [{f.attname: getattr(pact, f.attname) for f in pact._meta.concrete_fields} for pact in derived(*built)]
    return found + _plain(agreements.Pact, pacts)


def _row(fact: Any) -> dict[str, Any]:
    """The columns of a fact; those that the product has besides get their defaults."""
    keys = {f"{name}_id" if name in FOREIGN else name: value for name, value in vars(fact).items()}
    start, end = instant(keys.pop("start")), instant(keys.pop("end"))
    return {**keys, "valid_from": start, "valid_to": end, "recorded_at": ZERO}


def _plain(model: Any, rows: Iterable[dict[str, Any]]) -> list[Plain]:
    columns = _columns(model)
    stored = [tuple(_stored(row.get(f.attname, f.get_default())) for f in columns) for row in rows]
    places = [place for place, field in enumerate(columns) if field.attname in IDS[model]]
    return [Plain(model, row, tuple(p for p in places if row[p]), _texts(row)) for row in stored]


def _texts(values: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(place for place, value in enumerate(values) if isinstance(value, str) and "{}" in value)


@cache
def _columns(model: Any) -> list[Any]:
    """A table whose rows something points to has ids of the world; the others are numbered on their own."""
    return [field for field in model._meta.concrete_fields if not field.primary_key or "id" in IDS[model]]


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
        (
            *(number + place * STRIDE for number in (p.agreement, p.giver or 0, p.receiver or 0)),
            *(p.category, p.purpose, p.max_level, instant(p.start), instant(p.end)),
        )
        for place, scene in enumerate(scenes)
        for p in pacts(scene.world)
    }


def stored_pacts() -> set[tuple[Any, ...]]:
    columns = ("agreement_id", "owner_id", "recipient_id", "category", "purpose", "max_level")
    return set(agreements.Pact.objects.values_list(*columns, "valid_from", "valid_to"))


FOREIGN = {
    *("user", "institution", "anchor", "dossier", "subject", "agreement"),
    *("giver", "receiver", "owner", "recipient", "basis"),
}


def _insert(model: Any, rows: Sequence[Any]) -> None:
    columns = [field for field in model._meta.concrete_fields if not field.primary_key]
    named = ", ".join(connection.ops.quote_name(field.column) for field in columns)
    read = attrgetter(*(field.attname for field in columns))
    _bulk(connection.ops.quote_name(model._meta.db_table), named, [read(row) for row in rows])


def _write(model: Any, rows: list[tuple[Any, ...]]) -> None:
    """Plain rows by the engine's own bulk way: a hundred thousand worlds are two million rows."""
    if rows:
        named = ", ".join(connection.ops.quote_name(field.column) for field in _columns(model))
        _bulk(connection.ops.quote_name(model._meta.db_table), named, rows)


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
