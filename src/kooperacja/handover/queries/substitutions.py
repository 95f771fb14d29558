"""Who stands in for whom, now and in days to come; and the form of a new substitution."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from kooperacja.access.models import Appointment
from kooperacja.access.visible import missing
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.handover.access import can_arrange
from kooperacja.handover.periods import Period
from kooperacja.handover.queries.files import EVERYBODY, File, files_of
from kooperacja.handover.queries.hidden import number_hidden
from kooperacja.handover.queries.people import Candidate, candidates, somebody
from kooperacja.people.access import writing
from kooperacja.ui.formats import date_text


@dataclass(frozen=True, slots=True)
class Substitution:
    """One absence as one colleague covers it; `pk` is that of its first appointment."""

    pk: int
    absent_id: int
    absent: str
    user_id: int
    substitute: str
    since: date
    until: date
    is_now: bool
    number: int
    can_end: bool


@dataclass(frozen=True, slots=True)
class Handing:
    """Whose files, who could take them, and which. `number_hidden` are files that are closed to the reader."""

    worker_id: int
    worker: str
    files: tuple[File, ...]
    people: tuple[Candidate, ...]
    number_hidden: int = 0

    @property
    def able(self) -> list[Candidate]:
        return [one for one in self.people if not one.refusal]

    def offers(self, user_id: int) -> bool:
        """Whether this colleague may take at least one of the files."""
        able = any(one.user_id == user_id for one in self.able)
        return able and any(not file.refusal(user_id) for file in self.files)

    def lines(self, preferred: int, chosen: Mapping[int, int]) -> list["Line"]:
        """The files with the choice beside each: what was chosen already, otherwise whom the reader prefers."""
        return [self._line(file, chosen.get(file.anchor_id, preferred)) for file in self.files]

    def _line(self, file: File, wanted: int) -> "Line":
        options = [(one.user_id, one.label) for one in self.able if not file.refusal(one.user_id)]
        taken = wanted if wanted in {user_id for user_id, _label in options} else 0
        refusal = file.refusal(wanted) if wanted != taken else ""
        return Line(file, tuple(options), taken, refusal or ("" if options else file.refusal(EVERYBODY)))


@dataclass(frozen=True, slots=True)
class Line:
    """A file on the form: who may take it, who is chosen (0 for nobody), and why the preferred one is not."""

    file: File
    options: tuple[tuple[int, str], ...]
    taken: int
    why_not: str


def substitutions(actor: Actor) -> list[Substitution]:
    """Those that hold or come: of the whole institution for who supervises it, otherwise one's own. One statement."""
    rows = standing_in(actor.institution_id)
    if not writing(actor).supervises:
        rows = rows.filter(Q(user=actor.user_id) | Q(instead_of__user=actor.user_id))
    groups: dict[tuple[int, int, datetime, datetime], list[Appointment]] = defaultdict(list)
    for row in rows:
        groups[key_of(row)].append(row)
    found = [_row(actor, group) for group in groups.values()]
    return sorted(found, key=lambda one: (one.since, one.until, one.absent, one.pk))


def standing_in(institution_id: int) -> QuerySet[Appointment]:
    """Appointments instead of others that hold or come."""
    rows = Appointment.objects.filter(institution=institution_id, instead_of__isnull=False, valid_to__gt=now())
    # One that was ended before it began has no instant at all.
    return rows.exclude(valid_to=F("valid_from")).select_related("user", "instead_of__user").order_by("pk")


def key_of(row: Appointment) -> tuple[int, int, datetime, datetime]:
    """What one substitution has in common: for whom, by whom, from when until when."""
    absent = row.instead_of
    return (absent.user_id if absent else 0, row.user_id, row.valid_from, row.valid_to)


def _row(actor: Actor, group: list[Appointment]) -> Substitution:
    first = group[0]
    absent = first.instead_of
    if absent is None:
        raise missing()
    return Substitution(
        pk=first.pk,
        absent_id=absent.user_id,
        absent=absent.user.full_name,
        user_id=first.user_id,
        substitute=first.user.full_name,
        since=local_date(first.valid_from),
        until=_last_day(first.valid_to),
        is_now=first.holds_at(now()),
        number=len({row.anchor_id for row in group}),
        can_end=bool(can_arrange(actor, absent.user_id)),
    )


def _last_day(end: datetime) -> date:
    return local_date(end - timedelta(microseconds=1))


def get_substitution(actor: Actor, pk: int) -> Substitution:
    """One that the actor may end; any other is missing (I19)."""
    found = next((row for row in substitutions(actor) if row.pk == pk and row.can_end), None)
    if found is None:
        raise missing()
    return found


def rows_of(actor: Actor, found: Substitution) -> list[Appointment]:
    """The appointments of which it is made."""
    rows = list(standing_in(actor.institution_id).filter(user=found.user_id, instead_of__user=found.absent_id))
    first = next(row for row in rows if row.pk == found.pk)
    return [row for row in rows if key_of(row) == key_of(first)]


def preview(actor: Actor, absent_id: int, days: Period) -> Handing:
    """What somebody's absence leaves, and who could take it in these days."""
    can_arrange(actor, absent_id).require()
    absent = somebody(actor, absent_id)
    others = list(_in_these_days(actor, days))
    _is_free(absent.full_name, absent_id, others)
    away = {row.instead_of.user_id for row in others if row.instead_of}
    files = files_of(actor, absent_id)
    people = candidates(actor, absent_id, days.start, days.end, away)
    hidden = number_hidden(actor, absent_id, files)
    # What he only answers for, without a part in it, has nobody to be stood in for.
    mine = [one for one in files if one.appointments]
    return Handing(absent_id, absent.full_name, tuple(_covered(mine, others)), tuple(people), hidden)


def _in_these_days(actor: Actor, days: Period) -> QuerySet[Appointment]:
    return standing_in(actor.institution_id).filter(valid_from__lt=days.end, valid_to__gt=days.start)


def _is_free(name: str, absent_id: int, others: Iterable[Appointment]) -> None:
    """Whoever stands in for a colleague is not away: the colleague's files would lie with nobody."""
    for row in others:
        if row.user_id == absent_id and row.instead_of is not None:
            told = {"name": name, "absent": row.instead_of.user.full_name, "day": date_text(_last_day(row.valid_to))}
            sentence = _("%(name)s stands in for %(absent)s until %(day)s. First end that, or choose other days.")
            raise RuleBroken("handover.stands_in", sentence % told, field="since")


def _covered(files: Iterable[File], others: Iterable[Appointment]) -> Iterable[File]:
    """A file for which somebody stands in already on one of these days is nobody else's then."""
    taken = {row.instead_of_id: row for row in others}
    for file in files:
        row = next((taken[one.pk] for one in file.appointments if one.pk in taken), None)
        if row is None:
            yield file
            continue
        told = {"name": row.user.full_name, "day": date_text(_last_day(row.valid_to))}
        refusal = _("%(name)s stands in already, until %(day)s") % told
        yield replace(file, refusals={**file.refusals, EVERYBODY: refusal})
