"""Reads of the trail."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kooperacja.accounts.models import User
from kooperacja.audit.models import Entry, Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One change in the life of an object, for its timeline. `about_user` is the worker whom a fact
    called `user` names (an appointment), or empty.
    """

    at: datetime
    action: str
    institution_id: int
    user_name: str
    facts: dict[str, Any]
    about_user: str = ""


def clock_mark() -> datetime | None:
    """The latest instant of the trail: the high-water mark below which time never falls (I42). It need
    not be that of the last entry, which may have been written after the clock went back.
    """
    return Entry.objects.order_by("-at").values_list("at", flat=True).first()


def last_change(kind: str, pk: int) -> tuple[int, datetime] | None:
    """Who changed this object last, and when; None where the trail knows of no account."""
    entries = Entry.objects.filter(about_kind=kind, about_id=pk, kind=Kind.CHANGE).exclude(user_id=0)
    return entries.order_by("-sequence").values_list("user_id", "at").first()


def timeline(kind: str, pks: Sequence[int], *, with_people: bool = True) -> list[Step]:
    """Changes of these objects, newest first. The caller must have shown that the actor may see
    the objects: the steps themselves hold codes only. Without people, who did them is not looked up.
    """
    entries = list(Entry.objects.filter(about_kind=kind, about_id__in=pks, kind=Kind.CHANGE).order_by("-sequence"))
    facts: list[dict[str, Any]] = [json.loads(bytes(entry.payload) or b"{}") for entry in entries]
    people = {entry.user_id for entry in entries} | {fact["user"] for fact in facts if "user" in fact}
    users = User.objects.filter(pk__in=people if with_people else ())
    names = dict(users.values_list("pk", "full_name"))
    return [
        Step(
            at=entry.at,
            action=entry.action,
            institution_id=entry.institution_id,
            user_name=names.get(entry.user_id, entry.actor_name),
            facts=fact,
            about_user=names.get(fact.get("user", 0), ""),
        )
        for entry, fact in zip(entries, facts, strict=True)
    ]
