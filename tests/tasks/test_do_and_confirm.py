"""Who accepted names a worker, reports with evidence, and the one who asked confirms."""

import pytest

from kooperacja.access.door import visible
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.disclosures.queries.told import told_page
from kooperacja.foundation.errors import Conflict
from kooperacja.tasks import actions
from kooperacja.tasks.models import TaskText
from tests.cast import Town
from tests.tasks.conftest import HELP, Give, refused, side_of, state

DONE = "Ola i Kuba byli na konsultacji, opinia wydana rodzicom."


def texts(worker: object, kind: str) -> list[str]:
    with snapshot():
        return [row.text for row in visible(TaskText, worker.actor, HELP).owned().filter(kind=kind).all("pk")]  # type: ignore[attr-defined]


def test_from_yes_to_confirmed_each_side_keeps_its_copy(cast: Town, give: Give) -> None:
    mine = give()
    theirs = side_of(cast.ida, mine)
    actions.accept(actor=cast.ida.actor, side=theirs)
    refused("worker.unknown", lambda: actions.start(actor=cast.ida.actor, side=theirs, worker_id=cast.anna.user.pk))
    actions.start(actor=cast.ida.actor, side=theirs, worker_id=cast.ida.user.pk)
    actions.note(actor=cast.ida.actor, side=side_of(cast.ida, mine), kind="obstacle", text="Kuba był chory.")
    refused("text.missing", lambda: actions.report(actor=cast.ida.actor, side=theirs, text=" "))
    actions.report(actor=cast.ida.actor, side=side_of(cast.ida, mine), text=DONE)
    again = side_of(cast.ewa, mine)
    actions.send_back(actor=cast.ewa.actor, side=again, text="Brakuje opinii o Kubie.")
    assert state(mine) == "in_progress"
    actions.report(actor=cast.ida.actor, side=side_of(cast.ida, mine), text=DONE)
    refused("task.not_giver", lambda: actions.confirm(actor=cast.ida.actor, side=side_of(cast.ida, mine)))
    actions.confirm(actor=cast.ewa.actor, side=side_of(cast.ewa, mine))
    assert state(mine) == "confirmed"
    for worker in (cast.anna, cast.ida):
        assert texts(worker, "report") == [DONE, DONE]
        assert texts(worker, "obstacle") == ["Kuba był chory."]
        assert texts(worker, "correction") == ["Brakuje opinii o Kubie."]
    with pytest.raises(Conflict):
        actions.cancel(actor=cast.anna.actor, side=side_of(cast.anna, mine), reason_code="obsolete")


def test_what_was_not_done_says_why(cast: Town, give: Give) -> None:
    mine = give("gops")
    actions.fail(actor=cast.anna.actor, side=mine, reason_code="absent")
    assert (state(mine), side_of(cast.anna, mine).task.reason_code) == ("not_done", "absent")


def test_a_member_of_the_family_reads_who_was_asked_to_help(cast: Town, give: Give, family: dict) -> None:  # type: ignore[type-arg]
    give()
    give("gops", title="Wizyta asystenta")
    with snapshot():
        told = told_page(cast.anna.actor, family["Ola"].ref, HELP).rows
    said = str(told)
    assert "Wizyta dzieci u psychologa" in said
    assert "Wizyta asystenta" not in said


def test_a_closed_case_gives_nothing(cast: Town, led: Case, give: Give) -> None:
    with permit():
        Case._base_manager.filter(pk=led.pk).update(state="closed", closed_on="2026-11-02", close_reason="reached")
    led.state = "closed"
    refused("case.closed", give)
