"""`bench`: the product measured beside peers, from the checkout, where benchmarks and their data are kept."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from gettext import gettext as _

from kooperacja.config import machine, words
from kooperacja.foundation.commands import Command
from kooperacja.foundation.errors import RuleBroken


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("what is measured: access, documents, pages"))
    parser.add_argument("--rows", type=int, metavar="N", help=_("size of the data (1,000,000 rows)"))
    parser.add_argument("--rounds", type=int, metavar="K", help=_("how often each thing is measured (7)"))
    parser.add_argument("--seed", type=int, metavar="S", help=_("number from which the data are made (1)"))
    parser.add_argument("--database", metavar="URL", help=_("server of PostgreSQL, whose databases are not touched"))
    parser.add_argument("--json", metavar="FILE", help=_("file to which a line is added for each round"))
    parser.add_argument("-k", dest="only", metavar="TEXT", help=_("only what has the text in its name"))


def _run(options: Namespace) -> int:
    root = machine.checkout()
    if root is None or not (root / "bench").is_dir():
        sentence = _("Benchmarks are kept in the source checkout: run `./kooperacja bench` there.")
        raise RuleBroken("bench.no_checkout", sentence)
    given = {name: getattr(options, name) for name in ("rows", "rounds", "seed", "database")}
    # The file is named from where the caller stands, the benchmark runs in the root.
    given["json"] = options.json and os.path.abspath(options.json)  # noqa: PTH100 - pathlib would follow links.
    flags = [f"--{name}={value}" for name, value in given.items() if value is not None]
    flags += ["-k", options.only] if options.only else []
    command = [sys.executable, "-m", "bench", options.name, *flags]
    return subprocess.run(command, cwd=root, check=False).returncode  # noqa: S603 - our own module.


COMMANDS = (Command("bench", words.gettext_noop("Measure the product beside its peers"), _arguments, _run),)
