"""The facts of the database as a world of the model, and what the model opens to an actor in it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import models

from kooperacja.access import models as access
from kooperacja.access.permit import permit
from kooperacja.accounts.models import User
from kooperacja.agreements import models as agreements
from kooperacja.agreements.labels import Purpose
from kooperacja.directory.models import Institution, Membership
from kooperacja.disclosures.models import Disclosure
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.inquiries.models import Inquiry
from kooperacja.referrals.models import Referral
from kooperacja.tasks.models import Task
from tests.kernel import model
from tests.surfaces.canaries import Cell, kinds_of_rows

ZERO = datetime(2000, 1, 1, tzinfo=UTC)
READ = "read"
FACTS: dict[str, tuple[type[models.Model], type[model.Fact]]] = {
    "memberships": (Membership, model.Membership),
    "role_rights": (access.RoleRight, model.RoleRight),
    "authorisations": (access.Authorisation, model.Authorisation),
    "declarations": (access.Declaration, model.Declaration),
    "kind_purposes": (access.KindPurpose, model.KindPurpose),
    "appointments": (access.Appointment, model.Appointment),
    "parts": (access.Part, model.Part),
    "statutory_lines": (access.StatutoryLine, model.StatutoryLine),
    "vital_categories": (access.VitalCategory, model.VitalCategory),
    "emergencies": (access.Emergency, model.Emergency),
    "forces": (agreements.AgreementForce, model.AgreementForce),
    "parties": (agreements.AgreementParty, model.Party),
    "clauses": (agreements.Clause, model.Clause),
    "bases": (access.Basis, model.Basis),
    "shares": (access.Share, model.Share),
    "vetoes": (access.Veto, model.Veto),
}
# In these columns the product says "everybody" with a nought or with nothing.
WILD = {"vetoes": ("user", "institution", "category")}


def instant(moment: datetime) -> int:
    """Microseconds, as the model counts."""
    since = moment - ZERO
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def world() -> model.World:
    """Everything that the database says now. The terms of annexes are theirs, not the agreement's."""
    at = instant(now())
    facts = {name: tuple(_live(at, _facts(name, *kinds))) for name, kinds in FACTS.items()}
    anchors = tuple(model.Anchor(*row) for row in access.Anchor.objects.values_list("pk", "kind", "owner"))
    return model.World(
        users=dict(User.objects.values_list("pk", "is_active")),
        institutions=frozenset(Institution.objects.values_list("pk", flat=True)),
        anchors=anchors,
        **facts,
    )


def _facts(name: str, table: type[models.Model], fact: type[model.Fact]) -> Iterable[Any]:
    keys = [key for key in fact.__dataclass_fields__ if key not in {"start", "end"}]
    columns = [_column(table, key) for key in keys]
    for row in table._base_manager.values("valid_from", "valid_to", *columns):
        said = {key: row[column] for key, column in zip(keys, columns, strict=True)}
        for wild in WILD.get(name, ()):
            said[wild] = said[wild] or None
        yield fact(start=instant(row["valid_from"]), end=instant(row["valid_to"]), **said)


def _column(table: type[models.Model], key: str) -> str:
    """A veto keeps the numbers of those whom it binds without relations to them."""
    named = {one.name: one.attname for one in table._meta.concrete_fields}
    return named.get(key) or named[f"{key}_id"]


def _live(at: int, facts: Iterable[Any]) -> Iterable[Any]:
    """The model asks each fact for the instant again; those that are over would only be walked through."""
    return (fact for fact in facts if fact.start <= at < fact.end)


Rows = dict[str, list[Any]]


def everything() -> Rows:
    """Each protected row there is."""
    with permit():
        rows: Rows = {kind: list(table._base_manager.order_by("pk")) for kind, table in kinds_of_rows().items()}
        rows["referral"] = list(Referral._base_manager.order_by("pk"))
        rows["disclosure"] = list(Disclosure._base_manager.order_by("pk"))
        rows["inquiry"] = list(Inquiry._base_manager.order_by("pk"))
        rows["task"] = list(Task._base_manager.order_by("pk"))
    return rows


# Rows of a statutory procedure are read for the purpose that the law gives to it, by pages of their own.
BY_LAW = {"bluecard", "cardperson", "cardaddress", "cardseat", "cardentry"}


class Seen:
    """The rows that the model opens to one actor, for the one purpose that the pages of these rows have."""

    def __init__(self, actor: Actor, there: model.World, rows: Rows, action: str = READ) -> None:
        self.actor, self.action, self._world, self._rows = actor, action, there, rows
        self._who = model.Actor(actor.user_id, actor.institution_id, actor.role)
        self._at = instant(now())

    @cached_property
    def rows(self) -> Rows:
        found: Rows = defaultdict(list)
        for kind in kinds_of_rows():
            found[kind] = [row for row in self._rows[kind] if self._opens(row)]
        # A referral has no labels: it is reached from a side of it.
        reached = {side.referral_id for side in found["side"]}
        found["referral"] = [row for row in self._rows["referral"] if row.pk in reached]
        entered = {entry.disclosure_id for entry in found["registerentry"]}
        found["disclosure"] = [row for row in self._rows["disclosure"] if row.pk in entered]
        asked = {side.inquiry_id for side in found["inquiryside"]}
        found["inquiry"] = [row for row in self._rows["inquiry"] if row.pk in asked]
        given = {side.task_id for side in found["taskside"]}
        found["task"] = [row for row in self._rows["task"] if row.pk in given]
        return found

    @cached_property
    def keys(self) -> set[tuple[str, int]]:
        return {(kind, row.pk) for kind, rows in self.rows.items() for row in rows}

    @cached_property
    def anchors(self) -> set[int]:
        labelled = (row for kind in kinds_of_rows() for row in self.rows[kind])
        return {number for row in labelled for number in (row.anchor_id, row.subject_id)}

    @cached_property
    def cells(self) -> set[Cell]:
        """Every field of every row that is open."""
        found = {Cell("anchor", number, "pk") for number in self.anchors}
        for kind, rows in self.rows.items():
            found |= {Cell(kind, row.pk, one.name) for row in rows for one in row._meta.concrete_fields}
            found |= {Cell(kind, row.pk, "pk") for row in rows}
        return found

    def of(self, kind: str, **equal: Any) -> list[Any]:
        return [row for row in self.rows[kind] if all(getattr(row, name) == value for name, value in equal.items())]

    def one(self, kind: str, **equal: Any) -> Any | None:
        return next(iter(self.of(kind, **equal)), None)

    def sees(self, row: models.Model) -> bool:
        return (str(row._meta.model_name), row.pk) in self.keys

    def _opens(self, row: Any) -> bool:
        asked = model.Row(row.owner_id, row.anchor_id, row.subject_id, row.category, row.level)
        purpose = Purpose.VIOLENCE if row._meta.model_name in BY_LAW else Purpose.JOINT_HELP
        return model.allowed(self._world, self._who, asked, purpose, self._at, self.action)
