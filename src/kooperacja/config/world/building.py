"""Writes a world into an empty installation, table by table, and tells which numbers its keys have got."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from kooperacja.access.actions import into_empty_installation
from kooperacja.audit.actions import record
from kooperacja.config.world import papers, places, work
from kooperacja.config.world.kept import Ids, Kept
from kooperacja.config.world.shapes import COLLECTIONS, World
from kooperacja.directory.actions import issue_key
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken

Step = Callable[[Kept], None]
# In the order in which one table points at another.
STEPS: tuple[Step, ...] = (
    places.institutions,
    places.accounts,
    places.memberships,
    places.authorisations,
    places.statements,
    papers.agreements,
    papers.parties,
    papers.clauses,
    papers.periods,
    papers.pacts,
    places.files,
    places.households,
    places.people,
    places.pesels,
    places.relations,
    places.occupations,
    work.cases,
    papers.parts,
    papers.appointments,
    papers.bases,
    papers.shares,
    papers.vetoes,
    papers.emergencies,
    work.referrals,
    work.notes,
    work.series,
)
LOADER = Actor.system("world load")
TOKEN_DAYS = 365


def build(
    world: World,
    *,
    dry_run: bool = False,
    progress: Callable[[Sequence[Step]], Iterable[Step]] = iter,
    keep: Callable[[Ids], None] = lambda ids: None,
) -> Ids:
    """All of it or nothing. `keep` is given the ids before anything is final, so that a world whose ids
    cannot be written down is not loaded either.
    """
    facts: dict[str, Any] = dict(counts(world))
    try:
        with into_empty_installation(dry_run=dry_run) as load:
            kept = Kept(world, load, now())
            for step in progress(STEPS):
                step(kept)
            record(LOADER, "world.load", **facts)
            _issue_tokens(kept)
            keep(kept.ids)
    except IntegrityError as error:
        told = _("The database refuses this world: %(reason)s")
        raise RuleBroken("world.refused", told % {"reason": str(error).strip()}) from error
    return kept.ids


def counts(world: World) -> dict[str, int]:
    """How many objects of each collection: the trail keeps no names."""
    return {name: len(getattr(world, name)) for name in COLLECTIONS if getattr(world, name)}


def _issue_tokens(kept: Kept) -> None:
    for item in kept.world.memberships:
        if item.token and item.key:
            ids: dict[str, Any] = {"user_id": kept.pk[item.user], "institution_id": kept.pk[item.institution]}
            actor = Actor(**ids, membership_id=kept.pk[item.key], role=item.role, name="", via="cli")
            issued = issue_key(actor=actor, name="world", scope=item.token, days=TOKEN_DAYS)
            kept.tell("memberships", item.key, token=issued.secret)
