"""A small fictional town: the people of every test, of the demonstration and of the pictures.

Gmina Wierzbowo, powiat brzeziński. Facts begin on 1 September 2026, so that a test may stand at any
instant after that. `town()` builds it with plain rows: what it sets up is not what is tested.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from kooperacja.access.models import Anchor, AnchorKind, Appointment, Authorisation, Capacity, Declaration
from kooperacja.accounts.models import User
from kooperacja.agreements.actions import rederive
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementParty, Clause
from kooperacja.directory.kinds import InstitutionKind, Level, Role, Sector
from kooperacja.directory.models import Institution, Membership
from kooperacja.directory.naming import folded
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import OPEN_END, day_end

# Every fact of the town begins here; tests stand later.
START = datetime(2026, 9, 1, tzinfo=UTC)
# Monday of scenario G.1: the school's signal.
MONDAY = datetime(2026, 11, 2, 10, 40, tzinfo=UTC)
PASSWORD = "wierzbowo-pokazowe-haslo"

ORDINARY = (
    Category.COORDINATION,
    Category.IDENTITY,
    Category.FAMILY,
    Category.HOUSING,
    Category.INCOME,
    Category.EMPLOYMENT,
    Category.EDUCATION,
)
SPECIAL = (Category.HEALTH, Category.DISABILITY, Category.ADDICTION)


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
            return self.__dict__["workers"][name]
        except KeyError:
            raise AttributeError(name) from None

    def at(self, key: str) -> Institution:
        return self.institutions[key]


INSTITUTIONS = {
    # key: name, short name, kind, level, sector, case pattern, referral pattern
    "gops": (
        "Gminny Ośrodek Pomocy Społecznej w Wierzbowie",
        "GOPS Wierzbowo",
        InstitutionKind.WELFARE_CENTRE,
        Level.COMMUNE,
        Sector.WELFARE,
        "GOPS.5021.{number}.{year}",
        "GOPS.SK.{number:04}.{year}",
    ),
    "school": (
        "Szkoła Podstawowa w Wierzbowie",
        "SP Wierzbowo",
        InstitutionKind.SCHOOL,
        Level.COMMUNE,
        Sector.EDUCATION,
        "SP.W.{number}.{year}",
        "SP.W.{number:04}.{year}",
    ),
    "police": (
        "Komisariat Policji w Brzezinie",
        "Policja w Brzezinie",
        InstitutionKind.POLICE,
        Level.COUNTY,
        Sector.POLICE,
        "KP.{number}.{year}",
        "KP.SK.{number:04}.{year}",
    ),
    "pcpr": (
        "Powiatowe Centrum Pomocy Rodzinie w Brzezinie",
        "PCPR w Brzezinie",
        InstitutionKind.COUNTY_FAMILY_CENTRE,
        Level.COUNTY,
        Sector.WELFARE,
        "PCPR.{number}.{year}",
        "PCPR.SK.{number:04}.{year}",
    ),
    "ppp": (
        "Poradnia Psychologiczno-Pedagogiczna w Brzezinie",
        "PPP Brzezin",
        InstitutionKind.PSYCH_PED_CLINIC,
        Level.COUNTY,
        Sector.EDUCATION,
        "PPP.{number}.{year}",
        "PPP.SK.{number:04}.{year}",
    ),
    "pup": (
        "Powiatowy Urząd Pracy w Brzezinie",
        "PUP w Brzezinie",
        InstitutionKind.LABOUR_OFFICE,
        Level.COUNTY,
        Sector.LABOUR,
        "PUP.{number}.{year}",
        "PUP.SK.{number:04}.{year}",
    ),
    "mostek": (
        "Stowarzyszenie „Mostek” w Wierzbowie",
        "„Mostek”",
        InstitutionKind.NGO,
        Level.COMMUNE,
        Sector.NGO,
        "M.{number}.{year}",
        "M.SK.{number:04}.{year}",
    ),
}

WORKERS = {
    # name: full name, institution, role, post, supervises, opens the inbox
    "anna": ("Anna Lis", "gops", Role.KEY_WORKER, "pracownik socjalny", False, True),
    "iga": ("Iga Klon", "gops", Role.KEY_WORKER, "pracownik socjalny", False, False),
    "ewa": ("Ewa Dąb", "gops", Role.TEAM_COORDINATOR, "koordynator zespołu", False, True),
    "halina": ("Halina Mróz", "gops", Role.INSTITUTION_MANAGER, "kierownik", True, False),
    "filip": ("Filip Borek", "gops", Role.DATA_PROTECTION_OFFICER, "inspektor ochrony danych", True, False),
    "piotr": ("Piotr Sowa", "school", Role.TEAM_MEMBER, "pedagog szkolny", False, True),
    "wanda": ("Wanda Krawiec", "school", Role.INSTITUTION_MANAGER, "dyrektor szkoły", True, False),
    "jan": ("Jan Klon", "police", Role.TEAM_MEMBER, "dzielnicowy", False, True),
    "olga": ("Olga Wierzba", "pcpr", Role.TEAM_MEMBER, "doradca rodziny", False, True),
    "ida": ("Ida Mech", "ppp", Role.TEAM_MEMBER, "psycholog", False, True),
    "tomasz": ("Tomasz Grab", "pup", Role.TEAM_MEMBER, "doradca klienta", False, True),
    "grazyna": ("Grażyna Zalas", "mostek", Role.TEAM_MEMBER, "koordynatorka pomocy", False, True),
}

# „Mostek” is named in the paper and has not signed.
SIGNED = ("gops", "school", "police", "pcpr", "ppp", "pup")


def town() -> Town:
    """Build the town in the present database."""
    cast = Town()
    for key, row in INSTITUTIONS.items():
        cast.institutions[key] = _institution(key, *row)
    for name, person in WORKERS.items():
        cast.workers[name] = _worker(cast, name, *person)
    cast.agreement = _agreement(cast)
    return cast


def _institution(
    key: str, name: str, short: str, kind: str, level: str, sector: str, cases: str, referrals: str
) -> Institution:
    place = "Wierzbowo" if level == Level.COMMUNE else "Brzezin"
    return Institution.objects.create(
        key=key,
        name=name,
        short_name=short,
        folded=folded(short, name, place),
        kind=kind,
        level=level,
        sector=sector,
        place=place,
        case_pattern=cases,
        referral_pattern=referrals,
        checked_on=date(2026, 9, 1),
    )


def _worker(
    cast: Town, key: str, name: str, place: str, role: str, title: str, supervises: bool, intake: bool
) -> Worker:
    user = User.objects.create_user(f"{key}@{place}.example", PASSWORD, full_name=name)
    return enrol(user, cast.at(place), role, title=title, supervises=supervises, intake=intake)


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
        title="Porozumienie o współpracy PZK Wierzbowo",
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
            paragraph="§ 4 ust. 2",
            purpose=Purpose.JOINT_HELP,
            category=category,
            max_level=2,
            basis_act="ustawa o pomocy społecznej",
            basis_article="art. 100 ust. 2",
            **since,
        )
    AgreementForce.objects.create(
        agreement=row, valid_from=START, valid_to=day_end(date(2027, 12, 31)), recorded_at=START
    )
    rederive(row.pk)
    return row
