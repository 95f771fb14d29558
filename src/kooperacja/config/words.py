"""The language of the command line, before and beside Django.

Commands such as `test` and `doctor` must speak even where the settings refuse to load, so they use
the standard library's gettext over the same catalogue as the rest of this package.
"""

import gettext
import os
from pathlib import Path

CATALOGUE = Path(__file__).parent / "locale"


def language() -> str:
    """Polish, unless the environment asks for another language."""
    chosen = next(filter(None, map(os.environ.get, ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))), "")
    first = chosen.replace(":", "_").replace(".", "_").partition("_")[0].lower()
    return "pl" if first in {"", "pl", "c", "posix"} else "en"


def speak(code: str) -> None:
    """Bind the words of this package, and of argparse, to a language."""
    # argparse asks the standard library, which looks at the environment each time.
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain("django", str(CATALOGUE))
    gettext.textdomain("django")


def gettext_noop(text: str) -> str:
    """Mark a string that is translated when it is shown."""
    return text


# What argparse itself says. Marked here, because nobody extracts the standard library.
ARGPARSE = (
    gettext_noop("usage: "),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
    gettext_noop("%(prog)s: error: %(message)s\n"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("expected one argument"),
)
