"""A window is opened by the owner on a basis and a clause, and closes with any of them."""

from datetime import timedelta
from typing import Any

import pytest

from kooperacja.access.actions import close_share, end_basis, open_share, record_basis
from kooperacja.access.compiler import ROW_COLUMNS
from kooperacja.access.door import visible
from kooperacja.access.models import Anchor, AnchorKind, Basis, Capacity, Share
from kooperacja.access.prepared import fresh, said
from kooperacja.access.snapshot import snapshot
from kooperacja.access.what_if import Change, protected_kinds, question, what_if
from kooperacja.agreements import actions as agreements
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Agreement, Pact
from kooperacja.audit.models import Entry
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import OPEN_END, now
from kooperacja.foundation.errors import KooperacjaError, NotAllowed, RuleBroken
from kooperacja.people.models import Person
from tests.access.conftest import MakeRow, put
from tests.cast import Town, Worker

HELP = Purpose.JOINT_HELP


def basis(actor: Any, subject: Anchor, recipient: int, **other: Any) -> Basis:
    keys = {"category": Category.IDENTITY, "purpose": HELP, "is_consent": True, "source": "zgoda z 02.11.2026"}
    return record_basis(actor, subject_id=subject.pk, recipient_id=recipient, **{**keys, **other})


def window(cast: Town, child: Anchor, by: Worker, found: Basis, **other: Any) -> Share:
    assert cast.agreement is not None
    keys: dict[str, Any] = {
        "anchor_id": child.pk,
        "subject_id": child.pk,
        "recipient_id": cast.at("school").pk,
        "category": Category.IDENTITY,
        "purpose": HELP,
        "agreement_id": cast.agreement.pk,
        "basis_id": found.pk,
    }
    return open_share(by.actor, **{**keys, **other})


@pytest.fixture
def shown(cast: Town, child: Anchor, make_row: MakeRow) -> Share:
    """Piotr of the school reads the identity of the child."""
    make_row(child)
    put(cast.piotr, child, Capacity.TEAM)
    return window(cast, child, cast.anna, basis(cast.anna.actor, child, cast.at("school").pk))


def sees(worker: Worker) -> int:
    with snapshot():
        return len(visible(Person, worker.actor, HELP).all())


def test_it_opens_and_ends_with_the_agreement(cast: Town, shown: Share) -> None:
    assert sees(cast.piotr) == 1
    assert (
        shown.valid_to == Pact.objects.filter(recipient=shown.recipient, owner=shown.owner).latest("valid_to").valid_to
    )


def test_closing_it_acts_at_the_next_request(cast: Town, shown: Share) -> None:
    close_share(cast.anna.actor, shown)
    assert sees(cast.piotr) == 0


def test_withdrawing_the_consent_closes_it(cast: Town, shown: Share) -> None:
    end_basis(cast.anna.actor, shown.basis)
    assert sees(cast.piotr) == 0
    assert Share.objects.get(pk=shown.pk).valid_to == shown.valid_to


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"category": Category.FAMILY}, "share.basis"),
        ({"basis_id": 0}, "share.basis"),
        ({"valid_to": OPEN_END - timedelta(days=1)}, "share.past_agreement"),
        ({"agreement_id": 0}, "share.agreement"),
    ],
)
def test_what_does_not_fit_is_refused(cast: Town, child: Anchor, other: dict[str, Any], code: str) -> None:
    found = basis(cast.anna.actor, child, cast.at("school").pk)
    with pytest.raises(RuleBroken) as refused:
        window(cast, child, cast.anna, found, **other)
    assert refused.value.code == code
    assert not Share.objects.exists()


def test_a_basis_of_another_person_is_refused(cast: Town, child: Anchor) -> None:
    sister = Anchor.objects.create(kind=AnchorKind.PERSON, owner=cast.at("gops"))
    found = basis(cast.anna.actor, sister, cast.at("school").pk)
    with pytest.raises(RuleBroken) as refused:
        window(cast, child, cast.anna, found)
    assert refused.value.code == "share.basis"


def test_a_household_consents_to_nothing(cast: Town) -> None:
    home = Anchor.objects.create(kind=AnchorKind.HOUSEHOLD, owner=cast.at("gops"))
    with pytest.raises(RuleBroken) as refused:
        basis(cast.anna.actor, home, cast.at("school").pk)
    assert refused.value.code == "basis.household"


def test_another_institution_opens_nothing_of_the_owner(cast: Town, child: Anchor, shown: Share) -> None:
    for act in (
        lambda: basis(cast.piotr.actor, child, cast.at("school").pk),
        lambda: window(cast, child, cast.piotr, shown.basis),
        lambda: close_share(cast.piotr.actor, shown),
        lambda: end_basis(cast.piotr.actor, shown.basis),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "share.other_institution"


def test_nobody_opens_a_window_to_an_institution_where_he_works_too(cast: Town, child: Anchor) -> None:
    found = basis(cast.anna.actor, child, cast.at("school").pk)
    Membership.objects.create(user=cast.anna.user, institution=cast.at("school"), role="team_member")
    with pytest.raises(NotAllowed) as refused:
        window(cast, child, cast.anna, found)
    assert refused.value.code == "share.to_oneself"


def test_it_is_told_before_a_suspension_who_loses_what(cast: Town, shown: Share) -> None:
    agreement = cast.agreement
    assert agreement is not None
    before = Entry.objects.count()
    lost = what_if(
        lambda: agreements.suspend(actor=cast.ewa.actor, agreement=agreement, code="law"),
        Share.objects.filter(agreement=agreement),
    )
    assert [(one.user_name, one.gained, one.lost) for one in lost] == [(cast.piotr.user.full_name, 0, 1)]
    assert isinstance(lost[0], Change)
    assert (Agreement.objects.get(pk=agreement.pk).state, Entry.objects.count()) == ("in_force", before)
    assert sees(cast.piotr) == 1


def test_it_is_told_before_a_withdrawal_of_consent(cast: Town, shown: Share) -> None:
    lost = what_if(lambda: end_basis(cast.anna.actor, shown.basis), Share.objects.filter(basis=shown.basis))
    assert [(one.user_name, one.lost) for one in lost] == [(cast.piotr.user.full_name, 1)]
    assert Basis.objects.get(pk=shown.basis_id).valid_to > now()


def test_an_act_that_is_refused_is_refused_in_the_trial_too(cast: Town, shown: Share) -> None:
    agreement = cast.agreement
    assert agreement is not None
    with pytest.raises(KooperacjaError):
        what_if(
            lambda: agreements.suspend(actor=cast.piotr.actor, agreement=agreement, code="law"),
            Share.objects.filter(agreement=agreement),
        )


@pytest.mark.django_db
def test_each_kind_of_row_is_asked_as_if_its_question_had_been_made_for_it() -> None:
    """The one that is made is of the first kind; of another it has the table alone, and all have the same columns."""
    made, *_more, other = protected_kinds()
    given: dict[str, Any] = {
        "at": now(),
        "anchor_0": 1,
        "user": 7,
        "institution": 7,
        "role": "adviser",
        "purpose": str(HELP),
    }
    (known,), (wanted,) = (fresh([((0, ""), question(kind, **given))]) for kind in (made, other))
    assert said(known.of(other)) == said(wanted)
    columns = {"id", *(column.name for column in ROW_COLUMNS.values())}
    for kind in protected_kinds():
        assert columns <= {field.column for field in kind._meta.concrete_fields}, kind
