"""Programs of the cast: each has a key of a worker and speaks JSON."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kooperacja.accounts.actions import issue_token
from tests.cast import Worker


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.served)


class Program:
    """`program(cast.anna).get("/cases")`; the answer is that of Django's client."""

    def __init__(self, worker: Worker, scope: str = "write", secret: str = "") -> None:
        self.worker = worker
        self.secret = secret or issue_token(actor=worker.actor, name="Program", scope=scope)[1]
        self.browser = Client(raise_request_exception=False)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent: dict[str, Any] = {"data": body, "content_type": "application/json"} if body is not None else {}
        named = {"Authorization": f"Bearer {self.secret}"} | {name.replace("_", "-"): v for name, v in headers.items()}
        return getattr(self.browser, method)(f"/api/v1{path}", headers=named, **sent)

    def get(self, path: str, **headers: str) -> Any:
        return self.send("get", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("post", path, body if body is not None else {}, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("patch", path, body, **headers)

    def edit(self, path: str, body: Any) -> Any:
        """Read, then change what was read."""
        return self.patch(path, body, If_Match=self.get(path).headers["ETag"])


@pytest.fixture
def program(db: None) -> Callable[..., Program]:
    return Program


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> Any:
    """Wrong keys of one test slow no other one down."""
    cache.clear()
    yield
    cache.clear()
