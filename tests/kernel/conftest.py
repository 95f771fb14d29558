"""The table of questions exists beside the product's tables, in test databases only."""

from typing import Any

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def question_table(django_db_setup: None, django_db_blocker: Any) -> None:
    from tests.kernel.bridge import Question

    with django_db_blocker.unblock():
        if Question._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Question)
