"""The desk for programs: why a row is seen and by whom, and the workers of the institution."""

from kooperacja.desk.api.sights import API
from kooperacja.desk.api.workers import WORKERS

__all__ = ["API", "WORKERS"]
