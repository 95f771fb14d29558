"""A story is written again only where its rows would come out the same; elsewhere it happens."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from kooperacja.accounts.models import User
from tests import replay
from tests.cast import Town
from tests.replay import retold

Story = Callable[..., User]


@pytest.fixture
def happened() -> list[str]:
    """What really happened, one word for each time."""
    return []


@pytest.fixture
def story(db: None, happened: list[str], at_monday: Any) -> Iterator[Story]:
    @retold
    def joins(cast: Town, name: str = "Zofia", **_more: Any) -> User:
        happened.append(name)
        return User.objects.create(email=f"{name}@example.org", full_name=name)

    yield joins
    for key in [key for key in replay._known.told if "joins" in str(key)]:
        del replay._known.told[key]
        replay._known.stories.pop(key, None)


def told_again(town_again: Any, act: Callable[[Town], Any], times: int) -> list[Any]:
    """The same in a town of its own each time; nothing of it stays."""
    answers = []
    for _time in range(times):
        with transaction.atomic():
            answers.append(act(town_again()))
            transaction.set_rollback(True)
    return answers


def test_from_the_third_time_on_it_is_written_again(town_again: Any, story: Story, happened: list[str]) -> None:
    def act(cast: Town) -> tuple[str, int]:
        user = story(cast)
        assert User.objects.get(pk=user.pk) == user
        assert User.objects.count() == len(cast.workers) + 1
        return user.full_name, user.pk

    names = told_again(town_again, act, 5)
    assert {name for name, _number in names} == {"Zofia"}
    assert len({number for _name, number in names[1:]}) == 1
    assert happened == ["Zofia"] * 2


def test_another_name_is_another_story(town_again: Any, story: Story, happened: list[str]) -> None:
    told_again(town_again, story, 3)
    assert [user.full_name for user in told_again(town_again, lambda cast: story(cast, "Ewa"), 1)] == ["Ewa"]
    assert happened == ["Zofia", "Zofia", "Ewa"]


def test_at_another_instant_it_happens(town_again: Any, story: Story, happened: list[str], at_monday: Any) -> None:
    told_again(town_again, story, 3)
    at_monday.shift(1)
    told_again(town_again, story, 1)
    assert len(happened) == 3


def _writes(cast: Town) -> None:
    User.objects.filter(pk=cast.anna.user.pk).update(full_name="Anna Nowak")


def _takes_back(cast: Town) -> None:
    with transaction.atomic():
        transaction.set_rollback(True)


def _renames_in_memory(cast: Town) -> None:
    del cast.workers["piotr"]


@pytest.mark.parametrize("change", [_writes, _takes_back, _renames_in_memory])
def test_in_a_town_that_has_changed_it_happens(
    town_again: Any, story: Story, happened: list[str], change: Callable[[Town], None]
) -> None:
    def act(cast: Town) -> None:
        change(cast)
        story(cast)

    told_again(town_again, story, 3)
    told_again(town_again, act, 1)
    assert len(happened) == 3


def test_what_is_told_of_an_unknown_thing_happens(town_again: Any, story: Story, happened: list[str]) -> None:
    told_again(town_again, lambda cast: story(cast, thing=object()), 4)
    assert len(happened) == 4


def test_a_story_that_changes_the_rows_of_others_happens_each_time(
    town_again: Any, story: Story, happened: list[str]
) -> None:
    @retold
    def joins_and_renames(cast: Town) -> None:
        happened.append("renamed")
        _writes(cast)

    told_again(town_again, joins_and_renames, 4)
    # Once more than it was told: it was tried whether it can be written again.
    assert len(happened) == 5


def test_one_story_goes_on_where_another_ended(town_again: Any, story: Story, happened: list[str]) -> None:
    def act(cast: Town) -> int:
        story(cast)
        story(cast, "Ewa")
        return User.objects.count() - len(cast.workers)

    assert told_again(town_again, act, 6) == [2] * 6
    # The second goes on only from where the first was written again.
    assert happened.count("Zofia") == 2
    assert happened.count("Ewa") == 3
