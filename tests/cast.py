"""A small fictional town: the people of every test, of the demonstration and of the pictures.

Gmina Wierzbowo, powiat brzeziński; who is in it is written in `kooperacja.config.demo`. Facts begin
on 1 September 2026, so that a test may stand at any instant after that. `town()` builds it
with plain rows: what it sets up is not what is tested.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property

import time_machine

from kooperacja.access.models import Anchor, AnchorKind, Appointment, Authorisation, Capacity, Declaration
from kooperacja.accounts.models import User
from kooperacja.agreements.actions import rederive
from kooperacja.agreements.labels import Category, Level, Purpose
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementParty, Clause
from kooperacja.config.demo.county import CAST_PLACES, CAST_POSTS, Place, Post, email
from kooperacja.config.demo.people import AGREEMENT_TITLE, CLAUSE, ORDINARY, PASSWORD, SIGNAL, SIGNED, SPECIAL
from kooperacja.directory.models import Institution, Membership
from kooperacja.directory.naming import folded
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end

# Every fact of the town begins here; tests stand later.
START = datetime(2026, 9, 1, tzinfo=UTC)
# Monday of scenario G.1: the school's signal.
MONDAY = datetime.combine(SIGNAL, time(10, 40), tzinfo=UTC)


@dataclass
class Worker:
    """A member of the cast: the account, the membership, and the actor that they make."""

    user: User
    membership: Membership

    @property
    def institution(self) -> Institution:
        return self.membership.institution

    @cached_property
    def actor(self) -> Actor:
        return Actor(
            user_id=self.user.pk,
            membership_id=self.membership.pk,
            institution_id=self.membership.institution_id,
            role=self.membership.role,
            name=self.user.full_name,
        )

    @property
    def email(self) -> str:
        return self.user.email


@dataclass
class Town:
    """Institutions by key (``gops``, ``school``…), workers by first name (``anna``, ``piotr``…)."""

    institutions: dict[str, Institution] = field(default_factory=dict)
    workers: dict[str, Worker] = field(default_factory=dict)
    agreement: Agreement | None = None

    def __getattr__(self, name: str) -> Worker:
        try:
            worker: Worker = self.__dict__["workers"][name]
        except KeyError:
            raise AttributeError(name) from None
        return worker

    def at(self, key: str) -> Institution:
        return self.institutions[key]


@time_machine.travel(START, tick=False)
def town() -> Town:
    """Build the town in the present database.

    What its rows say of their making (when an account was created, a row last changed) is the instant
    at which the facts begin, whenever the town is built: each test gets the same rows.
    """
    cast = Town()
    for key, place in CAST_PLACES.items():
        cast.institutions[key] = founded(key, place)
    for key, post in CAST_POSTS.items():
        cast.workers[key] = hired(cast, key, post)
    cast.agreement = _agreement(cast)
    return cast


def founded(key: str, place: Place) -> Institution:
    return Institution.objects.create(
        key=key,
        name=place.name,
        short_name=place.short_name,
        folded=folded(place.short_name, place.name, place.town),
        kind=place.kind,
        level=place.level,
        sector=place.sector,
        place=place.town,
        case_pattern=place.case_pattern,
        referral_pattern=place.referral_pattern,
        checked_on=date(2026, 9, 1),
    )


def hired(cast: Town, key: str, post: Post, categories: tuple[str, ...] = ORDINARY + SPECIAL) -> Worker:
    user = User.objects.create_user(email(key), PASSWORD, full_name=post.name)
    return enrol(
        user,
        cast.at(post.place),
        post.role,
        title=post.title,
        supervises=post.supervises,
        intake=post.intake,
        categories=categories,
    )


def enrol(
    user: User,
    institution: Institution,
    role: str,
    *,
    title: str,
    supervises: bool = False,
    intake: bool = False,
    categories: tuple[str, ...] = ORDINARY + SPECIAL,
) -> Worker:
    """A worker with everything that PRE asks for: membership, authorisation, statement."""
    since = {"valid_from": START, "recorded_at": START}
    membership = Membership.objects.create(
        user=user, institution=institution, role=role, title=title, supervises=supervises, **since
    )
    Declaration.objects.create(user=user, institution=institution, signed_on=START.date(), **since)
    Authorisation.objects.bulk_create(
        Authorisation(user=user, institution=institution, category=category, number="7/2026", **since)
        for category in categories
    )
    if intake:
        inbox, _made = Anchor.objects.get_or_create(kind=AnchorKind.INBOX, owner=institution)
        Appointment.objects.create(user=user, institution=institution, anchor=inbox, capacity=Capacity.INTAKE, **since)
    return Worker(user, membership)


def _agreement(cast: Town) -> Agreement:
    """PZK Wierzbowo: in force 01.09.2026–31.12.2027."""
    row = Agreement.objects.create(
        ref="pzkwrzbw2026",
        title=AGREEMENT_TITLE,
        folded="porozumienie o wspolpracy pzk wierzbowo 1/2026",
        number="1/2026",
        state="in_force",
        signed_on=date(2026, 9, 1),
        valid_on=date(2026, 9, 1),
        valid_until=date(2027, 12, 31),
    )
    since = {"valid_from": START, "recorded_at": START}
    for key, institution in cast.institutions.items():
        signed = key in SIGNED
        AgreementParty.objects.create(
            agreement=row,
            institution=institution,
            signed_on=date(2026, 9, 1) if signed else None,
            valid_from=START if signed else OPEN_END,
            recorded_at=START,
        )
    for category in ORDINARY:
        Clause.objects.create(
            agreement=row,
            purpose=Purpose.JOINT_HELP,
            category=category,
            **CLAUSE,
            **since,
        )
    AgreementForce.objects.create(
        agreement=row, valid_from=START, valid_to=day_end(date(2027, 12, 31)), recorded_at=START
    )
    rederive(row.pk)
    return row


def cover_health(cast: Town) -> None:
    """The centre may ask whether the labour office may learn of health: what nobody may offer, nobody can refuse."""
    assert cast.agreement is not None
    since = {"valid_from": START, "recorded_at": START}
    way = {"giver": cast.at("gops"), "receiver": cast.at("pup")}
    told = {**CLAUSE, "paragraph": "§ 4 ust. 3", "max_level": Level.SPECIAL}
    Clause.objects.create(
        agreement=cast.agreement, purpose=Purpose.JOINT_HELP, category=Category.HEALTH, **way, **told, **since
    )
    rederive(cast.agreement.pk)
