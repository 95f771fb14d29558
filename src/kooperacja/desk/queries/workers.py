"""The workers of the reader's institution, with what each of them may do and until when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q

from kooperacja.access import law
from kooperacja.access import queries as facts
from kooperacja.access.models import Authorisation
from kooperacja.access.visible import missing
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category
from kooperacja.desk.access import can_equip, can_part_with
from kooperacja.desk.queries.conditions import last_day
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution, Membership, Unit
from kooperacja.directory.queries import workers as members_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, local_date, now
from kooperacja.foundation.intervals import valid_at
from kooperacja.handover.queries.hidden import left_by


@dataclass(frozen=True, slots=True)
class Permission:
    """One paper: its number, what it covers, and until when; `until` None has no end."""

    number: str
    categories: tuple[str, ...]
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A member of the institution. `can_equip` and `can_part` say what the reader may do with him."""

    pk: int
    user_id: int
    name: str
    email: str
    role: str
    title: str
    unit: str
    supervises: bool
    since: date
    until: date | None
    permissions: tuple[Permission, ...]
    declared_on: date | None
    has_declared: bool
    opens_inbox: bool
    can_equip: bool
    can_part: bool


def workers(actor: Actor) -> list[WorkerRow]:
    """Four statements, whatever the number of workers. Somebody in two roles has two rows."""
    papers: dict[int, list[Authorisation]] = defaultdict(list)
    for paper in facts.authorisations(actor.institution_id):
        papers[paper.user_id].append(paper)
    declared = {row.user_id: row.signed_on for row in facts.declarations(actor.institution_id)}
    intake = set(facts.intake_workers(actor.institution_id))
    return [
        _row(actor, member, papers[member.user_id], declared, opens_inbox=member.user_id in intake)
        for member in members_of(actor.institution_id)
    ]


def worker(actor: Actor, pk: int) -> WorkerRow:
    """One of them; a membership of another institution is missing (I15)."""
    found = next((row for row in workers(actor) if row.pk == pk), None)
    if found is None:
        raise missing()
    return found


def get_member(actor: Actor, pk: int) -> Membership:
    """A live membership of the reader's own institution; any other is missing (I15)."""
    rows = Membership.objects.filter(valid_at(now()), pk=pk, institution_id=actor.institution_id)
    found = rows.select_related("user", "institution").first()
    if found is None:
        raise missing()
    return found


def files_left(membership: Membership) -> int:
    """How many files would lie with nobody when he leaves; none while he works here in another post."""
    posts = Membership.objects.filter(valid_at(now()), user=membership.user_id, institution=membership.institution_id)
    if posts.exclude(pk=membership.pk).exists():
        return 0
    return left_by(membership.institution_id, membership.user_id)


def units_of(institution_id: int) -> list[tuple[int, str]]:
    rows = Unit.objects.filter(institution_id=institution_id, ended_on=None).order_by("name")
    return list(rows.values_list("pk", "name"))


def get_unit(institution_id: int, pk: int) -> Unit | None:
    return Unit.objects.filter(institution_id=institution_id, ended_on=None, pk=pk).first()


def institution_called(text: str) -> Institution | None:
    """The institution with this import key or name, whatever the case of its letters."""
    called = Q(key=text) | Q(short_name__iexact=text) | Q(name__iexact=text)
    return Institution.objects.filter(called, ended_on=None).order_by("pk").first()


def account_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def categories_of(role: str) -> list[Category]:
    """What the role may be authorised for, in the order of the list of categories."""
    at = now()
    allowed = {line.keys[1] for line in law.rights() if line.keys[0] == role and line.valid_from <= at < line.valid_to}
    return [category for category in Category if category in allowed]


def _row(
    actor: Actor,
    member: Membership,
    papers: list[Authorisation],
    declared: dict[int, date | None],
    *,
    opens_inbox: bool,
) -> WorkerRow:
    return WorkerRow(
        pk=member.pk,
        user_id=member.user_id,
        name=member.user.full_name,
        email=member.user.email,
        role=str(Role(member.role).label),
        title=member.title,
        unit=member.unit.name if member.unit else "",
        supervises=member.supervises,
        since=local_date(member.valid_from),
        until=_until(member.valid_to),
        permissions=_permissions(papers),
        declared_on=declared.get(member.user_id),
        has_declared=member.user_id in declared,
        opens_inbox=opens_inbox,
        can_equip=bool(can_equip(actor, member.user_id)),
        can_part=bool(can_part_with(actor, member.user_id)),
    )


def _permissions(papers: list[Authorisation]) -> tuple[Permission, ...]:
    def paper(row: Authorisation) -> tuple[str, datetime, datetime]:
        return row.number, row.valid_from, row.valid_to

    return tuple(
        Permission(number, tuple(str(Category(row.category).label) for row in rows), local_date(since), _until(until))
        for (number, since, until), rows in groupby(sorted(papers, key=paper), key=paper)
    )


def _until(end: datetime) -> date | None:
    return None if end >= OPEN_END else last_day(end)
