from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from typing_extensions import override


class AccessConfig(AppConfig):
    name = "kooperacja.access"
    label = "access"

    @override
    def ready(self) -> None:
        connection_created.connect(_follow, dispatch_uid="kooperacja.access")


def _follow(connection: Any, **_signal: Any) -> None:
    """A new connection tells PostgreSQL in whose name it asks; the wrappers outlive a reconnection."""
    from kooperacja.access.permit import follow  # noqa: PLC0415 - models are loaded only now.

    if connection.vendor == "postgresql" and follow not in connection.execute_wrappers:
        connection.execute_wrappers.append(follow)
