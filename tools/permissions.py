#!/usr/bin/env python3
"""Write `docs/permissions.md` anew from the rules as they are; then look at the difference before committing it.

    python tools/permissions.py

The matrix is computed by `tests/house/permissions.py` in a test database, so this runs that one test.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEST = "tests/house/test_permission_matrix.py"


def main() -> int:
    environment = os.environ | {"KOOPERACJA_WRITE_SNAPSHOTS": "1"}
    command = [sys.executable, "-m", "pytest", "-q", TEST]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
