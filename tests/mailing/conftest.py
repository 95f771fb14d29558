"""A real SMTP server on this machine, which keeps what it takes and refuses what it is told to refuse."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from kooperacja.foundation.actor import Actor
from kooperacja.mailing import actions

LINKS = "https://kooperacja.example"
POSTMAN = Actor.system("mail")


@dataclass
class Sink:
    """`refusals` are answers by address; `hangs` answers nothing until the test ends."""

    taken: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    greeting_only: bool = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.greeting_only:
            await asyncio.sleep(30)
        envelope.mail_from = address
        return self.refusals.get("sender", "250 OK")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if "data" in self.refusals:
            return self.refusals["data"]
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.to += envelope.rcpt_tos
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def _server() -> Iterator[Controller]:
    """One for all tests of a worker; what it keeps is of one test."""
    server = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def sink(_server: Controller, settings: Any) -> Sink:
    """The server that the installation names; links lead to an address of its own."""
    kept: Sink = _server.handler
    kept.__init__()  # type: ignore[misc]
    settings.MAIL_SERVER = {"host": "127.0.0.1", "port": _server.port, "timeout": 1}
    settings.DEFAULT_FROM_EMAIL = "kooperacja@gops.example"
    settings.ADDRESS = LINKS
    return kept


def post() -> dict[str, int]:
    """What the timetable does, and what came of it."""
    actions.write_due(actor=POSTMAN)
    return dict(actions.send_waiting(actor=POSTMAN))
