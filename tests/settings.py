"""The settings under test: the real ones, in a data folder of this run, with cheap passwords."""

import atexit
import os
import pathlib
import shutil
import tempfile

os.environ["KOOPERACJA_TESTING"] = "1"
if "KOOPERACJA_TEST_DATA_DIR" not in os.environ:
    # xdist's workers inherit the variable, so that only the process that made the folder removes it.
    os.environ["KOOPERACJA_TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="kooperacja-tests-")
    atexit.register(shutil.rmtree, os.environ["KOOPERACJA_TEST_DATA_DIR"], ignore_errors=True)
os.environ["KOOPERACJA_DATA_DIR"] = os.environ["KOOPERACJA_TEST_DATA_DIR"]

# The server makes this folder when it starts; WhiteNoise warns where it is missing.
(pathlib.Path(os.environ["KOOPERACJA_DATA_DIR"]) / "static").mkdir(exist_ok=True)

from kooperacja.config.settings import *  # noqa: F403 - the environment comes first.
