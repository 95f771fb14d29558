"""The tripwire under every test really fires, and the default manager of a protected model opens nothing."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from kooperacja.access.door import visible
from kooperacja.access.models import ClosedManager, DoorBypassed, Guarded, Labelled
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import PERMITTED, unrestricted
from kooperacja.agreements.labels import Purpose
from kooperacja.people.models import Person
from tests.cast import Town
from tests.house.tree import each

PROTECTED = [model for model in apps.get_models() if issubclass(model, Guarded)]
LABELS = ("owner", "anchor", "subject", "category", "level")


def name_of(model: type[Model]) -> str:
    return model._meta.label


@each("model", PROTECTED, name_of)
@pytest.mark.parametrize(
    "read",
    [
        lambda manager: manager.all(),
        lambda manager: manager.filter(pk=1),
        lambda manager: manager.get(pk=1),
        lambda manager: manager.count(),
        lambda manager: manager.values_list("pk"),
        lambda manager: manager.create(),
        lambda manager: manager.in_bulk([1]),
    ],
    ids=["all", "filter", "get", "count", "values", "create", "in_bulk"],
)
def test_the_manager_of_a_protected_model_raises(model: type[Model], read: Callable[..., object]) -> None:
    with pytest.raises(DoorBypassed):
        read(model.objects)  # type: ignore[attr-defined]


@each("model", PROTECTED, name_of)
def test_no_protected_model_has_another_manager(model: type[Model]) -> None:
    assert [type(manager) for manager in model._meta.managers] == [ClosedManager]
    assert isinstance(model._default_manager, ClosedManager)


@each("model", PROTECTED, name_of)
def test_no_relation_leads_back_to_a_protected_model(model: type[Model]) -> None:
    """`case.note_set` would be a way past the door."""
    ways = [field.name for field in model._meta.fields if field.remote_field and not field.remote_field.hidden]
    assert ways == []


@each("model", [model for model in PROTECTED if issubclass(model, Labelled)], name_of)
def test_no_part_of_a_label_can_be_missing(model: type[Model]) -> None:
    """I24: a protected table carries its label in each row."""
    assert [name for name in LABELS if model._meta.get_field(name).null] == []


@each("model", PROTECTED, name_of)
def test_a_read_past_the_door_raises_in_every_test(model: type[Model], db: None) -> None:
    rows = model._base_manager.all()
    for read in (rows.first, rows.count, rows.exists, lambda: list(rows.values("pk"))):
        with pytest.raises(DoorBypassed):
            read()


@each("model", PROTECTED, name_of)
def test_a_statement_by_hand_past_the_door_raises_too(model: type[Model], db: None) -> None:
    with pytest.raises(DoorBypassed), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {model._meta.db_table}")  # noqa: S608 - the name of our own table.


def test_a_protected_table_that_is_joined_raises(cast: Town) -> None:
    from kooperacja.access.models import Anchor
    from kooperacja.referrals.models import Side

    inside = Side._base_manager.values("anchor")
    with pytest.raises(DoorBypassed):
        Anchor.objects.filter(pk__in=inside).count()


def test_a_row_that_is_read_again_past_the_door_raises(cast: Town) -> None:
    with pytest.raises(DoorBypassed):
        Person(pk=1).refresh_from_db()


def test_the_kernel_itself_passes(cast: Town) -> None:
    with snapshot():
        assert visible(Person, cast.anna.actor, Purpose.JOINT_HELP).all() == []
    with permit():
        assert Person._base_manager.count() == 0


def test_the_door_opens_only_inside_a_snapshot(cast: Town) -> None:
    with pytest.raises(DoorBypassed):
        visible(Person, cast.anna.actor, Purpose.JOINT_HELP)


def test_who_passes_by_the_door_names_a_permitted_reason(db: None) -> None:
    with pytest.raises(DoorBypassed), unrestricted(Person, "curiosity"):
        pass
    for reason in PERMITTED:
        with unrestricted(Person, reason) as rows:
            assert rows.count() == 0
    with pytest.raises(DoorBypassed):
        rows.count()
