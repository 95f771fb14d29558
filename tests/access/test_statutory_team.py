"""The statutory team reaches what the list of the law names for the part of the person, and nothing else."""

import pytest

from kooperacja.access.actions import add_part, break_glass, end_part, new_anchor, recall
from kooperacja.access.door import EXPORT, READ, WRITE, visible
from kooperacja.access.explain import explain
from kooperacja.access.models import Anchor, AnchorKind, Capacity, PartKind
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.people.models import Person
from tests.access.conftest import MakeRow, put, trust
from tests.cast import Town, Worker

VIOLENCE = Purpose.VIOLENCE


@pytest.fixture
def team(cast: Town, dossier: Anchor, child: Anchor) -> Anchor:
    """Jan of the police and Iga of GOPS sit in the statutory team; the child is a witness."""
    for worker in (cast.jan, cast.iga):
        put(worker, dossier, Capacity.STATUTORY)
        trust(worker, Category.VIOLENCE)
    add_part(cast.halina.actor, dossier_id=dossier.pk, subject_id=child.pk, part=PartKind.WITNESS)
    return dossier


def seen(worker: Worker, purpose: str = VIOLENCE, action: str = READ) -> set[str]:
    with snapshot():
        return {row.category for row in visible(Person, worker.actor, purpose, action).all()}


def test_a_member_of_another_institution_reads_what_the_list_names(
    cast: Town, team: Anchor, child: Anchor, make_row: MakeRow
) -> None:
    make_row(team, child, Category.VIOLENCE)
    make_row(team, child, Category.HEALTH)
    assert seen(cast.jan) == seen(cast.iga) == {Category.VIOLENCE}
    assert seen(cast.jan, action=EXPORT) == {Category.VIOLENCE}


def test_the_register_of_the_person_opens_too(cast: Town, team: Anchor, child: Anchor, make_row: MakeRow) -> None:
    row = make_row(child, category=Category.HOUSING)
    make_row(child, category=Category.EDUCATION)
    assert seen(cast.jan) == {Category.HOUSING}
    with snapshot():
        held = [report.name for report in explain(cast.jan.actor, row, VIOLENCE) if report.holds]
    assert held == ["statutory_register"]


def test_it_is_for_that_purpose_only(cast: Town, team: Anchor, child: Anchor, make_row: MakeRow) -> None:
    make_row(team, child, Category.VIOLENCE)
    assert seen(cast.jan, Purpose.JOINT_HELP) == seen(cast.iga, Purpose.JOINT_HELP) == set()


def test_only_the_owner_writes(cast: Town, team: Anchor, child: Anchor, make_row: MakeRow) -> None:
    make_row(team, child, Category.VIOLENCE)
    assert seen(cast.iga, action=WRITE) == {Category.VIOLENCE}
    assert seen(cast.jan, action=WRITE) == set()


def test_a_row_about_somebody_without_a_part_stays_closed(
    cast: Town, team: Anchor, dossier: Anchor, make_row: MakeRow
) -> None:
    make_row(team, dossier, Category.VIOLENCE)
    assert seen(cast.jan) == set()


def test_leaving_the_team_or_the_file_closes_it(cast: Town, team: Anchor, child: Anchor, make_row: MakeRow) -> None:
    make_row(team, child, Category.VIOLENCE)
    recall(cast.halina.actor, user_id=cast.jan.user.pk, anchor_id=team.pk)
    assert (seen(cast.jan), seen(cast.iga)) == (set(), {Category.VIOLENCE})
    end_part(cast.halina.actor, team.parts.get())
    assert seen(cast.iga) == set()


def test_a_file_of_the_team_itself_opens_to_no_supervisor_and_in_no_emergency(
    cast: Town, child: Anchor, make_row: MakeRow
) -> None:
    """A Blue Card (docs/decisions/0047): Halina supervises GOPS, is authorised, and breaks the glass."""
    file = new_anchor(AnchorKind.STATUTORY, cast.at("gops").pk)
    add_part(cast.halina.actor, dossier_id=file.pk, subject_id=child.pk, part=PartKind.VICTIM)
    for worker in (cast.jan, cast.halina, cast.anna):
        trust(worker, Category.VIOLENCE)
    put(cast.jan, file, Capacity.STATUTORY)
    put(cast.anna, file, Capacity.KEY_WORKER)
    make_row(file, child, Category.VIOLENCE)
    break_glass(cast.halina.actor, subject_id=child.pk, reason="Telefon ze szpitala")
    assert seen(cast.jan) == {Category.VIOLENCE}
    for purpose in Purpose:
        assert seen(cast.halina, purpose) == seen(cast.anna, purpose) == set()
    make_row(child, category=Category.VIOLENCE)
    assert seen(cast.halina, Purpose.JOINT_HELP) == {Category.VIOLENCE}
