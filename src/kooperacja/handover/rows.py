"""Which colleague takes which file, as pages, programs and the command line send it: `file:colleague`."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.errors import RuleBroken

# More files than a worker could ever have; whoever sends more sends no list of ours.
MOST = 2000
PAIR = re.compile(r"([1-9][0-9]{0,17}):([0-9]{1,18})")


def chosen_of(rows: Sequence[str]) -> dict[int, int]:
    """The colleague of each file, 0 where it stays as it is."""
    if len(rows) > MOST:
        raise RuleBroken("handover.too_many", _("These are too many files for one list."), field="rows")
    chosen: dict[int, int] = {}
    for row in rows:
        pair = PAIR.fullmatch(str(row))
        if pair is None:
            raise RuleBroken("handover.rows", _("Choose a colleague from the list beside each file."), field="rows")
        if int(pair[1]) in chosen:
            sentence = _("The same file was sent twice. Nothing was changed; choose again.")
            raise RuleBroken("handover.twice", sentence, field="rows")
        chosen[int(pair[1])] = int(pair[2])
    return chosen
