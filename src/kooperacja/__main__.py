"""`python -m kooperacja` and the console command of the same name."""

import sys

from kooperacja.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
