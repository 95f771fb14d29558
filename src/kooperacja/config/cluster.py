"""A PostgreSQL server for one test run: made in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# What is lost in a power cut is made anew anyway, so the server need not wait for the disk.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    # Each statement of the proofs is asked once or twice: compiling it takes longer than running it.
    "jit": "off",
}


class ClusterFailed(RuntimeError):
    """The server could not be started; the message holds what it said."""


@contextmanager
def throwaway_postgresql(programs: Path) -> Iterator[str]:
    """The address of a running server, for `KOOPERACJA_DATABASE_URL`."""
    folder = Path(tempfile.mkdtemp(prefix="kooperacja-postgresql-"))
    account = _account()
    try:
        if account:
            shutil.chown(folder, account)
        port = _free_port()
        _start(programs, folder, port, account)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/kooperacja"
        finally:
            _call(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop", user=account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(programs: Path, folder: Path, port: int, account: str | None) -> None:
    data = folder / "data"
    made = ("-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    _call(programs / "initdb", *made, user=account)
    chosen = {**FAST, "port": str(port), "unix_socket_directories": str(folder)}
    options = " ".join(f"-c {name}={value}" for name, value in chosen.items())
    log = folder / "log"
    _call(programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start", user=account)


def _account() -> str | None:
    """PostgreSQL refuses to run as root; the machine's own account for it, or nobody."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _call(*command: Any, user: str | None) -> None:
    words = [str(word) for word in command]
    # Output goes to a file: the server inherits it, and a pipe would never close.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603 - the programs of the machine's own PostgreSQL.
            words, stdout=said, stderr=said, cwd="/", user=user, check=False, timeout=120
        )
        if done.returncode:
            said.seek(0)
            raise ClusterFailed(said.read().decode(errors="replace").strip())
