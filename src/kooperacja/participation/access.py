"""Rows carry these labels:

| row | anchor | subject | category |
|---|---|---|---|
| Participation | the dossier | the person | coordination (level 1, no name in it) |

Whoever works on the case writes answers down; the owner's side alone reads them.
"""

from kooperacja.agreements.labels import LEVEL_OF, Category

LABEL = {"category": Category.COORDINATION, "level": LEVEL_OF[Category.COORDINATION]}
