"""A new root key: the keys of institutions wrapped anew, no value touched, resumable anywhere."""

from typing import Any

import pytest

from kooperacja.foundation.errors import Conflict, Unavailable
from kooperacja.keys import actions, queries, ring
from kooperacja.keys.actions import rotate_root
from kooperacja.keys.models import InstitutionKey
from kooperacja.people.actions import register_person
from kooperacja.people.models import Person
from tests.cast import Town
from tests.keys.conftest import NUMBERS, SYSTEM, keys, told


def roots() -> set[str]:
    return set(InstitutionKey.objects.filter(destroyed_at=None).values_list("root", flat=True))


def test_keys_are_wrapped_anew_and_the_old_root_key_is_forgotten(cast: Town, people: list[Person]) -> None:
    register_person(actor=cast.wanda.actor, first_name="Ola", pesel=NUMBERS[1])
    before = ring.read()
    assert list(rotate_root(actor=SYSTEM)) == [2]
    [newest] = ring.read()
    assert newest.name not in {one.name for one in before}
    assert roots() == {newest.name}
    assert keys() == [(1, "current"), (1, "current")]
    assert told(cast, people) == NUMBERS


@pytest.mark.parametrize("broken", ["_wait_for_writers", "_rewrapped", "_forget_old_roots"])
def test_one_that_was_killed_at_a_step_goes_on(
    cast: Town, people: list[Person], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(actions, broken, _killed)
        with pytest.raises(KeyboardInterrupt):
            list(rotate_root(actor=SYSTEM))
    begun = ring.read()
    assert len(begun) == 2
    assert told(cast, people) == NUMBERS
    list(rotate_root(actor=SYSTEM))
    assert ring.read() == begun[:1]
    assert told(cast, people) == NUMBERS


def _killed(*_args: Any) -> None:
    raise KeyboardInterrupt


def test_a_root_key_that_still_opens_something_is_not_forgotten(cast: Town, people: list[Person]) -> None:
    """A copy of it came back beside a newer one."""
    old = ring.read()
    ring.replace((ring.made(), *old))
    actions._forget_old_roots(SYSTEM, ring.read())
    assert old[0] in ring.read()
    assert told(cast, people) == NUMBERS


def test_a_second_one_at_the_same_time_is_told_so(cast: Town, people: list[Person]) -> None:
    with ring.alone(), pytest.raises(Conflict) as refusal:
        list(rotate_root(actor=SYSTEM))
    assert refusal.value.code == "keys.busy"
    list(rotate_root(actor=SYSTEM))


def test_without_the_old_root_key_there_is_no_new_one(cast: Town, people: list[Person], ring_file: Any) -> None:
    ring_file.unlink()
    with pytest.raises(Unavailable):
        list(rotate_root(actor=SYSTEM))
    assert not ring_file.exists()


def test_where_nothing_is_sealed_there_is_nothing_to_rotate(cast: Town, ring_file: Any) -> None:
    assert list(rotate_root(actor=SYSTEM)) == []
    assert not ring_file.exists()
    assert queries.trouble() == ""
