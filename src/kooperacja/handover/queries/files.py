"""Files as they change hands: one row for each anchor, with what stands in the way of each colleague."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind, Appointment, Capacity, Part, Veto, VetoKind
from kooperacja.access.plans import later, parted
from kooperacja.access.visible import Visible
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import ENDED, Case
from kooperacja.cases.queries.case import described
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.handover.kinds import FileKind
from kooperacja.referrals.models import Party, ReferralState, Side
from kooperacja.referrals.queries.rows import ordinary_letters

HELP = Purpose.JOINT_HELP
# Keepers and members of statutory teams are named for themselves: nobody stands in for them here.
HANDED = (Capacity.KEY_WORKER, Capacity.TEAM, Capacity.INTAKE)
SETTLED = (ReferralState.CLOSED, ReferralState.WITHDRAWN, ReferralState.DECLINED, ReferralState.REDIRECTED)
BLOCKING = (VetoKind.CONFLICT, VetoKind.DO_NOT_SHOW_TO, VetoKind.SEALED)

# Beside accounts: what binds everybody, and what binds everybody but those who are named.
EVERYBODY, SEALED = 0, -1


@dataclass(frozen=True, slots=True)
class File:
    """What one worker has of one file. `refusals` say of a colleague, or of everybody (0), why it cannot be his."""

    anchor_id: int
    kind: FileKind
    label: str
    about: str
    url: str
    appointments: tuple[Appointment, ...]
    case: Case | None
    assigned: tuple[Side, ...]
    refusals: Mapping[int, str]

    @property
    def is_led(self) -> bool:
        """Whether his part in it is to lead it, or nobody has any part in it."""
        capacities = {row.capacity for row in self.appointments}
        return Capacity.KEY_WORKER in capacities or (
            self.case is not None and not self.appointments and not self.assigned
        )

    @property
    def role(self) -> str:
        """What he is in it, in words; the most that he is."""
        capacities = [one for one in HANDED if one in {row.capacity for row in self.appointments}]
        return str(capacities[0].label) if capacities else _("answers for the referral") if self.assigned else ""

    @property
    def led_by(self) -> str:
        """Who led it, or answered for its referrals, before he left."""
        names = [row.user.full_name for row in self.appointments]
        names += [side.referral.assigned_to.full_name for side in self.assigned if side.referral.assigned_to]
        return ", ".join(dict.fromkeys(names))

    def refusal(self, user_id: int) -> str:
        named = self.refusals.get(user_id, self.refusals.get(SEALED, ""))
        return self.refusals.get(EVERYBODY, "") or named


@dataclass(frozen=True, slots=True)
class _Parts:
    """What lies at one anchor."""

    appointments: tuple[Appointment, ...]
    case: Case | None
    sides: tuple[Side, ...]


def of_worker(actor: Actor, user_id: int) -> QuerySet[Appointment]:
    """His own live appointments to files of this institution; those in which he stands in for somebody are not his.
    Who looks through a window of a partner is named on the page of windows, by who supervises.
    """
    mine = {"user_id": user_id, "institution_id": actor.institution_id, "anchor__owner_id": actor.institution_id}
    return Appointment.objects.filter(valid_at(now()), capacity__in=HANDED, instead_of=None, **mine)


def files_of(actor: Actor, user_id: int) -> list[File]:
    """His files that are open to the actor, by their first appointment."""
    places = {"user": user_id, "institution": actor.institution_id, "at": now()}
    his = Q(anchor__in=later(_anchors, **places))
    assigned = Q(referral__assigned_to=user_id, referral_state=ReferralState.IN_PROGRESS, party=Party.ADDRESSEE)
    return gathered(
        actor,
        list(of_worker(actor, user_id).select_related("anchor", "user").order_by("pk")),
        cases=visible(Case, actor, HELP).filter(his),
        sides=visible(Side, actor, HELP).filter(his | assigned),
        takes=lambda side: side.referral.assigned_to_id == user_id,
    )


def _anchors(user: int, institution: int, at: datetime) -> QuerySet[Any, Any]:
    mine = {"user": user, "institution": institution, "instead_of": None, "capacity__in": HANDED}
    return Appointment.objects.filter(valid_at(at), **mine).values("anchor")


def gathered(
    actor: Actor,
    appointments: list[Appointment],
    *,
    cases: Visible[Case],
    sides: Visible[Side],
    takes: Callable[[Side], bool],
) -> list[File]:
    """Appointments, cases and sides of the same files put together. Four statements, whatever their number."""
    by_anchor: dict[int, list[Appointment]] = defaultdict(list)
    for row in appointments:
        by_anchor[row.anchor_id].append(row)
    opened = described(cases.owned().exclude(state__in=ENDED), actor, HELP).all("pk")
    case_of = {row.anchor_id: row for row in opened}
    sides_of: dict[int, list[Side]] = defaultdict(list)
    for side in _described(sides.owned().exclude(referral_state__in=SETTLED), actor).all("pk"):
        sides_of[side.anchor_id].append(side)
    places = list(dict.fromkeys([*by_anchor, *case_of, *sides_of]))
    refusals = _refusals(places, actor.institution_id)
    parts = ((place, _Parts(tuple(by_anchor[place]), case_of.get(place), tuple(sides_of[place]))) for place in places)
    files = (_file(place, part, takes, refusals.get(place, {})) for place, part in parts)
    return [file for file in files if file]


def _in_progress(side: Side) -> bool:
    return side.party == Party.ADDRESSEE and side.referral_state == ReferralState.IN_PROGRESS


def _described(rows: Visible[Side], actor: Actor) -> Visible[Side]:
    about = ordinary_letters(actor, HELP).value("first_name", "last_name", "place", side_id=OuterRef("pk"))
    return rows.select_related("referral__sender", "referral__addressee", "referral__assigned_to").annotate(about=about)


def _file(place: int, parts: _Parts, takes: Callable[[Side], bool], refusals: Mapping[int, str]) -> File | None:
    """None where nothing is going on any more."""
    kind = _kind(parts)
    if kind is None:
        return None
    label, about, url = _told(kind, parts)
    assigned = tuple(side for side in parts.sides if _in_progress(side) and takes(side))
    return File(place, kind, label, about, url, parts.appointments, parts.case, assigned, refusals)


def _kind(parts: _Parts) -> FileKind | None:
    anchor = parts.appointments[0].anchor if parts.appointments else None
    if anchor is not None and anchor.kind == AnchorKind.INBOX:
        return FileKind.INBOX
    return FileKind.CASE if parts.case else FileKind.REFERRAL if parts.sides else None


def _told(kind: FileKind, parts: _Parts) -> tuple[str, str, str]:
    """Words for the file, for whom it is about, and its page."""
    if kind == FileKind.CASE and parts.case is not None:
        return parts.case.number, vars(parts.case)["family"], reverse("desk:case_file", args=[parts.case.ref])
    if kind == FileKind.REFERRAL:
        first, more = parts.sides[0], f" +{len(parts.sides) - 1}" if len(parts.sides) > 1 else ""
        first_name, last_name, _place = parted(vars(first)["about"], 3)
        url = reverse("referrals:show", args=[first.referral.ref])
        return f"{first.referral.number}{more}", f"{first_name} {last_name}".strip(), url
    return _("letters that nobody has taken up yet"), "", reverse("desk:inbox")


# ---- What stands in the way


def _refusals(places: Iterable[int], institution_id: int) -> dict[int, dict[int, str]]:
    """By file and colleague; a lock on a person or household of a file lies on the file. Two statements."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    places = list(places)
    keepers = _keepers(places)
    for place, kind, user_id, bound in _locks(places):
        if kind == VetoKind.CONFLICT:
            found[place][user_id] = _("a conflict of interest")
        elif kind == VetoKind.DO_NOT_SHOW_TO and user_id:
            found[place][user_id] = _("it may not be shown to this person")
        elif kind == VetoKind.DO_NOT_SHOW_TO and bound == institution_id:
            found[place][EVERYBODY] = _("it may not be shown to this institution")
        elif kind == VetoKind.SEALED:
            found[place][SEALED] = _("a sealed file, left to its two keepers")
            found[place] = dict.fromkeys(keepers[place], "") | found[place]
    return found


def _keepers(places: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Appointment.objects.filter(valid_at(now()), anchor__in=places, capacity=Capacity.KEEPER)
    for place, user_id in rows.values_list("anchor_id", "user_id"):
        found[place].add(user_id)
    return found


def _locks(places: list[int]) -> Iterable[tuple[int, str, int, int]]:
    at = now()
    names = ("kind", "user_id", "institution_id")
    direct = Veto.objects.filter(valid_at(at), anchor__in=places, kind__in=BLOCKING)
    through = Part.objects.filter(
        valid_at(at), valid_at(at, "subject__vetoes__"), dossier__in=places, subject__vetoes__kind__in=BLOCKING
    )
    rows = through.values_list(F("dossier_id"), *(f"subject__vetoes__{name}" for name in names))
    return direct.values_list("anchor_id", *names).union(rows, all=True)
