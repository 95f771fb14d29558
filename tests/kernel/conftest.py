"""The table of questions exists beside the product's tables, in test databases only."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection

ASK_PAGES = ("test_state_machine.py", "test_loaded_world.py")


def pytest_itemcollected(item: pytest.Item) -> None:
    """All that is asked here is a proof: kernel and model beside each other, or the model itself."""
    asks_pages = item.path.name in ASK_PAGES
    item.add_marker(pytest.mark.surface if asks_pages else pytest.mark.proof)


@pytest.fixture(scope="session")
def question_table(django_db_setup: None, django_db_blocker: Any) -> None:
    from tests.kernel.bridge import Question

    with django_db_blocker.unblock():
        if Question._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Question)


@pytest.fixture
def proof(question_table: None, db: None) -> Iterator[None]:
    """The clock stands at the instant of which the worlds speak."""
    from tests.kernel import bridge

    with time_machine.travel(bridge.NOW, tick=False):
        yield
