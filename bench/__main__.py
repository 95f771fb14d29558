"""`python -m bench NAME`: what `kooperacja bench NAME` starts, in the root of the checkout."""

import os
import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Each has `main(options) -> int`, and is imported only after Django is set up.
BENCHES = {"access": "bench.access", "documents": "bench.documents", "pages": "bench.pages", "search": "bench.search"}
SETTINGS = {"pages": "bench.peers.settings"}


def _options() -> Namespace:
    parser = ArgumentParser(prog="kooperacja bench")
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="")
    parser.add_argument("--json", type=Path, default=None)
    parser.add_argument("-k", dest="only", default="")
    return parser.parse_args()


def _environment(options: Namespace) -> None:
    """Invented data in databases of its own: never the one that is configured."""
    folder = Path(os.environ.get("KOOPERACJA_DATA_DIR") or ROOT / "var") / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["KOOPERACJA_DEMO"] = "1"
    os.environ["KOOPERACJA_DATA_DIR"] = str(folder)
    os.environ["KOOPERACJA_DATABASE_URL"] = options.database
    os.environ.pop("KOOPERACJA_ADMIN_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS.get(options.name, "kooperacja.config.settings")


def main() -> int:
    options = _options()
    _environment(options)
    import django  # noqa: PLC0415 - the environment comes first.

    django.setup()
    answer: int = import_module(BENCHES[options.name]).main(options)
    return answer


if __name__ == "__main__":
    sys.exit(main())
