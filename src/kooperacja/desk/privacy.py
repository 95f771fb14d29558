"""The desk keeps no data of clients; a saved view may hold what a worker typed into a filter."""

from kooperacja.foundation.privacy import Holding

HOLDINGS = (Holding("desk.SavedView", 2, "worker", "user", "until the worker deletes it", "erase"),)
