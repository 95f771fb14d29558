"""What `visible` opens, on the cast: mine by appointment, mine by supervision, theirs by a window."""

from datetime import date

import pytest

from kooperacja.access.actions import appoint, declare_conflict, new_anchor, restrict
from kooperacja.access.door import decide, visible
from kooperacja.access.explain import explain, who_can_see
from kooperacja.access.models import AnchorKind, Basis, Capacity, DoorBypassed, Share
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.foundation.clock import day_end
from kooperacja.people.models import Person
from tests.cast import Town, Worker

JOINT_HELP = Purpose.JOINT_HELP


@pytest.fixture
def ola(cast: Town, at_monday: object) -> Person:
    """A person of GOPS Wierzbowo; Anna is her key worker."""
    anchor = new_anchor(AnchorKind.PERSON, cast.at("gops").pk)
    appoint(
        cast.anna.actor,
        user_id=cast.anna.user.pk,
        institution_id=cast.at("gops").pk,
        anchor=anchor,
        capacity=Capacity.KEY_WORKER,
    )
    row = Person(
        owner=cast.at("gops"),
        anchor=anchor,
        subject=anchor,
        category=Category.IDENTITY,
        level=2,
        first_name="Ola",
        last_name="Malinowska",
        folded="ola malinowska",
    )
    row.save(force_insert=True)
    return row


def sees(worker: Worker) -> bool:
    with snapshot():
        return bool(visible(Person, worker.actor, JOINT_HELP).all())


def share(cast: Town, ola: Person, recipient: Worker) -> Share:
    since = {"valid_from": ola.updated_at}
    keys = {
        "subject": ola.subject,
        "recipient": recipient.institution,
        "category": ola.category,
        "purpose": JOINT_HELP,
    }
    basis = Basis.objects.create(**keys, is_consent=True, source="zgoda", **since)
    appoint(
        cast.anna.actor,
        user_id=recipient.user.pk,
        institution_id=recipient.institution.pk,
        anchor=ola.anchor,
        capacity=Capacity.TEAM,
    )
    return Share.objects.create(
        **keys, owner=ola.owner, anchor=ola.anchor, agreement=cast.agreement, basis=basis, **since
    )


def test_a_plain_read_is_refused() -> None:
    with pytest.raises(DoorBypassed):
        Person.objects.all()


def test_the_appointed_worker_and_the_supervisor_see_and_others_do_not(cast: Town, ola: Person) -> None:
    assert sees(cast.anna)
    assert sees(cast.halina)
    assert not sees(cast.iga)
    assert not sees(cast.piotr)


def test_the_data_protection_officer_supervises_but_reads_no_names(cast: Town, ola: Person) -> None:
    assert not sees(cast.filip)


def test_a_window_opens_to_the_partner_and_only_for_reading(cast: Town, ola: Person) -> None:
    share(cast, ola, cast.piotr)
    assert sees(cast.piotr)
    assert decide(cast.piotr.actor, "read", ola, JOINT_HELP)
    assert not decide(cast.piotr.actor, "write", ola, JOINT_HELP)
    assert not sees(cast.jan)


def test_a_window_to_a_party_that_has_not_signed_stays_shut(cast: Town, ola: Person) -> None:
    share(cast, ola, cast.grazyna)
    assert not sees(cast.grazyna)


def test_a_conflict_of_interest_closes_what_a_ground_opens(cast: Town, ola: Person) -> None:
    declare_conflict(cast.halina.actor, anchor_id=ola.anchor_id, user_id=cast.anna.user.pk)
    assert not sees(cast.anna)
    assert sees(cast.halina)


def test_a_restriction_leaves_the_key_worker_only(cast: Town, ola: Person) -> None:
    share(cast, ola, cast.piotr)
    restrict(cast.halina.actor, anchor_id=ola.anchor_id)
    assert sees(cast.anna)
    assert not sees(cast.halina)
    assert not sees(cast.piotr)


def test_the_explanation_names_the_ground_and_its_end(cast: Town, ola: Person) -> None:
    share(cast, ola, cast.piotr)
    report = explain(cast.piotr.actor, ola, JOINT_HELP)[0]
    assert report.name == "shared_team"
    assert report.holds
    assert [fact.name for fact in report.facts][-3:] == ["share", "basis", "pact"]
    assert report.valid_to is not None
    assert report.valid_to == day_end(date(2027, 12, 31)), "the agreement until 31.12.2027 ends first (I7)"


def test_who_can_see_lists_exactly_those_who_see(cast: Town, ola: Person) -> None:
    share(cast, ola, cast.piotr)
    names = {sight.user_name for sight in who_can_see(ola, JOINT_HELP)}
    assert names == {worker.user.full_name for worker in cast.workers.values() if sees(worker)}
