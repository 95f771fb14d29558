"""Each veto: whom it binds, what remains, who sets it and who lifts it."""

from collections.abc import Callable

import pytest

from kooperacja.access import actions
from kooperacja.access.door import READ, visible
from kooperacja.access.explain import explain, who_can_see
from kooperacja.access.models import Anchor, Appointment, Capacity, Veto
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.people.models import Person
from tests.access.conftest import MakeRow, put, trust
from tests.cast import Town, Worker

HELP = Purpose.JOINT_HELP
EXTRA = (Category.ADDRESS, Category.REPORTER)


@pytest.fixture
def rows(cast: Town, child: Anchor, make_row: MakeRow) -> None:
    """Identity, address and reporter of the child; Anna leads, Iga is in the team, Halina supervises."""
    put(cast.iga, child, Capacity.TEAM)
    for worker in (cast.anna, cast.iga, cast.halina):
        trust(worker, *EXTRA)
    for category in (Category.IDENTITY, *EXTRA):
        make_row(child, category=category)


def seen(worker: Worker) -> set[str]:
    with snapshot():
        return {row.category for row in visible(Person, worker.actor, HELP, READ).all()}


ALL = {Category.IDENTITY, *EXTRA}


def test_without_a_veto_all_three_see_all(cast: Town, rows: None) -> None:
    assert seen(cast.anna) == seen(cast.iga) == seen(cast.halina) == ALL


@pytest.mark.parametrize(
    ("set_it", "anna", "iga", "halina"),
    [
        (lambda c, a: actions.restrict(c.halina.actor, anchor_id=a), ALL, set(), set()),
        (lambda c, a: actions.protect_address(c.halina.actor, anchor_id=a), ALL, ALL, ALL - {Category.ADDRESS}),
        (
            lambda c, a: actions.protect_reporter(c.halina.actor, anchor_id=a),
            ALL,
            ALL - {Category.REPORTER},
            ALL - {Category.REPORTER},
        ),
        (
            lambda c, a: actions.hide_from(c.halina.actor, anchor_id=a, user_id=c.iga.user.pk),
            ALL,
            set(),
            ALL,
        ),
        (
            lambda c, a: actions.hide_from(c.halina.actor, anchor_id=a, institution_id=c.at("gops").pk),
            set(),
            set(),
            set(),
        ),
        (
            lambda c, a: actions.declare_conflict(c.halina.actor, anchor_id=a, user_id=c.anna.user.pk),
            set(),
            ALL,
            ALL,
        ),
        (
            lambda c, a: actions.seal(c.halina.actor, anchor_id=a, keepers=[c.iga.user.pk, c.ewa.user.pk]),
            set(),
            ALL,
            set(),
        ),
    ],
    ids=["restriction", "address", "reporter", "not to a worker", "not to an institution", "conflict", "sealed"],
)
def test_each_binds_whom_it_should(
    cast: Town,
    rows: None,
    child: Anchor,
    set_it: Callable[[Town, int], Veto],
    anna: set[str],
    iga: set[str],
    halina: set[str],
) -> None:
    set_it(cast, child.pk)
    assert (seen(cast.anna), seen(cast.iga), seen(cast.halina)) == (anna, iga, halina)
    assert_the_words_agree(cast, child)


def assert_the_words_agree(cast: Town, child: Anchor) -> None:
    """The explanation and the list of those who see say what the door does, for one category of each kind:
    of those that the same workers see.
    """
    workers = (cast.anna, cast.iga, cast.halina)
    told = {worker.user.full_name: seen(worker) for worker in workers}
    with snapshot():
        differing = {tuple(category in told[name] for name in told): category for category in ALL}.values()
        everything = [Person(owner=child.owner, anchor=child, subject=child, category=c, level=2) for c in differing]
        for row in everything:
            names = {sight.user_name for sight in who_can_see(row, HELP)}
            for worker in workers:
                name = worker.user.full_name
                holds = any(report.holds for report in explain(worker.actor, row, HELP))
                assert (name in names, holds) == (row.category in told[name],) * 2


def test_a_sealed_file_has_two_different_keepers_of_its_owner(cast: Town, child: Anchor) -> None:
    for keepers in ([], [cast.anna.user.pk], [cast.anna.user.pk] * 2, [cast.anna.user.pk, cast.piotr.user.pk]):
        with pytest.raises(RuleBroken) as refused:
            actions.seal(cast.halina.actor, anchor_id=child.pk, keepers=keepers)
        assert refused.value.code == "veto.keepers"
    actions.seal(cast.halina.actor, anchor_id=child.pk, keepers=[cast.anna.user.pk, cast.ewa.user.pk])
    assert Appointment.objects.filter(anchor=child, capacity=Capacity.KEEPER).count() == 2


def test_nobody_lifts_what_binds_himself(cast: Town, child: Anchor) -> None:
    veto = actions.hide_from(cast.anna.actor, anchor_id=child.pk, user_id=cast.halina.user.pk)
    with pytest.raises(RuleBroken) as refused:
        actions.lift_veto(cast.halina.actor, veto)
    assert refused.value.code == "veto.own"


def test_a_role_without_the_right_neither_sets_nor_lifts(cast: Town, child: Anchor) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.seal(cast.anna.actor, anchor_id=child.pk, keepers=[cast.anna.user.pk, cast.iga.user.pk])
    assert refused.value.code == "veto.role"
    veto = actions.restrict(cast.anna.actor, anchor_id=child.pk)
    with pytest.raises(NotAllowed):
        actions.lift_veto(cast.anna.actor, veto)
    actions.lift_veto(cast.halina.actor, veto)


def test_another_institution_sets_nothing_on_the_owners_file(cast: Town, child: Anchor) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.restrict(cast.wanda.actor, anchor_id=child.pk)
    assert refused.value.code == "veto.other_institution"


def test_a_partner_declares_a_conflict_of_his_own(cast: Town, child: Anchor) -> None:
    actions.declare_conflict(cast.piotr.actor, anchor_id=child.pk, user_id=cast.piotr.user.pk)
    with pytest.raises(NotAllowed):
        actions.declare_conflict(cast.piotr.actor, anchor_id=child.pk, user_id=cast.jan.user.pk)


def test_not_to_whom_is_a_mistake(cast: Town, child: Anchor) -> None:
    with pytest.raises(RuleBroken) as refused:
        actions.hide_from(cast.halina.actor, anchor_id=child.pk)
    assert refused.value.code == "veto.nobody"
