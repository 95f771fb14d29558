"""Where files are kept. Their bytes lie in the data folder and open with the key in their row alone."""

from kooperacja.foundation.privacy import Holding

RETENTION = "as the case to which it was attached; the bytes of a withdrawn file 30 days (documents/law)"

HOLDINGS = (Holding("documents.StoredFile", 3, "client", "subject", RETENTION, "erase"),)
