"""Ending a substitution before its day."""

import pytest
import time_machine

from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.foundation.clock import day_start
from kooperacja.foundation.errors import NotFound
from kooperacja.handover.actions import end_substitution
from kooperacja.handover.queries.substitutions import Substitution, get_substitution, substitutions
from kooperacja.notices.models import Notice
from tests.cast import Town, Worker
from tests.handover.conftest import FIRST, LAST, arrange, sees


def only(worker: Worker) -> Substitution:
    with snapshot():
        (row,) = substitutions(worker.actor)
    return row


def test_those_who_are_concerned_and_who_supervises_read_it_and_nobody_else(cast: Town, case: Case) -> None:
    arrange(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk})
    for worker, may_end in ((cast.anna, True), (cast.iga, False), (cast.halina, True)):
        row = only(worker)
        assert (row.absent, row.substitute, row.since, row.until) == ("Anna Lis", "Iga Klon", FIRST, LAST)
        assert (row.number, row.is_now, row.can_end) == (1, False, may_end)
    with snapshot():
        assert substitutions(cast.ewa.actor) == substitutions(cast.wanda.actor) == []


def test_it_ends_at_once_and_who_stood_in_is_told(cast: Town, case: Case) -> None:
    arrange(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk})
    start = day_start(FIRST)
    with time_machine.travel(start, tick=False):
        end_substitution(actor=cast.anna.actor, found=only(cast.anna))
        assert list(Notice.objects.filter(code="handover.ended").values_list("user_id", flat=True)) == [
            cast.iga.user.pk
        ]
        with snapshot():
            assert substitutions(cast.halina.actor) == []
    assert sees(cast.iga, start) == set()


def test_one_that_has_not_begun_never_will(cast: Town, case: Case) -> None:
    arrange(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk})
    end_substitution(actor=cast.halina.actor, found=only(cast.halina))
    assert sees(cast.iga, day_start(FIRST)) == set()
    with snapshot():
        assert substitutions(cast.halina.actor) == []
    assert arrange(cast.anna, cast.anna, {case.anchor_id: cast.ewa.user.pk}) == 1


def test_the_substitute_and_strangers_find_nothing_to_end(cast: Town, case: Case) -> None:
    arrange(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk})
    pk = only(cast.anna).pk
    for worker in (cast.iga, cast.ewa, cast.wanda):
        for number in (pk, 987654):
            with snapshot(), pytest.raises(NotFound):
                get_substitution(worker.actor, number)
