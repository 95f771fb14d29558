"""Reading for a page: one snapshot, then the read entry, and only then the first byte."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import hooks
from kooperacja.access.snapshot import Seen, Snapshot, snapshot
from kooperacja.audit import actions as trail
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Unavailable


@contextmanager
def reading(request: Any) -> Iterator[Snapshot]:
    """What an edge wraps its queries in. `request` carries the actor, the purpose and the route.

    When the block ends, rows of other institutions and rows of level 3–5 that were shown are
    written to the trail in a transaction of its own. If that fails the answer is 503 and no byte
    of content has been served (I25, I26).
    """
    with snapshot() as shot:
        shot.action = request.route.action
        yield shot
        for join in hooks.AT_THE_END:
            join(request.actor, request)
    log(request.actor, request.route.name, request.purpose, shot)


def log(actor: Actor, action: str, purpose: str, shot: Snapshot) -> None:
    """Write the read entry of a snapshot that has closed; nothing if nothing must be logged."""
    seen, shot.seen = shot.seen, Seen()
    if not seen.count:
        return
    if shot.clock_behind:
        raise Unavailable(
            "clock.behind",
            _("The server's clock went back. Protected data are closed until it is set right."),
        )
    trail.read(
        actor,
        f"read.{action}",
        seen.subjects,
        purpose=purpose,
        ground="+".join(sorted(seen.grounds)),
        count=seen.count,
    )
