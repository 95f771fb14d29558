"""`docs/permissions.md` is what the rules really answer, and some answers may never change."""

from typing import Any

import pytest

from kooperacja.directory.kinds import Role
from tests.cast import Town
from tests.house.permissions import MARK, Answers, matrix
from tests.house.tree import ROOT, assert_fresh

# Roles that watch, teach or count; none of them works with clients.
WATCHING = {
    Role.DATA_PROTECTION_OFFICER,
    Role.AUDITOR,
    Role.FINANCE_OFFICER,
    Role.TRAINER,
    Role.UNION_EDITOR,
    Role.ROPS_ANIMATOR,
    Role.WZK_MEMBER,
    Role.SYSTEM_ADMIN,
}


@pytest.fixture
def document(cast: Town, at_monday: Any) -> tuple[str, dict[str, Answers]]:
    return matrix(cast)


@pytest.mark.once
def test_the_matrix_is_the_one_that_was_looked_at(document: tuple[str, dict[str, Answers]]) -> None:
    text, answers = document
    assert_fresh(ROOT / "docs" / "permissions.md", text, "python tools/permissions.py")
    _nobody_without_a_relation_moves_anything(answers)
    _who_only_watches_moves_no_referral_and_no_case(answers)
    _no_machine_moves_what_people_decide(answers)


def _allowed(answers: Answers) -> set[tuple[str, str, str]]:
    return {key for key, by_state in answers.items() if any(by_state.values())}


def _nobody_without_a_relation_moves_anything(answers: dict[str, Answers]) -> None:
    """A third institution, another institution's worker, and who is no party (I15)."""
    for flow in answers.values():
        assert [key for key in _allowed(flow) if key[2] == "O"] == []


def _who_only_watches_moves_no_referral_and_no_case(answers: dict[str, Answers]) -> None:
    for name in ("referral", "case"):
        assert [key for key in _allowed(answers[name]) if key[0] in WATCHING] == []


def _no_machine_moves_what_people_decide(answers: dict[str, Answers]) -> None:
    """Only the deadline closes what nobody confirmed; nobody but it does that."""
    by_machines = {
        (name, role, move) for name, flow in answers.items() for role, move, at in _allowed(flow) if at == MARK
    }
    assert {one for one in by_machines if one[0] != "agreement"} == {
        ("referral", "(system) deadline", "close_unconfirmed")
    }
    assert [key for key in _allowed(answers["referral"]) if key[1] == "close_unconfirmed" and key[2] != MARK] == []
