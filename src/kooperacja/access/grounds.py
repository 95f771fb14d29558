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
    Anchor,
    Appointment,
    Authorisation,
    Basis,
    Declaration,
    KindPurpose,
    Part,
    RoleRight,
    Share,
    Veto,
)
from kooperacja.accounts.models import User
from kooperacja.agreements.models import Pact
from kooperacja.directory.models import Membership
from kooperacja.foundation.errors import Text

Terms = tuple[str, ...]


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
    """A chain of facts that opens a row. `mine` tells whose rows: the actor's institution's own
    (True), or another's (False); another's rows open for reading only.
    """

    name: str
    sentence: Text
    mine: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A veto: denies whatever the grounds say, unless one of the chains of `unless` holds.
    `unless` counts only for rows of the actor's own institution.
    """

    name: str
    sentence: Text
    fact: Fact
    unless: tuple[tuple[Fact, ...], ...] = ()


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

ANCHOR = fact("anchor", Anchor, _("The file belongs to the owner"), timed=False, id="row.anchor", owner="row.owner")
LAW = fact(
    "law",
    KindPurpose,
    _("The file is kept for this purpose by law"),
    kind="anchor.kind",
    purpose="who.purpose",
)
TEAM = fact(
    "team",
    Appointment,
    _("You are appointed to this file"),
    user="who.user",
    institution="who.institution",
    anchor="row.anchor",
)
PART = fact("part", Part, _("The person or household belongs to a file"), subject="row.anchor")
TEAM_OF_PART = fact(
    "team",
    Appointment,
    _("You are appointed to that file"),
    user="who.user",
    institution="who.institution",
    anchor="part.dossier",
)
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
WINDOW = (ANCHOR, SHARE, BASIS, PACT)

GROUNDS = (
    Ground(
        "own_team",
        _("It is your institution's file and you work on it."),
        True,
        (ANCHOR, LAW, TEAM),
    ),
    Ground(
        "own_part",
        _("It is about a person of a file that you work on."),
        True,
        (ANCHOR, LAW, PART, TEAM_OF_PART),
    ),
    Ground(
        "own_supervision",
        _("It is your institution's file and you supervise the institution."),
        True,
        (ANCHOR, LAW, SUPERVISION),
    ),
    Ground("shared_team", _("The owner shows it to your institution."), False, (TEAM, *WINDOW)),
    Ground(
        "shared_part",
        _("The owner shows it to your institution."),
        False,
        (PART, TEAM_OF_PART, *WINDOW),
    ),
)

_KEY = fact(
    "key_worker",
    Appointment,
    _("You are the key worker"),
    user="who.user",
    institution="who.institution",
    anchor="row.anchor",
    capacity="'key_worker'",
)
_KEY_OF_PART = fact(
    "key_worker",
    Appointment,
    _("You are the key worker"),
    user="who.user",
    institution="who.institution",
    anchor="part.dossier",
    capacity="'key_worker'",
)
CONFLICT = Prohibition(
    "conflict",
    _("A conflict of interest was declared."),
    fact(
        "conflict",
        Veto,
        _("Conflict of interest"),
        kind="'conflict'",
        anchor="row.anchor|row.subject",
        user_id="who.user",
        category="row.category|''",
    ),
)
RESTRICTION = Prohibition(
    "restriction",
    _("Processing is restricted (art. 18 RODO)."),
    fact(
        "restriction",
        Veto,
        _("Restriction of processing"),
        kind="'restriction'",
        anchor="row.anchor|row.subject",
        user_id="who.user|'0'",
        category="row.category|''",
    ),
    unless=((_KEY,), (PART, _KEY_OF_PART)),
)
VETOES = (CONFLICT, RESTRICTION)
