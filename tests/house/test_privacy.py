"""Every table with people in it is declared in its package's `privacy.py`: whose, until when, how it ends."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from kooperacja.access.models import Anchor, Guarded, Labelled
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Level
from kooperacja.foundation.privacy import Holding
from tests.house import exceptions
from tests.house.tree import SOURCE, WITHOUT_TABLES, Finding, assert_kept, each, packages

MODELS = [model for model in apps.get_models() if model.__module__.startswith("kooperacja.")]
WITH_MODELS = sorted({model._meta.app_label for model in MODELS})
# Words in names of columns that hold somebody, or lead to somebody.
OF_PEOPLE = re.compile(
    r"(^|_)(e?mail|phone|contact|first_name|last_name|full_name|surname|guardians?|born|birth|pesel|address"
    r"|user(_id|s)?|person(_id)?|subject(_id)?|author|by|actor_name|worker(_id)?)(_|$)"
)
CLASSES = range(6)
WHOSE = {"worker", "client"}
ENDS = {"erase", "anonymise", "keep"}


def declared(package: str) -> tuple[Holding, ...]:
    holdings: tuple[Holding, ...] = import_module(f"kooperacja.{package}.privacy").HOLDINGS
    return holdings


def holdings() -> Iterator[tuple[str, Holding]]:
    for package in packages():
        if package not in WITHOUT_TABLES and (SOURCE / package / "privacy.py").exists():
            yield from ((package, holding) for holding in declared(package))


HOLDINGS = list(holdings())
NAMED = {holding.model for _, holding in HOLDINGS}


def people_in(model: type[Model]) -> Iterator[str]:
    """The columns of a model that hold somebody or lead to somebody."""
    if issubclass(model, Guarded) or model in {User, Anchor}:
        yield "the row itself"
    for field in model._meta.local_fields:
        points = field.related_model in {User, Anchor} and not field.primary_key
        if points or OF_PEOPLE.search(field.name):
            yield field.name


def test_every_table_with_people_in_it_is_declared() -> None:
    assert_kept(
        (
            Finding(f"{model._meta.label} {column}", f"src/kooperacja/{model._meta.app_label}/privacy.py")
            for model in MODELS
            if model._meta.label not in NAMED
            for column in people_in(model)
            if column not in exceptions.COLUMNS_OF_NOBODY
        ),
        exceptions.TABLES_OF_NOBODY,
    )


@each("package", WITH_MODELS)
def test_every_package_with_tables_says_what_it_holds(package: str) -> None:
    assert (SOURCE / package / "privacy.py").exists()


def test_a_table_is_declared_once_and_by_its_own_package() -> None:
    times = Counter(holding.model for _, holding in HOLDINGS)
    assert [model for model, number in times.items() if number > 1] == []
    assert [(package, holding.model) for package, holding in HOLDINGS if holding.model.split(".")[0] != package] == []


def _leads(model: type[Model], path: str) -> bool:
    """Whether a lookup path exists, and is a column or ends at a row."""
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        model = field.related_model if isinstance(field.related_model, type) else model
    return True


def _is_its_own_person(model: type[Model]) -> bool:
    return model in {User, Anchor} or model._meta.label == "people.Person"


def test_every_declaration_names_a_table_and_a_path_that_are_there() -> None:
    for _, holding in HOLDINGS:
        model = apps.get_model(holding.model)
        if holding.path == "self":
            assert _is_its_own_person(model), holding
        else:
            assert _leads(model, holding.path), holding


@each("holding", [holding for _, holding in HOLDINGS], lambda holding: holding.model)
def test_every_declaration_is_filled_in(holding: Holding) -> None:
    assert holding.data_class in CLASSES
    assert holding.whose in WHOSE
    assert holding.at_end in ENDS
    assert len(holding.retention.split()) > 2, "say how long, or why it is kept"


def test_a_labelled_table_is_about_clients_and_ends_with_them() -> None:
    """What a label protects is somebody's file: it is never kept after its time."""
    labelled = {model._meta.label for model in MODELS if issubclass(model, Labelled)}
    mine = [holding for _, holding in HOLDINGS if holding.model in labelled]
    assert {holding.model for holding in mine} == labelled
    assert [holding.model for holding in mine if holding.whose != "client" or holding.at_end == "keep"] == []
    assert [holding.model for holding in mine if holding.data_class < Level.COORDINATION] == []
