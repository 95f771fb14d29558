"""Fills the empty, migrated database with the county: founds it, then lives its two years again.

Every row is written by the actions that people use, under a clock that stands where the plan says.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction

from kooperacja.access import actions as facts
from kooperacja.access.models import Capacity
from kooperacja.access.snapshot import Snapshot, snapshot
from kooperacja.access.standing import Standing
from kooperacja.accounts.actions import open_demo_accounts
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category
from kooperacja.audit.models import About
from kooperacja.config.demo import agreed, handed
from kooperacja.config.demo.carded import BY_LAW
from kooperacja.config.demo.casework import LEADS
from kooperacja.config.demo.county import AREAS, PLACES, POSTS, SECOND_POSTS, Place, Post, email
from kooperacja.config.demo.pace import at, back
from kooperacja.config.demo.people import ORDINARY, PASSWORD, SECRET, SPECIAL
from kooperacja.config.demo.plan import planned
from kooperacja.config.demo.stories import County, Step, Story
from kooperacja.config.demo.summary import Summary, counted
from kooperacja.config.terminal import with_progress
from kooperacja.directory import actions as directory
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today, travelling
from kooperacja.notices.actions import mark_seen
from kooperacja.notices.queries import unseen_before

FOUNDER = Actor.system("demo")
# Steps of one transaction: enough that the disk does not set the pace.
BATCH = 100
# News older than this has been read; in working days before the last day.
READ_AGO = 5

Progress = Callable[[Sequence[tuple[Story, Step]]], Iterable[tuple[Story, Step]]]


def load(*, size: str = "small", day: date | None = None, progress: Progress = with_progress) -> Summary:
    """Make the county as it is on `day`, today when none is given. The database must be migrated
    and empty: what an interrupted load left behind is removed with the file (see `config.serving`).
    """
    plan = planned(day or today(), size)
    county = found(plan.founded)
    live(county, plan.timeline(), progress)
    read_old_news(back(plan.last, READ_AGO))
    return counted().checked(size)


# ---- The beginning


@transaction.atomic
def found(day: date) -> County:
    """The institutions and all who work in them, as they were before anything happened."""
    with travelling(at(day, 8).astimezone(UTC)):
        directory.invent_areas(AREAS)
        county = County(places={key: _institution(key, place) for key, place in PLACES.items()})
        users = open_demo_accounts({email(key): post.name for key, post in POSTS.items()}, PASSWORD)
        for key, post in POSTS.items():
            _enrol(county, key, users[email(key)], post)
        for key, post in SECOND_POSTS.items():
            _member(county, users[email(key)], post)
        agreed.approve_texts(county.actors["filip"], county.actors[county.supervisors["gops"]])
        for place in LEADS.keys() - {"gops"}:
            head = county.actors[county.supervisors[place]]
            agreed.approve_texts(head, head, county.places[place].short_name)
        handed.name_nobody(county.actors["filip"])
    return county


def _institution(key: str, place: Place) -> Institution:
    number = 1 + list(PLACES).index(key)
    return directory.create_institution(
        actor=FOUNDER,
        name=place.name,
        kind=place.kind,
        level=place.level,
        key=key,
        short_name=place.short_name,
        sector=place.sector,
        terc=place.terc,
        place=place.town,
        address=f"ul. Lipowa {number}, {place.town}",
        phone=f"00 100 20 {number:02}",
        email=f"kontakt@{key.replace('_', '-')}.example",
        website=f"https://{key.replace('_', '-')}.example",
        case_pattern=place.case_pattern,
        referral_pattern=place.referral_pattern,
    )


def _enrol(county: County, key: str, user: User, post: Post) -> None:
    membership = _member(county, user, post)
    county.memberships[key] = membership
    if key in BY_LAW:
        categories = (Category.VIOLENCE, *(() if post.place == "gops" else (Category.ADDRESS,)))
        mine: dict[str, Any] = {"user_id": user.pk, "institution_id": membership.institution_id}
        facts.authorise(FOUNDER, categories=categories, number=f"P/{user.pk}", signed_on=today(), **mine)
    county.actors[key] = Actor(user.pk, membership.pk, membership.institution_id, membership.role, post.name)
    if post.supervises:
        county.supervisors.setdefault(post.place, key)


def _member(county: County, user: User, post: Post) -> Membership:
    """A worker with everything that the product asks for before it shows anything."""
    place = county.places[post.place]
    keys: dict[str, Any] = {"user_id": user.pk, "institution_id": place.pk}
    membership = directory.join(
        actor=FOUNDER,
        user_id=user.pk,
        institution=place,
        role=post.role,
        title=post.title,
        supervises=post.supervises,
    )
    facts.declare_confidentiality(FOUNDER, signed_on=today(), **keys)
    facts.authorise(
        FOUNDER,
        categories=ORDINARY + SPECIAL + (SECRET if post.place == "gops" else ()),
        number=f"{user.pk}/{today().year}",
        signed_on=today(),
        **keys,
    )
    if post.intake:
        facts.appoint(FOUNDER, anchor=facts.inbox_of(place.pk), capacity=Capacity.INTAKE, **keys)
    return membership


# ---- The two years


def live(county: County, timeline: Sequence[tuple[Story, Step]], progress: Progress) -> None:
    """Take every step at its instant, many in one transaction."""
    steps = iter(progress(timeline))
    while batch := list(islice(steps, BATCH)):
        with transaction.atomic(), snapshot() as shot:
            for story, step in batch:
                instant = step.at.astimezone(UTC)
                _advance(shot, instant)
                with travelling(instant):
                    story.perform(county, step)


def _advance(shot: Snapshot, instant: datetime) -> None:
    """The snapshot goes with the clock. What is known of a worker's standing stays known: nothing of
    it ends in the county by the mere passing of time, and whoever writes a fact makes it forgotten.
    """
    shot.at = instant
    shot.known = {key: replace(found, at=instant) for key, found in shot.known.items() if isinstance(found, Standing)}


@transaction.atomic
def read_old_news(until: date) -> int:
    """Whoever was told of something has opened it a day later, but for the news of the last days."""
    told = unseen_before(at(until, 0))
    for notice in told:
        reader = Actor(notice.user_id, 0, notice.institution_id, "", "")
        with travelling(min(notice.created_at + timedelta(days=1), now())):
            mark_seen(actor=reader, about=About(notice.about_kind, notice.about_id))
    return len(told)
