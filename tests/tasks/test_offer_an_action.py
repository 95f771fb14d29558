"""An action for another institution is offered, and nobody has to do it before saying yes."""

from typing import Any

import pytest

from kooperacja.access.models import AnchorKind
from kooperacja.access.permit import permit
from kooperacja.agreements.actions import rederive
from kooperacja.agreements.models import Clause
from kooperacja.cases.models import Case
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import Conflict, NotFound
from kooperacja.notices.models import Notice
from kooperacja.tasks import actions
from kooperacja.tasks.actions import Wanted
from kooperacja.tasks.models import Task, TaskSide
from tests.cast import Town
from tests.tasks.conftest import DUE, SATURDAY, VISIT, Give, refused, side_of, state


def test_it_waits_in_the_inbox_of_the_institution_and_a_saturday_becomes_a_monday(cast: Town, give: Give) -> None:
    mine = give()
    theirs = side_of(cast.ida, mine)
    assert (theirs.anchor.kind, theirs.case_id, theirs.case_number) == (AnchorKind.INBOX, None, mine.case_number)
    assert (state(mine), mine.task.due_on) == ("proposed", DUE)
    assert Notice.objects.filter(user=cast.ida.user, code="task.hand_over").count() == 1
    for stranger in (cast.tomasz, cast.jan, cast.wanda):
        with pytest.raises(NotFound):
            side_of(stranger, mine)


def test_only_the_institution_itself_accepts(cast: Town, give: Give) -> None:
    mine = give()
    refused("task.not_taker", lambda: actions.accept(actor=cast.anna.actor, side=mine))
    actions.accept(actor=cast.ida.actor, side=side_of(cast.ida, mine))
    assert state(mine) == "accepted"
    assert Notice.objects.filter(user=cast.anna.user, code="task.accept").exists()
    with pytest.raises(Conflict):
        actions.reject(actor=cast.ida.actor, side=side_of(cast.ida, mine), reason_code="no_capacity")


def test_a_rejection_needs_a_reason_that_fits(cast: Town, give: Give) -> None:
    theirs = side_of(cast.ida, give())
    refused("task.reason", lambda: actions.reject(actor=cast.ida.actor, side=theirs, reason_code="absent"))
    actions.reject(actor=cast.ida.actor, side=theirs, reason_code="no_capacity")
    assert state(theirs) == "rejected"


def test_what_the_own_institution_writes_for_itself_is_accepted(cast: Town, give: Give) -> None:
    mine = give("gops")
    assert state(mine) == "accepted"
    with permit():
        assert TaskSide._base_manager.filter(task_id=mine.task_id).count() == 1


def test_until_it_is_offered_nobody_else_knows_and_it_can_be_changed(cast: Town, led: Case) -> None:
    keys: dict[str, Any] = {"actor": cast.anna.actor}
    words = {"taker_id": cast.at("ppp").pk, "wanted_on": SATURDAY}
    mine = actions.prepare(**keys, case=led, wanted=Wanted(title=VISIT, **words))
    with pytest.raises(NotFound):
        side_of(cast.ida, mine)
    actions.change(
        **keys, side=mine, version=1, wanted=Wanted(title="Konsultacja", helpers=(cast.at("pup").pk,), **words)
    )
    refused("version.stale", lambda: actions.change(**keys, side=mine, version=1, wanted=Wanted(title="X", **words)))
    actions.hand_over(**keys, side=side_of(cast.anna, mine))
    again = side_of(cast.anna, mine)
    actions.hand_over(**keys, side=again)
    refused("task.offered", lambda: actions.change(**keys, side=again, version=2, wanted=Wanted(title="X", **words)))
    helper = side_of(cast.tomasz, mine)
    actions.help_with(actor=cast.tomasz.actor, side=helper, agrees=True)
    assert side_of(cast.tomasz, mine).agrees is True
    refused("task.not_taker", lambda: actions.accept(actor=cast.tomasz.actor, side=helper))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("task.no_agreement", {"to": "mostek"}),
        ("task.title", {"title": "  "}),
        ("task.past", {"wanted_on": SATURDAY.replace(year=2025)}),
        ("task.far", {"wanted_on": SATURDAY.replace(year=2126)}),
        ("institution.unknown", {"taker_id": 10**9}),
    ],
)
def test_what_cannot_be_given_is_refused(give: Give, code: str, told: dict[str, Any]) -> None:
    refused(code, lambda: give(**told))


def test_after_the_deadline_and_without_the_agreement_it_is_not_accepted(
    cast: Town, give: Give, time_machine: Any
) -> None:
    mine = give()
    with permit():
        Clause.objects.update(valid_to=now())
    rederive(cast.agreement.pk)  # type: ignore[union-attr]
    theirs = side_of(cast.ida, mine)
    refused("task.no_agreement", lambda: actions.accept(actor=cast.ida.actor, side=theirs))
    time_machine.move_to("2026-12-15T09:00:00+00:00")
    with permit():
        Clause.objects.update(valid_to="9000-01-01T00:00:00Z")
    rederive(cast.agreement.pk)  # type: ignore[union-attr]
    said = refused("task.too_late", lambda: actions.accept(actor=cast.ida.actor, side=side_of(cast.ida, mine)))
    assert "14.12.2026" in str(said)
    with permit():
        assert Task._base_manager.get(pk=mine.task_id).state == "proposed"
