"""The writers of the trail, and through it of every state and every versioned row."""

import json
import secrets
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import replace
from hashlib import sha256
from typing import Any, Protocol

from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import About, Entry, EntrySubject, Kind, Once
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, Unavailable
from kooperacja.foundation.words import derived
from kooperacja.foundation.workflow import Workflow

# Why the act under way may touch rows of another institution (access.unrestricted); most acts do not.
passing: ContextVar[str] = ContextVar("passing", default="")


class Traced(Protocol):
    """A row that the trail can point at."""

    pk: Any

    def about(self) -> About: ...


class Stateful(Traced, Protocol):
    """A row with a workflow."""

    state: str


def record(
    actor: Actor,
    action: str,
    about: About | None = None,
    *,
    kind: Kind = Kind.CHANGE,
    purpose: str = "",
    ground: str = "",
    count: int = 0,
    **facts: Any,
) -> Entry:
    """Write one entry in the transaction of the caller. `facts` are codes, numbers and dates:
    free text and names stay in the rows that they belong to.
    """
    about = about or About("", 0)
    entry = _entry(actor, action, about, kind=kind, purpose=purpose, ground=ground, count=count, facts=facts)
    entry.save(force_insert=True)
    _name_subjects((entry, about.subjects))
    return entry


def record_each(actor: Actor, action: str, rows: Iterable[tuple[About, dict[str, Any]]]) -> None:
    """One entry for each of these objects with its facts, as `record` writes it, in two statements for some
    dozens of them.
    """
    abouts = list(rows)
    entries = [
        _entry(actor, action, about, kind=Kind.CHANGE, purpose="", ground="", count=0, facts=facts)
        for about, facts in abouts
    ]
    Entry.objects.bulk_create(entries)
    _name_subjects(*((entry, about.subjects) for entry, (about, _facts) in zip(entries, abouts, strict=True)))


def _entry(
    actor: Actor, action: str, about: About, *, kind: Kind, purpose: str, ground: str, count: int, facts: dict[str, Any]
) -> Entry:
    payload = json.dumps(facts, sort_keys=True, default=str).encode() if facts else b""
    salt = secrets.token_bytes(16)
    return Entry(
        at=now(),
        kind=kind,
        action=action,
        purpose=purpose,
        user_id=actor.user_id,
        actor_name=actor.name if actor.is_system else "",
        institution_id=actor.institution_id,
        role=actor.role,
        via=actor.via,
        request_id=actor.request_id,
        about_kind=about.kind,
        about_id=about.pk,
        anchor_id=about.anchor_id,
        ground=ground or passing.get(),
        result_count=count,
        payload=payload,
        salt=salt,
        commitment=sha256(salt + payload).digest(),
    )


def _name_subjects(*entries: tuple[Entry, Iterable[int]]) -> None:
    rows = [EntrySubject(entry=entry, subject_id=one) for entry, subjects in entries for one in sorted(set(subjects))]
    if rows:
        EntrySubject.objects.bulk_create(rows)


def read(
    actor: Actor,
    action: str,
    subjects: Iterable[int],
    *,
    purpose: str,
    ground: str,
    count: int,
    about: About | None = None,
) -> None:
    """Log a read in a transaction of its own, before the first byte is served (I25, I26)."""
    about = replace(about or About("", 0), subjects=tuple(subjects))
    try:
        with transaction.atomic(durable=True):
            record(actor, action, about, kind=Kind.READ, purpose=purpose, ground=ground, count=count)
    except DatabaseError as error:
        raise trail_unavailable() from error


def denied(actor: Actor, action: str, code: str) -> None:
    """Log a refused attempt with its code (I28); the user learns no reason from it."""
    with transaction.atomic():
        record(actor, action, kind=Kind.DENIED, code=code)


def can_be_written() -> bool:
    """Whether an entry could be written now; it is written and taken back, so the trail does not grow."""
    try:
        with transaction.atomic():
            record(Actor.system("readyz"), "trail.probe")
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def trail_unavailable() -> Unavailable:
    return Unavailable(
        "trail.unavailable",
        _("The trail cannot be written now, so nothing can be shown. Try again in a minute."),
    )


@transaction.atomic
def move(
    actor: Actor,
    obj: Stateful,
    flow: Workflow,
    name: str,
    *,
    code: str = "",
    about: About | None = None,
    **changes: Any,
) -> None:
    """Make one move of a workflow: ask its rule, change the row only if it still is in a source
    state, write the trail.

    `changes` are other columns set by the same statement; `code` is the coded reason; `about` is the
    actor's side where the object itself names no person. Raises `NotAllowed`, or `Conflict` when
    somebody was quicker.
    """
    step = flow.get(name)
    step.allowed(actor, obj).require()
    before = obj.state
    changed = _conditional(obj, {"state__in": step.sources}, state=step.target, **changes)
    if not changed:
        raise quicker(flow, obj)
    record(
        actor,
        f"{flow.name}.{name}",
        about or obj.about(),
        before=before,
        after=step.target,
        code=code,
    )


@transaction.atomic
def edit(actor: Actor, obj: Traced, action: str, version: int, **changes: Any) -> None:
    """Change columns of a versioned row, only if it still has the version that was shown (I35)."""
    changed = _conditional(obj, {"version": version}, **changes)
    if not changed:
        raise Conflict(
            "version.stale",
            _("Somebody changed this page a moment ago. Nothing was overwritten; compare and save again."),
        )
    record(actor, action, obj.about(), fields=sorted(changes))


def _conditional(obj: Traced, condition: dict[str, Any], **changes: Any) -> int:
    model: type[models.Model] = type(obj)  # type: ignore[assignment]
    columns = {field.name for field in model._meta.get_fields()}
    changes |= derived(obj, changes)
    if "version" in columns:
        changes["version"] = F("version") + 1
    if "updated_at" in columns:
        changes["updated_at"] = now()
    rows = model._base_manager.filter(pk=obj.pk, **condition).update(**changes)
    if rows:
        _show(obj, changes)
    return rows


def _show(obj: Traced, changes: dict[str, Any]) -> None:
    """Bring the object in memory to what the statement has just written."""
    for name, value in changes.items():
        setattr(obj, name, getattr(obj, name) + 1 if name == "version" else value)


def quicker(flow: Workflow, obj: Stateful) -> Conflict:
    """The refusal for the second of two people: says what the first one did."""
    about = obj.about()
    last = Entry.objects.filter(about_kind=about.kind, about_id=about.pk, kind=Kind.CHANGE).last()
    state = json.loads(bytes(last.payload) or b"{}").get("after") if last else None
    word = flow.state(state).label if state else ""
    return Conflict(
        "state.changed",
        _("Somebody was quicker: the state is now “%(state)s”. Nothing was changed by you.") % {"state": word},
    )


def once(actor: Actor, key: str, act: Callable[[], str]) -> str:
    """Run `act` once for one sent form and return its outcome (an address); sending the same form
    again returns the first outcome. An empty key, from a form without one, is never remembered.
    """
    if not key:
        return act()
    try:
        with transaction.atomic():
            row = Once.objects.create(user_id=actor.user_id, key=key[:64], created_at=now())
            row.outcome = act()
            row.save(update_fields=["outcome"])
            return row.outcome
    except IntegrityError:
        done = Once.objects.filter(user_id=actor.user_id, key=key[:64]).first()
        if done is None:
            raise
        return done.outcome
