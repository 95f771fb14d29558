"""Requests made from the description, right and wrong ones: never a fault, and each answer has the shape
that is described. The same requests in every run, and few enough to be made each time.
"""

import re
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from kooperacja.config.api import description
from kooperacja.config.wsgi import application
from tests.cast import Town
from tests.house.county import County

pytestmark = pytest.mark.installation

RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
ALWAYS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 2
ONCE = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def there(county: County, path: str) -> dict[str, Any]:
    """Rows that are there, so that what is sent reaches the rules behind the door: the manager sees them all."""
    found = county.parameters()
    named = {"pk": county.cast.at("gops").pk, "unit": 1, "user_id": county.cast.anna.user.pk}
    keys: dict[str, Any] = {}
    for name in re.findall(r"{(\w+)}", path):
        place = path[1 : path.index(f"{{{name}}}")].replace("{", "<").replace("}", ">")
        keys[name] = found.get(f"{place}<{name}>") or named[name]
    return keys


def tried(operation: Any, mode: GenerationMode, keys: dict[str, Any], secret: str) -> int:
    checks = ALWAYS + ([negative_data_rejection] if mode is WRONG else [])
    statuses = []

    @ONCE
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=keys))
    def ask(case: Any) -> None:
        response = case.call(headers={"Authorization": f"Bearer {secret}"})
        statuses.append(response.status_code)
        case.validate_response(response, checks=checks)

    ask()
    return len(statuses)


@pytest.fixture
def _connection_of_the_test() -> Any:
    """The server would close the connection after each request, and with it what the test has written."""
    both = (request_started, request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


@pytest.mark.long
@pytest.mark.usefixtures("_connection_of_the_test")
def test_whatever_follows_from_the_description_is_answered_as_described(
    cast: Town, at_monday: Any, program: Any
) -> None:
    county, secret = County(cast), program(cast.halina).secret
    schema = schemathesis.openapi.from_dict(description())
    schema.app = application
    schema.config.generation.with_security_parameters = False
    number = {RIGHT.value: 0, WRONG.value: 0}
    for found in schema.get_all_operations():
        operation = found.ok()
        keys = there(county, operation.path)
        number[RIGHT.value] += tried(operation, RIGHT, keys, secret)
        if operation.body or operation.query:
            number[WRONG.value] += tried(operation, WRONG, keys, secret)
    assert min(number.values()) > len(description()["paths"])
