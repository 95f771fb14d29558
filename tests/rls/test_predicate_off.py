"""With the predicate of the door switched off, row-level security shows what the door shows (I23)."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.apps import apps

from kooperacja.access import actions as facts
from kooperacja.access import door
from kooperacja.access.models import Appointment, Basis, Capacity, Emergency, Labelled, Part, PartKind, Share
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.models import Entry
from kooperacja.cases import actions as cases
from kooperacja.foundation.clock import now
from kooperacja.people.models import Person
from kooperacja.referrals import actions as referrals
from tests.cast import START, Town, Worker
from tests.house.county import County
from tests.referrals import story
from tests.roles import as_owner

pytestmark = pytest.mark.postgres

LABELLED = [model for model in apps.get_models() if issubclass(model, Labelled)]
OPENED = (("piotr", "Case", "joint_help"), ("jan", "Person", "violence"), ("ida", "Person", "joint_help"))
ACTIONS = ("read", "export", "write")
# Whoever reads for joint help reads on some ground each; what else one may do with a row is asked of those who stand
# on different grounds. `--full` asks everybody everything.
GROUNDED = ("anna", "piotr", "jan", "ida", "halina", "wanda")
ANNA_READS = ("anna", "Person", Purpose.JOINT_HELP, "read")
Seen = dict[tuple[str, str, str, str], frozenset[int]]


@pytest.fixture
def town(cast: Town, at_monday: None) -> Town:
    """Files of several institutions, a window with its basis, people in two files, and vetoes."""
    county = County(cast)
    county.grow(real=2, copies=2)
    story.assigned(cast)
    jan = cast.jan
    case = cases.open_case(
        actor=cast.olga.actor, family_name="Wiąz", learned_on=START.date(), key_worker_id=cast.olga.user.pk
    )
    person = cases.add_member(actor=cast.olga.actor, case=case, first_name="Zofia", kinship="mother")
    _window(cast, county)
    facts.restrict(cast.wanda.actor, anchor_id=county.side.subject_id)
    facts.restrict(cast.halina.actor, anchor_id=county.case.subject_id, category=Category.FAMILY)
    facts.declare_conflict(cast.halina.actor, anchor_id=county.case.anchor_id, user_id=cast.iga.user.pk)
    since = {"valid_from": START, "recorded_at": START}
    Part.objects.create(dossier=case.anchor, subject_id=person.anchor_id, part=PartKind.VICTIM, **since)
    Appointment.objects.create(
        user=jan.user, institution=jan.institution, anchor=case.anchor, capacity=Capacity.STATUTORY, **since
    )
    Emergency.objects.create(
        user=cast.ida.user, institution=cast.ida.institution, subject_id=person.anchor_id, reason="?", **since
    )
    return cast


def _window(cast: Town, county: County) -> None:
    """Anna's file shows the school what it holds about the family; Piotr is on the team there."""
    case, piotr = county.case, cast.piotr
    facts.appoint(
        piotr.actor, user_id=piotr.user.pk, institution_id=piotr.institution.pk, anchor=case.anchor, capacity="team"
    )
    for category in (Category.COORDINATION, Category.FAMILY):
        keys = {"recipient": piotr.institution, "category": category, "purpose": Purpose.JOINT_HELP}
        basis = Basis.objects.create(subject_id=case.subject_id, source="art. 9", valid_from=START, **keys)
        Share.objects.create(
            owner_id=case.owner_id,
            anchor=case.anchor,
            subject_id=case.subject_id,
            agreement=cast.agreement,
            basis=basis,
            valid_from=START,
            **keys,
        )


def seen(cast: Town, everything: bool = False) -> Seen:
    """What the members of the cast are shown of every table, by purpose and action."""
    return dict(_looks(cast, everything))


def _looks(cast: Town, everything: bool) -> Iterator[tuple[tuple[str, str, str, str], frozenset[int]]]:
    purposes = (Purpose.JOINT_HELP, Purpose.VIOLENCE)
    for name, worker in cast.workers.items():
        asked = [*product(purposes, ACTIONS)] if everything or name in GROUNDED else [(Purpose.JOINT_HELP, "read")]
        with snapshot():
            for model, (purpose, action) in product(LABELLED, asked):
                rows = door.visible(model, worker.actor, purpose, action).all()
                yield (name, model.__name__, purpose, action), frozenset(row.pk for row in rows)


def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """The door asks for whole tables."""
    monkeypatch.setattr(door, "_arms", lambda model, _mine: {"own": model._base_manager.all()})


@pytest.mark.long
@pytest.mark.parametrize("everything", [False, pytest.param(True, marks=pytest.mark.full)])
def test_each_wall_alone_shows_what_both_show(town: Town, monkeypatch: pytest.MonkeyPatch, everything: bool) -> None:
    both = seen(town, everything)
    with as_owner():
        assert seen(town, everything) == both, "the door alone"
    bare(monkeypatch)
    alone = seen(town, everything)
    assert {key: (both[key], alone[key]) for key in both if both[key] != alone[key]} == {}
    shown = [key for key, rows in both.items() if rows]
    print(f"row-level security alone: {len(both)} looks, {len(shown)} with rows")  # noqa: T201
    assert {"Side", "Letter", "Case", "Person", "Household", "Relation", "Note"} <= {key[1] for key in shown}
    for name, model, purpose in OPENED:
        assert both[name, model, purpose, "read"], "a window, the statutory team and an emergency are open"
    with as_owner():
        wide = next(rows for key, rows in _looks(town, False) if key == ANNA_READS)
        assert len(wide) > len(both[ANNA_READS]), "the owner of the database is the only one without a wall"


def test_one_snapshot_may_serve_two_people_and_two_purposes(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings follow the statement, not the transaction."""
    bare(monkeypatch)

    def pks(worker: Worker, purpose: str) -> set[int]:
        return {row.pk for row in door.visible(Person, worker.actor, purpose).all()}

    with snapshot():
        apart = [pks(town.anna, "joint_help"), pks(town.olga, "joint_help"), pks(town.anna, "advice")]
        anna, olga = (door.visible(Person, who.actor, "joint_help") for who in (town.anna, town.olga))
        mixed = [{row.pk for row in anna.all()}, {row.pk for row in olga.all()}]
    assert apart[:2] == mixed
    assert apart[0]
    assert apart[1]
    assert not apart[0] & apart[1]


def test_an_act_for_the_other_party_names_its_reason_in_the_trail(town: Town) -> None:
    side = story.received(town)
    referrals.accept(actor=town.anna.actor, side=side)
    entry = Entry.objects.filter(action="referral.accept").last()
    assert entry is not None
    assert entry.ground == "referrals.counterpart"
    assert entry.at <= now()
