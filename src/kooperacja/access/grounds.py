"""Every ground and veto once, as data (kernel.md 3). One compiler makes of them the page, the
explanation, "who can see this" and the proof.

A fact is a table, its keys and a sentence. A key names a column and a term: of the row (``row.``),
of the actor (``who.``), of an earlier fact, or a constant in quotes. Every fact repeats the keys
that it must agree on; that is what breaks a broken chain. `[from, to)` is implied.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.access.models import (
    TEAM as TEAM_CAPACITIES,
)
from kooperacja.access.models import (
    Anchor,
    AnchorKind,
    Appointment,
    Authorisation,
    Basis,
    Capacity,
    Declaration,
    Emergency,
    KindPurpose,
    Part,
    RoleRight,
    Share,
    StatutoryLine,
    Veto,
    VetoKind,
    VitalCategory,
)
from kooperacja.accounts.models import User
from kooperacja.agreements.models import Pact
from kooperacja.directory.models import Membership
from kooperacja.foundation.errors import Text

Terms = tuple[str, ...]

# Export is every copy that leaves the page: spreadsheet, print, file.
READ, EXPORT, WRITE = "read", "export", "write"
NEVER: frozenset[str] = frozenset()
LOOK = frozenset({READ})
TAKE = frozenset({READ, EXPORT})
ALL = frozenset({READ, EXPORT, WRITE})


@dataclass(frozen=True, slots=True)
class Fact:
    """`keys` maps a column (lookup syntax) to one term, or to several of which one must match."""

    name: str
    model: type[models.Model]
    sentence: Text
    keys: tuple[tuple[str, Terms], ...]
    timed: bool = True


def fact(name: str, model: type[models.Model], sentence: Text, *, timed: bool = True, **keys: str) -> Fact:
    """A fact; a term may be written as alternatives, separated by ``|``."""
    return Fact(name, model, sentence, tuple((key, tuple(t.split("|"))) for key, t in keys.items()), timed)


@dataclass(frozen=True, slots=True)
class Ground:
    """A chain of facts that opens a row: for which actions where the row is the actor's own
    institution's (`mine`), and for which where it is another's (`theirs`).
    """

    name: str
    sentence: Text
    facts: tuple[Fact, ...]
    mine: frozenset[str] = NEVER
    theirs: frozenset[str] = NEVER


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A veto: denies whatever the grounds say, unless one of the chains of `unless` holds.
    `unless` counts only for rows of the actor's own institution; `spared` are the capacities that
    its chains name.
    """

    name: str
    sentence: Text
    fact: Fact
    unless: tuple[tuple[Fact, ...], ...] = ()
    spared: tuple[str, ...] = ()


def _either(*constants: str) -> str:
    return "|".join(f"'{constant}'" for constant in constants)


ACCOUNT = fact("account", User, _("Your account is active"), timed=False, id="who.user", is_active="'1'")
MEMBERSHIP = fact(
    "membership",
    Membership,
    _("You act for this institution in this role"),
    user="who.user",
    institution="who.institution",
    role="who.role",
)
ROLE = fact(
    "role",
    RoleRight,
    _("Your role covers this category of data"),
    role="who.role",
    category="row.category",
    action="who.action",
)
AUTHORISATION = fact(
    "authorisation",
    Authorisation,
    _("You are authorised to process this category of data"),
    user="who.user",
    institution="who.institution",
    category="row.category",
)
DECLARATION = fact(
    "declaration",
    Declaration,
    _("You signed the statement of confidentiality"),
    user="who.user",
    institution="who.institution",
)
PRE = (ACCOUNT, MEMBERSHIP, ROLE, AUTHORISATION, DECLARATION)

OF_A_TEAM = (AnchorKind.DOSSIER, AnchorKind.STATUTORY)
USUAL = tuple(kind for kind in AnchorKind if kind != AnchorKind.STATUTORY)


def _file(name: str, anchor: str, *kinds: str) -> Fact:
    """The anchor is the owner's; where kinds are named, one of these."""
    keys = {"kind": _either(*kinds)} if kinds else {}
    return fact(name, Anchor, _("The file belongs to the owner"), timed=False, id=anchor, owner="row.owner", **keys)


ANCHOR = _file("anchor", "row.anchor")
# Neither a share nor an emergency opens the file of a statutory team; no law keeps it for another
# purpose, so nothing of one's own does (docs/decisions/0047).
USUAL_FILE = _file("anchor", "row.anchor", *USUAL)
LAW = fact(
    "law",
    KindPurpose,
    _("The file is kept for this purpose by law"),
    kind="anchor.kind",
    purpose="who.purpose",
)


def _appointed(name: str, sentence: Text, anchor: str, *capacities: str) -> Fact:
    return fact(
        name,
        Appointment,
        sentence,
        user="who.user",
        institution="who.institution",
        anchor=anchor,
        capacity=_either(*capacities),
    )


TEAM = _appointed("team", _("You are appointed to this file"), "row.anchor", *TEAM_CAPACITIES)
PART = fact("part", Part, _("The person or household belongs to a file"), subject="row.anchor")
TEAM_OF_PART = _appointed("team", _("You are appointed to that file"), "part.dossier", *TEAM_CAPACITIES)
SUPERVISION = fact(
    "supervision",
    Membership,
    _("You supervise this institution"),
    user="who.user",
    institution="who.institution",
    role="who.role",
    supervises="'1'",
)
SHARE = fact(
    "share",
    Share,
    _("The owner shows these data to your institution"),
    owner="row.owner",
    recipient="who.institution",
    anchor="row.anchor",
    subject="row.subject",
    category="row.category",
    purpose="who.purpose",
)
BASIS = fact(
    "basis",
    Basis,
    _("There is a lawful basis"),
    id="share.basis",
    subject="share.subject",
    recipient="share.recipient",
    category="share.category",
    purpose="share.purpose",
)
PACT = fact(
    "pact",
    Pact,
    _("The agreement is in force and covers it"),
    agreement="share.agreement",
    owner="share.owner",
    recipient="share.recipient",
    category="share.category",
    purpose="share.purpose",
    max_level__gte="row.level",
)
WINDOW = (USUAL_FILE, SHARE, BASIS, PACT)

# The statutory team: the dossier is the owner's, and the list names the part of this very subject.
MANDATE = _appointed(
    "mandate", _("You are appointed to the statutory team of this file"), "row.anchor", Capacity.STATUTORY
)
DOSSIER = _file("dossier", "row.anchor", *OF_A_TEAM)
PART_OF_SUBJECT = fact(
    "part", Part, _("The person has a part in this file"), dossier="row.anchor", subject="row.subject"
)
REGISTER_PART = fact("part", Part, _("The person has a part in a file"), subject="row.anchor", subject_id="row.subject")
DOSSIER_OF_PART = _file("dossier", "part.dossier", *OF_A_TEAM)
MANDATE_OF_PART = _appointed(
    "mandate", _("You are appointed to the statutory team of that file"), "part.dossier", Capacity.STATUTORY
)
STATUTE = fact(
    "statute",
    StatutoryLine,
    _("The law lists these data for this part in the file"),
    purpose="who.purpose",
    part="part.part",
    category="row.category",
)
VITAL = fact("vital", VitalCategory, _("These data can save a life"), category="row.category")
EMERGENCY = fact(
    "emergency",
    Emergency,
    _("You have opened an emergency access and gave the reason"),
    user="who.user",
    institution="who.institution",
    subject="row.subject",
)

_BY_LAW = _("You are a member of the statutory team, and the law lists these data.")
STATUTORY_FILE = Ground("statutory_file", _BY_LAW, (DOSSIER, MANDATE, PART_OF_SUBJECT, STATUTE), mine=ALL, theirs=TAKE)
STATUTORY_REGISTER = Ground(
    "statutory_register",
    _BY_LAW,
    (ANCHOR, REGISTER_PART, DOSSIER_OF_PART, MANDATE_OF_PART, STATUTE),
    mine=ALL,
    theirs=TAKE,
)
BREAK_GLASS = Ground(
    "emergency",
    _("You have opened an emergency access: reading only, for a short time, and it is reviewed."),
    (USUAL_FILE, VITAL, EMERGENCY),
    mine=LOOK,
    theirs=LOOK,
)
GROUNDS = (
    Ground("own_team", _("It is your institution's file and you work on it."), (ANCHOR, LAW, TEAM), mine=ALL),
    Ground(
        "own_part",
        _("It is about a person of a file that you work on."),
        (ANCHOR, LAW, PART, TEAM_OF_PART),
        mine=ALL,
    ),
    Ground(
        "own_supervision",
        _("It is your institution's file and you supervise the institution."),
        (ANCHOR, LAW, SUPERVISION),
        mine=ALL,
    ),
    Ground("shared_team", _("The owner shows it to your institution."), (TEAM, *WINDOW), theirs=TAKE),
    Ground("shared_part", _("The owner shows it to your institution."), (PART, TEAM_OF_PART, *WINDOW), theirs=TAKE),
    STATUTORY_FILE,
    STATUTORY_REGISTER,
    BREAK_GLASS,
)


def _veto(kind: str, sentence: Text, *spared: str) -> Prohibition:
    """All vetoes have one shape; who is `spared` is appointed so to the file, or to one in which the
    anchor of the row has a part.
    """
    binding = fact(
        kind,
        Veto,
        sentence,
        kind=_either(kind),
        anchor="row.anchor|row.subject",
        user_id="who.user|'0'",
        institution_id="who.institution|'0'",
        category="row.category|''",
    )
    spare = _("You are appointed so that this does not bind you")
    chains = (
        (_appointed("spared", spare, "row.anchor", *spared),),
        (PART, _appointed("spared", spare, "part.dossier", *spared)),
    )
    return Prohibition(kind, sentence, binding, chains if spared else (), spared)


VETOES = (
    _veto(VetoKind.CONFLICT, _("A conflict of interest was declared.")),
    _veto(VetoKind.RESTRICTION, _("Processing is restricted (art. 18 RODO)."), Capacity.KEY_WORKER),
    _veto(
        VetoKind.PROTECTED_ADDRESS,
        _("The address is protected."),
        Capacity.KEY_WORKER,
        Capacity.TEAM,
    ),
    _veto(VetoKind.REPORTER, _("Who reported is protected."), Capacity.KEY_WORKER),
    _veto(VetoKind.SEALED, _("The file is sealed."), Capacity.KEEPER),
    _veto(VetoKind.DO_NOT_SHOW_TO, _("It may not be shown to you.")),
)
