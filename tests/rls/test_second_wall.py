"""What the database refuses to the application's role, whatever the application asks."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from kooperacja.access import permit, wall
from kooperacja.access.door import visible
from kooperacja.access.permit import NAMES, NOTHING, Claim, settings_of
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import Purpose
from kooperacja.cases import actions as cases
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.refs import new_ref
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town
from tests.house.county import copied
from tests.roles import as_application, role
from tests.tripwire import protected_tables

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("at_monday")]


@pytest.fixture
def case(cast: Town) -> Case:
    anna = cast.anna
    return cases.open_case(actor=anna.actor, family_name="Lipa", learned_on=MONDAY.date(), key_worker_id=anna.user.pk)


def asked(statement: str, *values: object) -> list[tuple[object, ...]]:
    """A statement by hand, past every rule of ours, as the application."""
    with as_application(), permit.permit(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def told(claim: Claim, **forged: str) -> None:
    """Settings as they would be told, some of them forged."""
    with as_application(), connection.cursor() as cursor:
        for name, value in (settings_of(claim) | forged).items():
            cursor.execute("SELECT set_config(%s, %s, true)", [f"kooperacja.{name}", value])


def looked(statement: str) -> list[tuple[object, ...]]:
    """As `asked`, with the settings left as they are."""
    with as_application(), connection.connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{role()}"')
        cursor.execute(statement)
        return cursor.fetchall()


def claim_of(actor: Actor, **other: str) -> Claim:
    return Claim(actor.user_id, actor.institution_id, actor.role, "joint_help", "read", MONDAY, **other)


def refused(act: Callable[[], object]) -> str:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return str(error)
    return ""


def test_the_role_stands_below_the_policies_and_owns_nothing(cast: Town) -> None:
    with as_application():
        seen = wall.wall()
    assert (seen.role, seen.above, seen.owner, seen.gaps) == (role(), False, False, ())
    assert seen.is_whole


@pytest.mark.parametrize("table", protected_tables())
def test_without_settings_there_are_no_rows(case: Case, table: str) -> None:
    told(NOTHING, **dict.fromkeys((*NAMES, "seal"), ""))
    assert looked(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - the name of our own table.


def test_settings_end_with_their_transaction(transactional_db: None, cast: Town) -> None:
    """A connection that goes back to the pool knows nothing of who used it."""
    with snapshot(), as_application():
        visible(Person, cast.anna.actor, Purpose.JOINT_HELP).all()
        assert looked("SELECT current_setting('kooperacja.user', true)") == [(str(cast.anna.user.pk),)]
    for name in (*NAMES, "seal"):
        assert looked(f"SELECT current_setting('kooperacja.{name}', true)") == [("",)]


def test_settings_that_a_savepoint_took_back_are_told_again(case: Case, cast: Town) -> None:
    def mine() -> int:
        with snapshot():
            return len(visible(Case, cast.anna.actor, Purpose.JOINT_HELP).all())

    with transaction.atomic():
        with transaction.atomic():
            assert mine() == 1
            transaction.set_rollback(True)
        assert mine() == 1


def test_a_sealed_claim_opens_what_it_claims(case: Case, cast: Town) -> None:
    told(claim_of(cast.anna.actor))
    assert looked("SELECT id FROM cases_case") == [(case.pk,)]


@pytest.mark.parametrize(
    "forged",
    [
        {"user": "halina"},
        {"institution": "gops"},
        {"purpose": "advice"},
        {"action": "write"},
        {"reason": "cases.numbers"},
    ],
    ids=lambda forged: next(iter(forged)),
)
def test_a_setting_forged_in_a_query_opens_nothing(case: Case, cast: Town, forged: dict[str, str]) -> None:
    """The seal no longer fits, so that even what was open is closed."""
    numbers = {"halina": str(cast.halina.user.pk), "gops": str(cast.at("gops").pk)}
    told(claim_of(cast.jan.actor), **{name: numbers.get(value, value) for name, value in forged.items()})
    assert looked("SELECT id FROM cases_case") == []
    told(claim_of(cast.anna.actor), **{name: numbers.get(value, value) + "0" for name, value in forged.items()})
    assert looked("SELECT id FROM cases_case") == []


def test_a_setting_forged_inside_the_statement_opens_nothing(case: Case, cast: Town) -> None:
    """What an injected sub-select could do in one statement of somebody else."""
    user, place = cast.anna.user.pk, cast.at("gops").pk
    forged = f"""
        (SELECT set_config('kooperacja.user', '{user}', true), set_config('kooperacja.institution', '{place}', true)
        OFFSET 0) AS forged (a, b)
    """
    whole = "SELECT 0 FROM cases_case UNION ALL SELECT length(a) FROM {0} UNION ALL SELECT id + 1000 FROM cases_case"
    for statement in (
        "SELECT id FROM {0}, cases_case",
        "SELECT id FROM {0} LEFT JOIN cases_case ON a IS NOT NULL",
        whole,
    ):
        told(claim_of(cast.jan.actor))
        found = {number for (number,) in looked(statement.format(forged))}
        assert not found & {case.pk, case.pk + 1000}, statement


def test_a_seal_without_the_key_is_worth_nothing(case: Case, cast: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permit, "key", lambda: b"guessed")
    told(claim_of(cast.anna.actor))
    assert looked("SELECT id FROM cases_case") == []


def test_the_application_cannot_read_the_key(cast: Town) -> None:
    assert "permission denied" in refused(lambda: asked("SELECT * FROM kooperacja_seal"))


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE audit_entry CASCADE",
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET action = 'other'",
        "TRUNCATE cases_case CASCADE",
        "DELETE FROM cases_case",
        "UPDATE access_roleright SET action = 'write'",
        "INSERT INTO access_kindpurpose SELECT * FROM access_kindpurpose",
        "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
        "DROP POLICY kooperacja_select ON cases_case",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "RESET ROLE; SET SESSION AUTHORIZATION nobody_at_all",
    ],
)
def test_the_application_may_not(cast: Town, statement: str) -> None:
    """I29 and the tables of law: the rights of the role do not reach so far."""
    assert refused(lambda: asked(statement))


def test_a_reason_opens_only_the_tables_that_it_names(case: Case) -> None:
    told(Claim(reason="cases.numbers", at=MONDAY))
    assert looked("SELECT count(*) FROM cases_case") == [(1,)]
    assert looked("SELECT count(*) FROM people_household") == [(0,)]


def test_an_actor_cannot_write_a_row_of_another_institution(case: Case, cast: Town) -> None:
    @writes
    def take(*, actor: Actor) -> int:
        with as_application():
            return Case._base_manager.filter(pk=case.pk).update(external_number="moje")

    @writes
    def plant(*, actor: Actor) -> None:
        with as_application():
            copied(case, number="X", ref=new_ref())

    assert take(actor=cast.piotr.actor) == 0
    assert take(actor=cast.anna.actor) == 1
    with pytest.raises(ProgrammingError, match="row-level security"):
        plant(actor=cast.piotr.actor)


def test_a_row_cannot_be_given_away(case: Case, cast: Town) -> None:
    @writes
    def give(*, actor: Actor) -> None:
        with as_application():
            Case._base_manager.filter(pk=case.pk).update(owner_id=cast.at("school").pk)

    with pytest.raises(ProgrammingError, match="row-level security"):
        give(actor=cast.anna.actor)


def test_who_no_longer_works_there_writes_nothing(case: Case, cast: Town) -> None:
    @writes
    def touch(*, actor: Actor) -> int:
        with as_application():
            return Case._base_manager.filter(pk=case.pk).update(external_number="?")

    assert touch(actor=cast.anna.actor) == 1
    cast.anna.membership.valid_to = MONDAY
    cast.anna.membership.save()
    assert touch(actor=cast.anna.actor) == 0


def test_a_write_that_nobody_has_put_his_name_to_is_refused(case: Case) -> None:
    def touch() -> int:
        with as_application():
            return Case._base_manager.filter(pk=case.pk).update(external_number="?")

    assert touch() == 0


def test_nothing_is_claimed_where_nobody_asks() -> None:
    assert set(settings_of(NOTHING).values()) - {""} == {settings_of(NOTHING)["seal"]}
