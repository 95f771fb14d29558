"""`run`, `demo` and `migrate`: the database made ready, and the product served."""

import errno
import importlib
import os
import signal
import socket
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import Any, Protocol

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from kooperacja.config import durability, machine, second_wall, terminal, words
from kooperacja.foundation.commands import Command, no_arguments
from kooperacja.foundation.errors import Conflict, RuleBroken

HOST, PORT = "127.0.0.1", 8000
# SQLite has one writer at a time, so more threads would only wait for each other.
THREADS = 4


# ---- Serving


def require_free(host: str, port: int) -> None:
    """The server itself would only print an error of the operating system."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _not_available(error, host, port) from error


def _not_available(error: OSError, host: str, port: int) -> Exception:
    place = {"host": host, "port": port}
    if error.errno == errno.EADDRINUSE:
        taken = _("Port %(port)s is taken by another program; choose another with --port.")
        return Conflict("serve.port_taken", taken % place)
    if error.errno == errno.EACCES:
        denied = _("Port %(port)s may not be used by this account; choose one above 1023 with --port.")
        return RuleBroken("serve.port_denied", denied % place)
    unknown = _("The address %(host)s does not belong to this machine.")
    return RuleBroken("serve.host_unknown", unknown % place)


def load_application() -> Any:
    """Run in each worker. Ctrl+C is for the parent alone: it stops its workers, and a worker that
    is told twice at the same moment may never end.
    """
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    return importlib.import_module("kooperacja.config.wsgi").application


def serve(host: str, port: int, *, workers: int = 1, threads: int = THREADS) -> int:
    """Serve until Ctrl+C; one process on SQLite, whose file several processes would only contend."""
    from granian import Granian  # noqa: PLC0415 - the server is loaded only to serve.
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    second_wall.require()
    durability.require()
    # WhiteNoise warns about a missing folder, though it finds the files in the packages.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # A worker is a fork; it must not inherit an open connection.
    connections.close_all()
    server = Granian(
        "kooperacja.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if connection.vendor == "sqlite" else workers,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        # A closed terminal stops the server, which by itself would only start its workers anew.
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    terminal.say(_("Open http://%(host)s:%(port)s - stop with Ctrl+C.") % {"host": host, "port": port})
    server.serve(target_loader=load_application, wrap_loader=False)
    terminal.say(_("Stopped."))
    return 0


def _run_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default=HOST, help=_("address to listen at (%(default)s)"))
    parser.add_argument("--port", type=int, default=PORT, help=_("port (%(default)s)"))
    parser.add_argument("--workers", type=int, default=1, help=_("processes, on PostgreSQL only (%(default)s)"))
    parser.add_argument("--threads", type=int, default=THREADS, help=_("threads (%(default)s)"))


def _run(options: Namespace) -> int:
    require_free(options.host, options.port)
    if pending_migrations():
        sentence = _("The database is older than the program; run `kooperacja migrate` first.")
        raise RuleBroken("database.outdated", sentence)
    return serve(options.host, options.port, workers=options.workers, threads=options.threads)


# ---- Database


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> int:
    """Apply what is missing and write the tables that are derived from reviewed files anew; the
    number of migrations applied.
    """
    from kooperacja.access.actions import load_law  # noqa: PLC0415 - models need django.setup().
    from kooperacja.directory.actions import load_areas  # noqa: PLC0415

    with second_wall.as_owner() as application:
        pending = pending_migrations()
        if pending:
            second_wall.lift()
            call_command("migrate", interactive=False, verbosity=0)
        load_law()
        load_areas()
        second_wall.lay(application)
    return pending


def _migrate(options: Namespace) -> int:
    applied = migrate()
    counted = ngettext("%(count)s migration applied.", "%(count)s migrations applied.", applied)
    terminal.say(counted % {"count": applied})
    return 0


# ---- Demonstration


class DemoCounty(Protocol):
    """What `kooperacja.config.demo` offers."""

    def load(self, *, size: str) -> None:
        """Fill the empty, migrated database with the fictional county."""

    def accounts(self) -> Sequence[tuple[str, str, str]]:
        """Who may sign in: name with role and institution, e-mail address, password."""


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=PORT, help=_("port (%(default)s)"))
    parser.add_argument("--fresh", action="store_true", help=_("forget the county and make it anew"))
    parser.add_argument("--size", choices=("small", "large"), help=_("size of the county (small)"))
    parser.add_argument("--no-serve", action="store_true", help=_("only prepare, do not serve"))


def _demo(options: Namespace) -> int:
    if not options.no_serve:
        require_free(HOST, options.port)
    folder = _demo_folder()
    prepare_demo(folder, size=options.size, fresh=options.fresh)
    county: DemoCounty = importlib.import_module("kooperacja.config.demo")
    headings = (_("Who"), _("E-mail address"), _("Password"))
    terminal.say(_("FICTIONAL DATA: every person and every institution is invented."), "bold")
    terminal.show_table(headings, county.accounts(), whole={1, 2})
    return 0 if options.no_serve else serve(HOST, options.port)


def _demo_folder() -> Path:
    """A folder of its own and never the configured database: a demo must not touch real data."""
    base = os.environ.get("KOOPERACJA_DATA_DIR") or (machine.checkout() or Path.cwd()) / "var"
    folder = Path(base) / "demo"
    os.environ["KOOPERACJA_DEMO"] = "1"
    os.environ["KOOPERACJA_DATA_DIR"] = str(folder)
    os.environ["KOOPERACJA_DATABASE_URL"] = ""
    return folder


def prepare_demo(folder: Path, *, size: str | None, fresh: bool) -> None:
    """Load the county unless it is there; the mark is written last, so half a county is made anew."""
    mark = folder / "county"
    present = mark.read_text() if mark.exists() else ""
    wanted = size or present or "small"
    if fresh or present != wanted:
        for leftover in [*folder.glob("kooperacja.sqlite3*"), mark]:
            leftover.unlink(missing_ok=True)
    django.setup()
    translation.activate(words.language())
    migrate()
    if not mark.exists():
        county: DemoCounty = importlib.import_module("kooperacja.config.demo")
        terminal.say(_("Making the fictional county..."))
        county.load(size=wanted)
        mark.write_text(wanted)


PLAIN = (Command("demo", words.gettext_noop("A fictional county to try out"), _demo_arguments, _demo),)
COMMANDS = (
    Command("run", words.gettext_noop("Serve the product"), _run_arguments, _run),
    Command("migrate", words.gettext_noop("Bring the database up to date"), no_arguments, _migrate),
)
