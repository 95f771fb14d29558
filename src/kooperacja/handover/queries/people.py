"""Who could take files of a colleague, and why somebody could not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kooperacja.access.models import Appointment, Authorisation, Capacity, Declaration
from kooperacja.access.visible import missing
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category
from kooperacja.directory.models import Membership
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now
from kooperacja.foundation.intervals import valid_at
from kooperacja.referrals.access import WORKING
from kooperacja.ui.formats import date_text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague. `refusal` says why none of the files can be his in these days; empty when he can take them."""

    user_id: int
    name: str
    title: str
    refusal: str = ""

    @property
    def label(self) -> str:
        return f"{self.name}, {self.title}"


def candidates(actor: Actor, absent_id: int, start: datetime, end: datetime, away: Iterable[int]) -> list[Candidate]:
    """All who work with clients here, but the absent himself, in one statement. `away` are themselves away."""
    found: dict[int, Candidate] = {}
    for row in _equipped(actor.institution_id, start):
        if row.user_id != absent_id and row.role in WORKING and row.user_id not in found:
            refusal = _refusal(row, end, set(away))
            found[row.user_id] = Candidate(row.user_id, row.user.full_name, row.title, refusal)
    return list(found.values())


def _equipped(institution_id: int, start: datetime) -> QuerySet[Membership]:
    mine = {"user": OuterRef("user_id"), "institution": OuterRef("institution_id")}
    papers = Authorisation.objects.filter(valid_at(start), category=Category.COORDINATION, **mine)
    declared = Declaration.objects.filter(valid_at(start), **mine)
    rows = workers(institution_id).filter(user__is_active=True)
    return rows.annotate(is_authorised=Exists(papers), has_declared=Exists(declared))


def _refusal(row: Membership, end: datetime, away: set[int]) -> str:
    told = {"name": row.user.full_name, "day": date_text(local_date(row.valid_to))}
    facts = vars(row)
    if row.user_id in away:
        return _("%(name)s is away in these days.") % told
    if not facts["is_authorised"]:
        return _("%(name)s has no authorisation that holds on the first day.") % told
    if not facts["has_declared"]:
        return _("%(name)s has not signed the statement of confidentiality.") % told
    if row.valid_to < end:
        return _("%(name)s works here only until %(day)s.") % told
    return ""


def somebody(actor: Actor, user_id: int) -> User:
    """A worker of the institution, also one who has left it and whose files still lie here; anybody else is missing."""
    mine = {"user_id": user_id, "institution_id": actor.institution_id}
    row = Membership.objects.filter(**mine).select_related("user").order_by("-valid_to", "pk").first()
    if row is None:
        raise missing()
    return row.user


def whose(actor: Actor, *, supervises: bool) -> list[tuple[int, str]]:
    """Whose files the actor may hand over, as choices; the files of those who have left lie here too."""
    if not supervises:
        return [(actor.user_id, actor.name)]
    rows = workers(actor.institution_id).filter(role__in=WORKING)
    here = {row.user_id: f"{row.user.full_name}, {row.title}" for row in rows}
    return list(here.items()) + [one for one in _gone(actor.institution_id) if one[0] not in here]


def _gone(institution_id: int) -> list[tuple[int, str]]:
    """Who has left with files still in his name."""
    here = Membership.objects.filter(valid_at(now()), institution=institution_id)
    rows = Appointment.objects.filter(valid_at(now()), institution=institution_id, instead_of=None)
    # Nobody learns from it that there is a file of a statutory team.
    left = rows.exclude(capacity=Capacity.STATUTORY)
    names = (
        left.exclude(user__in=here.values("user"))
        .values_list("user_id", "user__full_name")
        .order_by("user__full_name")
        .distinct()
    )
    return [(user_id, _("%(name)s, has left") % {"name": name}) for user_id, name in names]


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    """Everybody here who works with clients, as choices."""
    rows = workers(actor.institution_id).filter(role__in=WORKING, user__is_active=True)
    return list({row.user_id: f"{row.user.full_name}, {row.title}" for row in rows}.items())
