"""What a world's file may hold. These classes check it, and make its schema (`kooperacja world schema`).

Objects name each other by keys of the world's own, which are unique in the whole file. An interval is
half-open, `from` ≤ t < `to`; without `to` it is open.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from kooperacja.access.models import (
    Authorisation,
    Basis,
    Capacity,
    Emergency,
    EmergencyOutcome,
    VetoKind,
)
from kooperacja.accounts.keys import Scope
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Agreement, AgreementParty, AgreementState, Clause, PaperKind
from kooperacja.cases.models import Case, CaseState, CloseReason, NoteKind, SuspendReason
from kooperacja.config.world.values import Day, Instant, Key, Line, Of, PeselLine, Text, Until, Yes, column
from kooperacja.directory.kinds import InstitutionKind, Level, Role, Sector
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.clock import OPEN_END
from kooperacja.people.kinds import Kinship
from kooperacja.people.models import Household, Occupation, Person
from kooperacja.referrals.models import Answer, FamilyKnows, Letter, ReferralState, Urgency

OfInstitution = Annotated[Key, Of("institutions")]
OfUser = Annotated[Key, Of("users")]
OfSubject = Annotated[Key, Of("people", "households")]
OfDossier = Annotated[Key, Of("dossiers")]
# An institution stands for its inbox.
OfFile = Annotated[Key, Of("dossiers", "people", "households", "institutions")]


class Shape(BaseModel):
    """An unknown field is refused, and a value is never turned into another kind of value."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Keyed(Shape):
    key: Key = Field(description="a key of this world, unique in the whole file")


class Named(Shape):
    key: Key | None = Field(None, description="give one to be told the number in the ids file")


class Timed(Shape):
    from_: Instant = Field(alias="from", description="holds from this instant on")
    to: Until = Field(OPEN_END, description="first instant at which it no longer holds; open when left out")


class InstitutionShape(Keyed):
    """A body that cooperates."""

    name: Line = column(Institution, "name")
    short_name: Line = column(Institution, "short_name", "", "made of the name when left out")
    kind: InstitutionKind
    level: Level = Level.COMMUNE
    sector: Sector | None = None
    terc: Line = column(Institution, "terc", "")
    place: Line = column(Institution, "place", "")
    address: Line = column(Institution, "address", "")
    phone: Line = column(Institution, "phone", "")
    email: Line = column(Institution, "email", "")
    website: Line = column(Institution, "website", "")
    nip: Line = column(Institution, "nip", "")
    regon: Line = column(Institution, "regon", "")
    krs: Line = column(Institution, "krs", "")
    case_pattern: Line = column(Institution, "case_pattern", "S.{number}.{year}")
    referral_pattern: Line = column(Institution, "referral_pattern", "SK.{number:04}.{year}")


class UserShape(Keyed):
    """An account. Without a password nobody signs in with it."""

    email: Line = column(User, "email")
    full_name: Line = column(User, "full_name")
    password: Text | None = Field(None, min_length=1, max_length=128, description="stored hashed")
    active: Yes = True


class MembershipShape(Timed, Named):
    """A user acts for an institution in a role."""

    user: OfUser
    institution: OfInstitution
    role: Role
    title: Line = column(Membership, "title", "")
    supervises: Yes = False
    token: Scope | None = Field(None, description="make an API token that acts as this membership; needs a key")


class AuthorisationShape(Timed, Named):
    """A named permission to process these categories (art. 29 RODO)."""

    user: OfUser
    institution: OfInstitution
    categories: list[Category] = Field(min_length=1, max_length=len(Category))
    number: Line = column(Authorisation, "number", "")
    signed_on: Day | None = None


class StatementShape(Timed, Named):
    """A signed statement of confidentiality."""

    user: OfUser
    institution: OfInstitution
    signed_on: Day | None = None


class PartyShape(Shape):
    """Without `from` it is named in the paper and has not signed: it is bound by nothing."""

    institution: OfInstitution
    from_: Until = Field(OPEN_END, alias="from")
    to: Until = OPEN_END
    represented_by: Line = column(AgreementParty, "represented_by", "")
    signed_on: Day | None = None


class ClauseShape(Timed, Named):
    """Lets data of one category flow for one purpose; an empty side means each party."""

    paragraph: Line = column(Clause, "paragraph", "§ 1")
    purpose: Purpose
    category: Category
    max_level: StrictInt = Field(2, ge=0, le=5)
    giver: OfInstitution | None = None
    receiver: OfInstitution | None = None
    basis_act: Line = column(Clause, "basis_act", "")
    basis_article: Line = column(Clause, "basis_article", "")


class ForceShape(Timed):
    """One period in force: a suspension ends one, a resumption begins another."""


class AgreementShape(Keyed):
    """A paper with its parties, clauses and periods in force. An annex or an accession names what it
    amends, has no period of its own, and opens nothing: what it changed stands in the clauses and parties
    of the agreement.
    """

    title: Line = column(Agreement, "title")
    number: Line = column(Agreement, "number", "")
    subject: Text = ""
    kind: PaperKind = PaperKind.AGREEMENT
    amends: Annotated[Key, Of("agreements")] | None = None
    annex_number: StrictInt = Field(0, ge=0, le=999)
    state: AgreementState | None = Field(None, description="what follows from the periods in force, when left out")
    signed_on: Day | None = None
    valid_on: Day | None = None
    valid_until: Day | None = None
    parties: list[PartyShape] = []
    clauses: list[ClauseShape] = []
    in_force: list[ForceShape] = []


class HouseholdShape(Keyed):
    """People who live and manage together."""

    owner: OfInstitution
    name: Line = column(Household, "name")
    place: Line = column(Household, "place", "")


class PersonShape(Keyed):
    """A person as one institution knows him; the same person elsewhere is another object."""

    owner: OfInstitution
    first_name: Line = column(Person, "first_name")
    last_name: Line = column(Person, "last_name", "")
    born_on: Day | None = None
    pesel: PeselLine = Field("", description="an invented PESEL number, of the same day as born_on")
    household: Annotated[Key, Of("households")] | None = None
    kinship: Kinship | None = None
    school: Line = column(Occupation, "text", "", "category education")
    work: Line = column(Occupation, "text", "", "category employment")


class CaseShape(Shape):
    """What makes a case of a dossier. Without a number it gets the next one of its institution."""

    household: Annotated[Key, Of("households")]
    number: Line = column(Case, "number", "")
    external_number: Line = column(Case, "external_number", "")
    state: CaseState = CaseState.ACTIVE
    opened_on: Day
    learned_on: Day | None = None
    is_urgent: Yes = False
    interview_done_on: Day | None = None
    closed_on: Day | None = None
    close_reason: CloseReason | None = None
    suspend_reason: SuspendReason | None = None
    resume_on: Day | None = None
    review_due_on: Day | None = None
    retention: Line = column(Case, "retention", "")


class DossierShape(Keyed):
    """A file of one institution; with a case in it, or the place of a referral that has none yet."""

    owner: OfInstitution
    case: CaseShape | None = None


class PartShape(Timed, Named):
    """A person or household belongs to a dossier."""

    dossier: OfDossier
    subject: OfSubject
    part: Literal["member", "child", "victim", "suspect", "witness", "cohabitant", "household"] = "member"


class AppointmentShape(Timed, Named):
    """A worker is appointed to a dossier, person, household, or to the inbox of an institution."""

    user: OfUser
    institution: OfInstitution
    file: OfFile
    capacity: Capacity


class BasisShape(Timed, Keyed):
    """On what a share rests, for one recipient, category and purpose."""

    recipient: OfInstitution
    category: Category
    purpose: Purpose
    source: Line = column(Basis, "source")


class ConsentShape(BasisShape):
    """A person's consent. A household gives none: each person consents for himself."""

    subject: Annotated[Key, Of("people")]


class ProvisionShape(BasisShape):
    """A provision of law."""

    subject: OfSubject


class ShareShape(Timed, Named):
    """A window. Nothing checks that it agrees with its agreement and its basis: that is the kernel's task."""

    owner: OfInstitution | None = Field(None, description="the owner of the file, when left out")
    recipient: OfInstitution
    file: OfFile
    subject: OfSubject
    category: Category
    purpose: Purpose
    agreement: Annotated[Key, Of("agreements")]
    basis: Annotated[Key, Of("consents", "provisions")]


class VetoShape(Timed, Named):
    """What denies whatever the grounds say. Without user and institution it binds everybody."""

    file: OfFile
    kind: VetoKind
    user: OfUser | None = None
    institution: OfInstitution | None = None
    category: Category | None = None


class EmergencyShape(Named):
    """An emergency access: for hours, about one person or household."""

    user: OfUser
    institution: OfInstitution
    subject: OfSubject
    reason: Line = column(Emergency, "reason")
    from_: Instant = Field(alias="from")
    to: Instant
    reviewed_at: Instant | None = None
    reviewed_by: OfUser | None = None
    outcome: EmergencyOutcome | None = None


class LetterShape(Shape):
    """What the sender wrote. The legal basis decides the category."""

    request: Text = ""
    reason_code: Line = column(Letter, "reason_code", "")
    reason: Text = ""
    done_so_far: Text = ""
    first_name: Line = column(Letter, "first_name", "")
    last_name: Line = column(Letter, "last_name", "")
    born_on: Day | None = None
    occupation: Line = column(Letter, "occupation", "")
    guardians: Line = column(Letter, "guardians", "")
    place: Line = column(Letter, "place", "")
    phone: Line = column(Letter, "phone", "")
    family_knows: FamilyKnows | None = None
    basis: Line = column(Letter, "basis", "", "code of a legal basis; family matters when left out")
    agreed_on: Day | None = None


class AnswerShape(Shape):
    """What one party told the other with a move; each side keeps its copy."""

    move: Line = column(Answer, "move")
    text: Text = Field(min_length=1)
    reason_code: Line = column(Answer, "reason_code", "")
    author: OfUser
    at: Instant


class ReferralShape(Keyed):
    """A referral with the side of the sender, and, once sent, the side of the addressee."""

    sender: OfInstitution
    file: OfDossier = Field(description="dossier of the sender in which his side lies")
    subject: OfSubject
    author: OfUser
    addressee: OfInstitution | None = None
    addressee_file: Annotated[Key, Of("dossiers", "institutions")] | None = Field(
        None, description="dossier or inbox in which the letter lies; the addressee's inbox, when left out"
    )
    addressee_subject: OfSubject | None = Field(
        None, description="a person of whom only the letter tells, when left out"
    )
    state: ReferralState = ReferralState.SENT
    urgency: Urgency = Urgency.NORMAL
    assigned_to: OfUser | None = None
    redirected_to: OfInstitution | None = None
    created_at: Instant | None = None
    sent_at: Instant | None = None
    received_at: Instant | None = None
    accepted_at: Instant | None = None
    started_at: Instant | None = None
    answered_at: Instant | None = None
    confirmed_at: Instant | None = None
    ended_at: Instant | None = None
    letter: LetterShape = LetterShape()
    answers: list[AnswerShape] = []


class NoteShape(Keyed):
    """What a worker wrote in a case; about the household, or about one person."""

    dossier: OfDossier
    subject: OfSubject | None = None
    kind: NoteKind = NoteKind.OTHER
    happened_on: Day
    category: Category
    text: Text = Field(min_length=1)
    author: OfUser
    written_at: Instant | None = None


class World(Shape):
    """A whole invented world, for an installation that holds nothing yet."""

    about: Text = Field("", description="what this world is for; it is not stored")
    institutions: list[InstitutionShape] = Field(min_length=1)
    users: list[UserShape] = []
    memberships: list[MembershipShape] = []
    authorisations: list[AuthorisationShape] = []
    statements: list[StatementShape] = []
    agreements: list[AgreementShape] = []
    households: list[HouseholdShape] = []
    people: list[PersonShape] = []
    dossiers: list[DossierShape] = []
    parts: list[PartShape] = []
    appointments: list[AppointmentShape] = []
    consents: list[ConsentShape] = []
    provisions: list[ProvisionShape] = []
    shares: list[ShareShape] = []
    vetoes: list[VetoShape] = []
    emergencies: list[EmergencyShape] = []
    referrals: list[ReferralShape] = []
    notes: list[NoteShape] = []

    def collections(self) -> Iterator[tuple[str, list[Shape]]]:
        for name in COLLECTIONS:
            yield name, getattr(self, name)


COLLECTIONS = tuple(name for name in World.model_fields if name != "about")
