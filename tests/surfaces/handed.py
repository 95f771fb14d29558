"""What the pages of handing over exist to show: the files of one worker, and those that nobody leads."""

from typing import Any
from urllib.parse import parse_qs

from kooperacja.access.models import Appointment
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.referrals.access import WORKING
from tests.surfaces import pages
from tests.surfaces.pages import NAMES, Page

OVER = {"closed", "withdrawn", "declined", "redirected"}


def files_of_worker(page: Page) -> None:
    """The cases and referrals in which the worker has a part, of the own institution and still open."""
    asked = parse_qs(page.query.removeprefix("?")).get("worker", [])
    if asked and (_supervises(page) or int(asked[0]) == page.actor.user_id) and page.actor.role in WORKING:
        _files(page, _anchors(page, user=int(asked[0]), capacity__in=("key_worker", "team", "intake")))


def unattended(page: Page) -> None:
    if not (_supervises(page) and page.actor.role in WORKING):
        return
    present = Membership.objects.filter(valid_at(now()), institution=page.actor.institution_id, user__is_active=True)
    led = _anchors(page, user__in=present.values("user"), capacity="key_worker")
    cases = {row.anchor_id for row in page.seen.of("case", owner_id=page.actor.institution_id)}
    here = set(present.values_list("user_id", flat=True))
    sides = [side for side in _open_sides(page) if _taken_up(page, side) and _worker(page, side) not in here]
    _files(page, (cases - led) | {side.anchor_id for side in sides}, sides)


def _supervises(page: Page) -> bool:
    return Membership.objects.filter(pk=page.actor.membership_id, supervises=True).exists() and bool(page.seen.rows)


def _anchors(page: Page, **narrowed: Any) -> set[int]:
    mine = {"institution": page.actor.institution_id, "instead_of": None, **narrowed}
    return set(Appointment.objects.filter(valid_at(now()), **mine).values_list("anchor_id", flat=True))


def _open_sides(page: Page) -> list[Any]:
    rows = page.seen.of("side", owner_id=page.actor.institution_id)
    return sorted((side for side in rows if side.referral_state not in OVER), key=lambda side: side.pk)


def _taken_up(page: Page, side: Any) -> bool:
    return (side.party, side.referral_state) == ("addressee", "in_progress")


def _worker(page: Page, side: Any) -> int | None:
    found: int | None = page.seen.of("referral", pk=side.referral_id)[0].assigned_to_id
    return found


def _files(page: Page, anchors: set[int], sides: list[Any] | None = None) -> None:
    told = set()
    for case in page.seen.of("case", owner_id=page.actor.institution_id):
        if case.anchor_id in anchors and case.state not in pages.OVER:
            told.add(case.anchor_id)
            page.tells(case, "number")
            page.tells(pages.household(page, case), "name")
    inboxes = set(Appointment.objects.filter(anchor__kind="inbox").values_list("anchor_id", flat=True))
    for side in _open_sides(page) if sides is None else sides:
        if side.anchor_id in anchors - told - inboxes:
            told.add(side.anchor_id)
            page.links(side)
            page.tells(page.seen.of("referral", pk=side.referral_id), "number")
            newest = pages.letters(page, side)[:1]
            page.tells([one for one in newest if one.level <= pages.Level.ORDINARY], *NAMES)
