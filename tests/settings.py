"""The settings under test: the real ones, in a data folder of this run, with cheap passwords."""

import atexit
import getpass
import os
import pathlib
import shutil
import sys
import tempfile

os.environ["KOOPERACJA_TESTING"] = "1"
if "pytest" not in sys.modules:
    # The type checker and the migrations check read the settings too, and leave nothing to remove.
    os.environ["KOOPERACJA_TEST_DATA_DIR"] = str(
        pathlib.Path(tempfile.gettempdir()) / f"kooperacja-checks-{getpass.getuser()}"
    )
    pathlib.Path(os.environ["KOOPERACJA_TEST_DATA_DIR"]).mkdir(exist_ok=True)
elif "KOOPERACJA_TEST_DATA_DIR" not in os.environ:
    # xdist's workers inherit the variable, so that only the process that made the folder removes it.
    os.environ["KOOPERACJA_TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="kooperacja-tests-")
    atexit.register(shutil.rmtree, os.environ["KOOPERACJA_TEST_DATA_DIR"], ignore_errors=True)
os.environ["KOOPERACJA_DATA_DIR"] = os.environ["KOOPERACJA_TEST_DATA_DIR"]

# The server makes this folder when it starts; WhiteNoise warns where it is missing.
(pathlib.Path(os.environ["KOOPERACJA_DATA_DIR"]) / "static").mkdir(exist_ok=True)

from jinja2 import FileSystemBytecodeCache

from kooperacja.config.settings import *  # noqa: F403 - the environment comes first.
from kooperacja.config.settings import TEMPLATES as PAGES

# A whole run compiles each template once, not once in each of its processes.
if os.environ.get("KOOPERACJA_TEST_KEPT"):
    compiled = pathlib.Path(os.environ["KOOPERACJA_TEST_KEPT"]) / "templates"
    compiled.mkdir(exist_ok=True)
    options = {
        "environment": "kooperacja.ui.jinja.environment",
        "bytecode_cache": FileSystemBytecodeCache(str(compiled)),
    }
    TEMPLATES = [{**PAGES[0], "OPTIONS": options}]
