"""The trail can only grow, and its rows carry from the first day what later proofs need."""

import json
from collections.abc import Callable
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, models, transaction

from kooperacja.audit.actions import record
from kooperacja.audit.models import About, Entry, EntrySubject
from kooperacja.foundation.actor import Actor
from tests.cast import Town
from tests.roles import as_application


@pytest.fixture
def entry(cast: Town) -> Entry:
    """An entry with a payload and a person in it."""
    return record(cast.anna.actor, "case.open", About("case", 5, 7, (9,)), urgent=True)


def _refused(act: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def _executed(statement: str) -> Callable[[], object]:
    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return act


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'other'",
        "UPDATE audit_entry SET payload = salt",
        "DELETE FROM audit_entry",
        "UPDATE audit_entrysubject SET subject_id = 1",
        "DELETE FROM audit_entrysubject",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(entry: Entry, statement: str) -> None:
    """I29, by a statement that passes by every rule of ours."""
    assert _refused(_executed(statement)), statement


def test_the_models_refuse_it_too(entry: Entry) -> None:
    """I29"""
    assert _refused(lambda: Entry.objects.update(action="other"))
    assert _refused(lambda: EntrySubject.objects.all().delete())
    assert Entry.objects.get(pk=entry.pk).action == "case.open"


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["audit_entry", "audit_entrysubject"])
def test_postgresql_refuses_the_application_to_empty_the_trail(entry: Entry, table: str) -> None:
    """I29: TRUNCATE fires no trigger of rows, so the role has no right to it."""
    with as_application(), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        _executed(f"TRUNCATE {table} CASCADE")()


def test_the_table_carries_what_the_hash_tree_and_the_keys_of_persons_will_need(db: None) -> None:
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, "audit_entry")}
    assert {"sequence", "payload", "salt", "commitment", "key_id"} <= columns
    assert isinstance(Entry._meta.pk, models.BigAutoField)
    assert Entry._meta.pk.name == "sequence"
    assert Entry._meta.get_field("key_id").blank


def test_the_commitment_binds_salt_and_payload(entry: Entry, cast: Town) -> None:
    """I29: the leaf is a commitment, so that a payload can become unreadable and the chain stays."""
    kept = Entry.objects.get(pk=entry.pk)
    payload, salt = bytes(kept.payload), bytes(kept.salt)
    assert json.loads(payload) == {"urgent": True}
    assert len(salt) == 16
    assert bytes(kept.commitment) == sha256(salt + payload).digest()
    assert bytes(record(cast.anna.actor, "case.open", urgent=True).salt) != salt


def test_the_order_of_writing_is_the_sequence(cast: Town) -> None:
    first, second = (record(cast.anna.actor, name) for name in ("one", "two"))
    assert second.sequence > first.sequence


def test_an_entry_says_who_in_which_role_for_whom_and_about_whom(entry: Entry, cast: Town) -> None:
    actor = cast.anna.actor
    assert (entry.user_id, entry.role, entry.institution_id) == (actor.user_id, actor.role, actor.institution_id)
    assert (entry.about_kind, entry.about_id, entry.anchor_id) == ("case", 5, 7)
    assert list(entry.subjects.values_list("subject_id", flat=True)) == [9]


def test_a_machine_act_has_a_name_and_a_person_has_none_in_the_trail(cast: Town) -> None:
    assert record(Actor.system("deadline"), "referral.close_unconfirmed").actor_name == "deadline"
    assert record(cast.anna.actor, "case.open").actor_name == ""
