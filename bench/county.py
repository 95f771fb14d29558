"""The data of the access benchmark: notes in dossiers, with their cases, families, agreements and shares.

Everything follows from a size and a seed; ids are counted, so that a row is found again by arithmetic.
Of a million notes there are 250,000 dossiers in 200 institutions, the first of which keeps 60,000; 2,400
agreements of four parties and three clauses, the first of which covers 50,000 dossiers; 470,000 shares,
each with its basis; about 400,000 appointments. Some chains are broken: agreements suspended, consents
withdrawn, appointments ended, levels too high, vetoes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bench.bulk import Row, fill, loading, stamp
from kooperacja.access.models import (
    Anchor,
    Appointment,
    Authorisation,
    Basis,
    Declaration,
    Emergency,
    Part,
    Share,
    Veto,
)
from kooperacja.accounts.models import User
from kooperacja.agreements.derivation import derive
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.agreements.models import Agreement, AgreementForce, AgreementParty, Clause, Pact
from kooperacja.cases.models import Case, Note
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.clock import OPEN_END
from kooperacja.foundation.folding import fold
from kooperacja.people.models import Household

PURPOSE = "joint_help"
BEGAN, KNOWN, ENDED = (
    datetime(2024, 1, 1, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=UTC),
    datetime(2026, 3, 1, tzinfo=UTC),
)
TIMES = (BEGAN, OPEN_END, KNOWN)
SINCE, AT, PAST, OPEN = stamp(BEGAN), stamp(KNOWN), stamp(ENDED), stamp(OPEN_END)
NOTES, PEOPLE, TEAM, SUPERVISORS, CLAUSES, PARTIES = 4, 2, 60, 5, 3, 4
SHARED = (Category.FAMILY, Category.HEALTH)
CLAUSED = (Category.FAMILY, Category.HEALTH, Category.EDUCATION)
AUTHORISED = ("coordination", "identity", "family", "housing", "income", "employment", "education", "health")
VALID = ("valid_from", "valid_to", "recorded_at")
LABEL = ("owner_id", "anchor_id", "subject_id", "category", "level", "updated_at")
MODELS = (
    *(Institution, User, Membership, Authorisation, Declaration, Anchor, Part, Appointment),
    *(Agreement, AgreementParty, Clause, AgreementForce, Pact, Basis, Share, Veto, Emergency),
    *(Household, Case, Note),
)


@dataclass(slots=True)
class County:
    """The arithmetic of the data. Dossiers and institutions are counted from 0, their ids from 1."""

    rows: int
    seed: int
    own: list[int] = field(default_factory=list)
    partner: list[int] = field(default_factory=list)
    posts: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for institution in range(self.institutions):
            self.posts += [(institution, "institution_manager")] * SUPERVISORS
        self.own = self._teams([self.owner(dossier) for dossier in range(self.dossiers)], "key_worker")
        places = [self.recipient(dossier) if self.has_partner(dossier) else -1 for dossier in range(self.dossiers)]
        self.partner = self._teams(places, "team_member")

    def _teams(self, places: list[int], role: str) -> list[int]:
        """A worker for each dossier: one takes sixty in a row, then the next one of the institution."""
        taken: Counter[int] = Counter()
        now: dict[int, int] = {}
        found = []
        for place in places:
            if place >= 0 and taken[place] % TEAM == 0:
                self.posts.append((place, role))
                now[place] = len(self.posts)
            taken[place] += 1
            found.append(now.get(place, 0))
        return found

    @property
    def dossiers(self) -> int:
        return self.rows // NOTES

    @property
    def institutions(self) -> int:
        return max(8, min(200, self.rows // 5000))

    @property
    def agreements_of_one(self) -> int:
        return 12 if self.rows >= 1_000_000 else 3

    @property
    def in_largest_agreement(self) -> int:
        return self.dossiers // 5

    def owner(self, dossier: int) -> int:
        if dossier < self.dossiers * 24 // 100:
            return 0
        return 1 + dossier % (self.institutions - 1)

    def agreement(self, dossier: int) -> int:
        if dossier < self.in_largest_agreement:
            return 0
        owner = self.owner(dossier)
        each = self.agreements_of_one
        return owner * each + (dossier // self.institutions) % each if owner else 1 + dossier % (each - 1)

    def parties(self, agreement: int) -> list[int]:
        """The owner of the dossiers first, then three others."""
        owner, number = divmod(agreement, self.agreements_of_one)
        others = ((3 * number + turn) % (self.institutions - 1) for turn in range(PARTIES - 1))
        return [owner, *((owner + 1 + other) % self.institutions for other in others)]

    def recipient(self, dossier: int) -> int:
        agreement = self.agreement(dossier)
        return self.parties(agreement)[2 if agreement and dossier % 4 == 3 else 1]

    def has_partner(self, dossier: int) -> bool:
        return dossier < self.in_largest_agreement or dossier % 2 == 0

    def shares(self, dossier: int) -> int:
        """How many: two, or one of a tenth of the dossiers and more."""
        return 2 if dossier % 25 > 2 else 1

    def household(self, dossier: int) -> int:
        return self.dossiers + 1 + dossier

    def person(self, dossier: int, number: int) -> int:
        return 2 * self.dossiers + 1 + PEOPLE * dossier + number


def build(rows: int, seed: int) -> None:
    """Fill a migrated database that is empty beside the tables of law."""
    county = County(rows, seed)
    with loading(MODELS):
        _people(county)
        _files(county)
        _agreements(county)
        _windows(county)
        _records(county)


# ---- Who works where


def _people(county: County) -> None:
    places = range(1, county.institutions + 1)
    institutions = ((pk, f"Instytucja {pk}", f"I{pk}", "welfare_centre", "commune") for pk in places)
    fill(Institution, ("id", "name", "short_name", "kind", "level"), institutions, at=KNOWN)
    staff = list(enumerate(county.posts, start=1))
    users = ((pk, f"p{pk}@bench.example", f"Osoba {pk}", "!") for pk, _post in staff)
    fill(User, ("id", "email", "full_name", "password"), users, at=KNOWN)
    posts = (
        (pk, pk, place + 1, role, role, int(role == "institution_manager"), SINCE, OPEN, AT)
        for pk, (place, role) in staff
    )
    fill(Membership, ("id", "user_id", "institution_id", "role", "title", "supervises", *VALID), posts, at=KNOWN)
    authorised = ((pk, place + 1, what, SINCE, OPEN, AT) for pk, (place, _role) in staff for what in AUTHORISED)
    fill(Authorisation, ("user_id", "institution_id", "category", *VALID), authorised, at=KNOWN)
    declared = ((pk, place + 1, SINCE, OPEN, AT) for pk, (place, _role) in staff)
    fill(Declaration, ("user_id", "institution_id", *VALID), declared, at=KNOWN)


# ---- Files


def _files(county: County) -> None:
    fill(Anchor, ("id", "kind", "owner_id"), _anchors(county), at=KNOWN)
    parts = (
        (dossier + 1, subject, SINCE, OPEN, AT)
        for dossier in range(county.dossiers)
        for subject in (county.household(dossier), *(county.person(dossier, number) for number in range(PEOPLE)))
    )
    fill(Part, ("dossier_id", "subject_id", *VALID), parts, at=KNOWN)
    names = ("user_id", "institution_id", "anchor_id", "capacity", *VALID)
    fill(Appointment, names, _appointments(county), at=KNOWN)


def _anchors(county: County) -> Iterator[Row]:
    number = county.dossiers
    owners = [county.owner(dossier) + 1 for dossier in range(number)]
    for dossier, owner in enumerate(owners):
        yield dossier + 1, "dossier", owner
    for dossier, owner in enumerate(owners):
        yield county.household(dossier), "household", owner
    for dossier, owner in enumerate(owners):
        for place in range(PEOPLE):
            yield county.person(dossier, place), "person", owner


def _appointments(county: County) -> Iterator[Row]:
    for dossier, (own, partner) in enumerate(zip(county.own, county.partner, strict=True)):
        yield own, county.owner(dossier) + 1, dossier + 1, "key_worker", SINCE, OPEN, AT
        if county.has_partner(dossier):
            until = PAST if dossier % 50 == 8 else OPEN
            yield partner, county.recipient(dossier) + 1, dossier + 1, "team", SINCE, until, AT


# ---- Agreements


def _agreements(county: County) -> None:
    number = county.institutions * county.agreements_of_one
    papers = ((pk + 1, f"ref{pk:09}", f"Porozumienie {pk}", _state(pk)) for pk in range(number))
    fill(Agreement, ("id", "ref", "title", "state"), papers, at=KNOWN)
    parties, clauses, forces = _party_rows(county, number), _clause_rows(number), _force_rows(number)
    fill(AgreementParty, ("id", "agreement_id", "institution_id", *VALID), map(_stamped, parties), at=KNOWN)
    named = ("id", "agreement_id", "paragraph", "purpose", "category", "max_level", "basis_act", "basis_article")
    fill(Clause, (*named, *VALID), map(_stamped, clauses), at=KNOWN)
    fill(AgreementForce, ("id", "agreement_id", *VALID), map(_stamped, forces), at=KNOWN)
    columns = ("agreement_id", "clause_id", "owner_id", "recipient_id", "category", "purpose", "max_level", *VALID)
    pacts = ((getattr(pact, name) for name in columns) for pact in _pacts(parties, clauses, forces))
    fill(Pact, columns, (_stamped(tuple(pact)) for pact in pacts), at=KNOWN)


def _state(agreement: int) -> str:
    return "suspended" if agreement % 20 == 7 else "in_force"


def _party_rows(county: County, number: int) -> list[Row]:
    return [
        (PARTIES * agreement + place + 1, agreement + 1, institution + 1, *TIMES)
        for agreement in range(number)
        for place, institution in enumerate(county.parties(agreement))
    ]


def _clause_rows(number: int) -> list[Row]:
    """A third of the agreements let health data flow only up to a level that they never have."""
    said = [
        (agreement, place, category.value, 2 if agreement % 3 == 1 else int(LEVEL_OF[category]))
        for agreement in range(number)
        for place, category in enumerate(CLAUSED)
    ]
    return [
        (CLAUSES * agreement + place + 1, agreement + 1, f"§ {place}", PURPOSE, category, level, "", "", *TIMES)
        for agreement, place, category, level in said
    ]


def _force_rows(number: int) -> list[Row]:
    ends = {"suspended": ENDED, "in_force": OPEN_END}
    return [(agreement + 1, agreement + 1, BEGAN, ends[_state(agreement)], KNOWN) for agreement in range(number)]


def _pacts(parties: list[Row], clauses: list[Row], forces: list[Row]) -> Iterator[Pact]:
    """By the product's own derivation."""
    for agreement, force in enumerate(forces):
        bound = [_party(row) for row in parties[PARTIES * agreement : PARTIES * (agreement + 1)]]
        said = [_clause(row) for row in clauses[CLAUSES * agreement : CLAUSES * (agreement + 1)]]
        period = AgreementForce(agreement_id=force[1], valid_from=force[2], valid_to=force[3], recorded_at=force[4])
        yield from derive([period], bound, said)


def _party(row: Row) -> AgreementParty:
    pk, agreement, institution, start, end, known = row
    interval = {"valid_from": start, "valid_to": end, "recorded_at": known}
    return AgreementParty(pk=pk, agreement_id=agreement, institution_id=institution, **interval)


def _clause(row: Row) -> Clause:
    pk, agreement, _paragraph, purpose, category, level, _act, _article, start, end, known = row
    said = {"purpose": purpose, "category": category, "max_level": level}
    return Clause(pk=pk, agreement_id=agreement, **said, valid_from=start, valid_to=end, recorded_at=known)


def _stamped(row: Row) -> Row:
    return tuple(stamp(value) if isinstance(value, datetime) else value for value in row)


# ---- Shares, each with its basis, and vetoes


def _windows(county: County) -> None:
    said = ("id", "subject_id", "recipient_id", "category", "purpose", "is_consent", "source")
    fill(Basis, (*said, *VALID), _bases(county), at=KNOWN)
    given = ("id", "owner_id", "recipient_id", "anchor_id", "subject_id", "category", "purpose", "agreement_id")
    fill(Share, (*given, "basis_id", *VALID), _shares(county), at=KNOWN)
    fill(Veto, ("anchor_id", "kind", "user_id", "institution_id", "category", *VALID), _vetoes(county), at=KNOWN)
    opened = ("user_id", "institution_id", "subject_id", "reason")
    fill(Emergency, (*opened, *VALID), _emergencies(county), at=KNOWN)


def _given(county: County) -> Iterator[tuple[int, int, str]]:
    """The id of each share and of its basis, its dossier and its category."""
    for dossier in range(county.dossiers):
        for place in range(county.shares(dossier)):
            yield 2 * dossier + place + 1, dossier, SHARED[place].value


def _bases(county: County) -> Iterator[Row]:
    for pk, dossier, category in _given(county):
        until = PAST if dossier % 33 == 5 else OPEN
        subject, recipient = county.person(dossier, 0), county.recipient(dossier) + 1
        yield pk, subject, recipient, category, PURPOSE, 1, "zgoda", SINCE, until, AT


def _shares(county: County) -> Iterator[Row]:
    for pk, dossier, category in _given(county):
        parties = (county.owner(dossier) + 1, county.recipient(dossier) + 1)
        place = (dossier + 1, county.person(dossier, 0), category, PURPOSE, county.agreement(dossier) + 1)
        yield (pk, *parties, *place, pk, SINCE, OPEN, AT)


def _vetoes(county: County) -> Iterator[Row]:
    until = (SINCE, OPEN, AT)
    for dossier in range(county.dossiers):
        if dossier % 199 == 0:
            yield (dossier + 1, "restriction", 0, 0, "", *until)
        if dossier % 307 == 0:
            yield (county.person(dossier, 0), "conflict", county.own[dossier], 0, "", *until)
        if dossier % 401 == 0:
            yield (county.person(dossier, 0), "do_not_show_to", 0, county.recipient(dossier) + 1, "health", *until)
        if dossier % 997 == 0:
            yield (dossier + 1, "sealed", 0, 0, "", *until)


def _emergencies(county: County) -> Iterator[Row]:
    """The workers of every hundredth dossier opened a person of the next one."""
    for dossier in range(3, county.dossiers - 1, 100):
        if dossier // 100 % (TEAM // 10) == 0:
            institution = county.owner(dossier) + 1
            yield county.own[dossier], institution, county.person(dossier + 1, 0), "ratunek", SINCE, OPEN, AT


# ---- Records


def _records(county: County) -> None:
    random = Random(county.seed)  # noqa: S311 - invented data.
    fill(Household, ("id", *LABEL, "ref", "name", "place", "folded"), _households(county, random), at=KNOWN)
    fill(Case, ("id", *LABEL, "ref", "number", *CASE), _cases(county, random), at=KNOWN)
    fill(Note, ("id", *LABEL, "case_id", "ref", *NOTE), _notes(county, random), at=KNOWN)


NOTE = ("kind", "happened_on", "text", "author_id", "created_at")
CASE = ("state", "opened_on", "learned_on", "closed_on", "close_reason")
BEGINNINGS = ("Kowal", "Nowak", "Wiśni", "Zieli", "Szymań", "Dąbrow", "Kamiń", "Wójc", "Lewand", "Jabłoń")
MIDDLES = ("e", "o", "a", "u", "y", "ow", "ew", "in", "an", "ar", "or", "er", "ul", "il", "ał", "oł", "ół", "ąż")
ENDINGS = ("ski", "czyk", "wicz", "iak", "ek", "icz", "ak", "arz", "as", "oń", "ba", "ka", "ała", "ura", "yna", "uch")
WORDS = ("rozmowa", "wizyta", "szkoła", "praca", "lekarz", "mieszkanie", "dziecko", "wsparcie", "termin", "wniosek")


def _changed(random: Random) -> str:
    return stamp(KNOWN - timedelta(seconds=random.randrange(60_000_000)))


def _households(county: County, random: Random) -> Iterator[Row]:
    for dossier in range(county.dossiers):
        name = random.choice(BEGINNINGS) + random.choice(MIDDLES) + random.choice(ENDINGS)
        home = county.household(dossier)
        label = (county.owner(dossier) + 1, home, home, "family", 2, _changed(random))
        yield (dossier + 1, *label, f"h{dossier:011}", name, "Brzezin", fold(name))


def _cases(county: County, random: Random) -> Iterator[Row]:
    for dossier in range(county.dossiers):
        label = (county.owner(dossier) + 1, dossier + 1, county.household(dossier), "coordination", 1)
        ended = ("closed", "2025-01-07", "2025-01-05", "2026-02-01", "reached")
        told = ended if dossier % 3 == 0 else ("active", "2025-01-07", "2025-01-05", None, "")
        yield (dossier + 1, *label, _changed(random), f"c{dossier:011}", f"S.{dossier + 1}.2026", *told)


def _notes(county: County, random: Random) -> Iterator[Row]:
    for dossier in range(county.dossiers):
        said = (
            (county.person(dossier, 0), "family", 2),
            (county.person(dossier, 0), "health", 3),
            (county.person(dossier, 1), "education", 2),
            (county.household(dossier), "coordination", 1),
        )
        owner, author = county.owner(dossier) + 1, county.own[dossier]
        for place, label in enumerate(said):
            pk, at = NOTES * dossier + place + 1, _changed(random)
            text = " ".join(random.choices(WORDS, k=8))
            yield (pk, owner, dossier + 1, *label, at, dossier + 1, f"n{pk:011}", "visit", at[:10], text, author, at)
