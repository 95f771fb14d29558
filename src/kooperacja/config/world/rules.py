"""What two fields, or two objects, of a world must be together, so that its rows can be stored at all.

Whether facts agree with each other (a share with its agreement and basis, an appointment with a
membership) is not asked: a world may hold any broken chain, and the access kernel opens nothing by it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from gettext import gettext as _
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kooperacja.access import law as access_law
from kooperacja.access.models import VetoKind
from kooperacja.agreements.models import OPEN_STATES, PaperKind
from kooperacja.cases.models import ENDED, CaseState
from kooperacja.config.world import shapes
from kooperacja.directory import checks
from kooperacja.foundation import pesel
from kooperacja.foundation.clock import OPEN_END, now
from kooperacja.referrals import law as referral_law
from kooperacja.referrals.models import ReferralState

Broken = Iterator[tuple[tuple[str | int, ...], str]]


class Found:
    """The objects by their keys, None where one is not valid itself; and what has been seen once."""

    def __init__(self, items: Mapping[str, Any]) -> None:
        self.items = items
        self.seen: Counter[Any] = Counter()

    def owner(self, key: str | None) -> str | None:
        """The institution of a file; an institution is its own. None where it cannot be known."""
        item = self.items.get(key or "")
        return item.key if isinstance(item, shapes.InstitutionShape) else getattr(item, "owner", None)

    def again(self, *what: Any) -> bool:
        """Whether this very thing has been seen before."""
        self.seen[what] += 1
        return self.seen[what] > 1


def broken(item: shapes.Shape, found: Found) -> Broken:
    if isinstance(item, shapes.Timed | shapes.PartyShape | shapes.EmergencyShape):
        yield from _order(item)
    rule = RULES.get(type(item))
    if rule:
        yield from rule(item, found)


def _order(item: Any) -> Broken:
    if item.to < item.from_:
        yield ("to",), _("The end is before the beginning. Name a later instant, or leave the end out.")


def _institution(item: shapes.InstitutionShape, _found: Found) -> Broken:
    facts = {name: value for name, value in item if name != "key" and value}
    for refusal in checks.faults(facts):
        yield (refusal.field or "",), str(refusal)


def _user(item: shapes.UserShape, found: Found) -> Broken:
    try:
        validate_email(item.email)
    except ValidationError as wrong:
        yield ("email",), " ".join(wrong.messages)
    if found.again("email", item.email.lower()):
        yield ("email",), _("Another account of this file has this e-mail address. Give each its own.")


def _membership(item: shapes.MembershipShape, _found: Found) -> Broken:
    if item.token and not item.key:
        yield ("token",), _("Give this membership a key: under it the token stands in the ids file.")


def _agreement(item: shapes.AgreementShape, found: Found) -> Broken:
    is_annex = item.kind != PaperKind.AGREEMENT
    if is_annex != (item.amends is not None):
        yield ("amends",), _("An annex or an accession names the agreement that it amends, and an agreement none.")
    amended = found.items.get(item.amends or "")
    if isinstance(amended, shapes.AgreementShape) and amended.amends:
        yield ("amends",), _("This is an annex itself. Name the agreement.")
    if is_annex and item.in_force:
        yield ("in_force",), _("An annex has no period of its own: give one to the agreement that it amends.")
    if item.amends and (item.state or "draft") in OPEN_STATES and found.again("open annex", item.amends):
        yield ("state",), _("Only one annex of an agreement may be under way.")
    yield from _contents(item, found)


def _contents(item: shapes.AgreementShape, found: Found) -> Broken:
    for name in ("in_force", "parties", "clauses"):
        for number, part in enumerate(getattr(item, name)):
            yield from (((name, number, *path), told) for path, told in _order(part))
    for number, party in enumerate(item.parties):
        if party.to >= OPEN_END and found.again("party", item.key, party.institution):
            yield ("parties", number, "institution"), _("This institution is a party of this agreement already.")
    for number, clause in enumerate(item.clauses):
        if clause.giver and clause.giver == clause.receiver:
            yield ("clauses", number, "receiver"), _("Data flow between two different parties. Name another one.")


def _person(item: shapes.PersonShape, found: Found) -> Broken:
    if item.pesel and item.born_on not in {None, pesel.born_on(item.pesel)}:
        yield ("pesel",), _("This PESEL number tells another day than born_on. Give one that agrees, or leave one out.")
    if (item.household is None) != (item.kinship is None):
        yield ("kinship",), _("Name both the household and who this person is in it, or neither.")
    if item.household and found.owner(item.household) not in {None, item.owner}:
        yield ("household",), _("This household is another institution's. Name one of the same owner.")


def _dossier(item: shapes.DossierShape, found: Found) -> Broken:
    case = item.case
    if case is None:
        return
    if found.owner(case.household) not in {None, item.owner}:
        yield ("case", "household"), _("This household is another institution's. Name one of the same owner.")
    if case.number and found.again("case", item.owner, case.number):
        yield ("case", "number"), _("This institution has a case of this number already. Choose another one.")
    if case.state in ENDED and not (case.closed_on and case.close_reason):
        yield ("case", "state"), _("A closed case needs closed_on and close_reason.")
    if case.state == CaseState.SUSPENDED and not (case.suspend_reason and case.resume_on):
        yield ("case", "state"), _("A suspended case needs suspend_reason and resume_on.")
    if case.state == CaseState.ARCHIVED and not case.retention:
        yield ("case", "state"), _("A case in the archive needs retention.")
    if case.closed_on and case.closed_on < case.opened_on:
        yield ("case", "closed_on"), _("The end is before the beginning. Name a later day.")


def _authorisation(item: shapes.AuthorisationShape, _found: Found) -> Broken:
    if len(set(item.categories)) < len(item.categories):
        yield ("categories",), _("This list has entries that repeat each other.")


def _veto(item: shapes.VetoShape, _found: Found) -> Broken:
    if item.kind == VetoKind.CONFLICT and not item.user:
        yield ("user",), _("A conflict of interest names the user who is bound.")
    if item.kind == VetoKind.DO_NOT_SHOW_TO and not (item.user or item.institution):
        yield ("user",), _("Name the user or the institution to whom it may not be shown.")


def _emergency(item: shapes.EmergencyShape, found: Found) -> Broken:
    longest = access_law.longest_emergency(now())
    if item.to - item.from_ > longest:
        told = _("An emergency access lasts at most %(hours)s hours. Name an earlier end.")
        yield ("to",), told % {"hours": int(longest.total_seconds() // 3600)}
    reviewed = [item.reviewed_at, item.reviewed_by, item.outcome]
    if any(reviewed) != all(reviewed):
        yield ("outcome",), _("A review has reviewed_at, reviewed_by and outcome; or leave all three out.")
    if item.reviewed_at is None and found.again("unreviewed", item.user):
        yield ("reviewed_at",), _("Only one emergency access of a user may wait for its review.")


def _referral(item: shapes.ReferralShape, found: Found) -> Broken:
    yield from _parties(item, found)
    is_draft = item.state == ReferralState.DRAFT
    if is_draft == (item.sent_at is not None):
        yield ("sent_at",), _("A referral has sent_at, and a draft has none.")
    if item.letter.basis and referral_law.basis_of(item.letter.basis) is None:
        known = ", ".join(sorted({basis.code for basis in referral_law.bases()}))
        told = _("%(given)s is none of: %(expected)s.")
        yield ("letter", "basis"), told % {"given": f"“{item.letter.basis}”", "expected": known}


def _parties(item: shapes.ReferralShape, found: Found) -> Broken:
    if found.owner(item.file) not in {None, item.sender}:
        yield ("file",), _("This dossier is another institution's. Name one of the sender.")
    if item.addressee is None and item.state != ReferralState.DRAFT:
        yield ("addressee",), _("Only a draft may have no addressee. Name the institution that was asked.")
    if item.addressee == item.sender:
        yield ("addressee",), _("The addressee is the sender. Name another institution.")
    if item.addressee_file and found.owner(item.addressee_file) not in {None, item.addressee}:
        yield ("addressee_file",), _("This dossier is another institution's. Name one of the addressee.")


def _note(item: shapes.NoteShape, found: Found) -> Broken:
    dossier = found.items.get(item.dossier)
    if isinstance(dossier, shapes.DossierShape) and dossier.case is None:
        yield ("dossier",), _("There is no case in this dossier. Add one to it: notes lie in cases.")


RULES: Mapping[type, Callable[[Any, Found], Broken]] = {
    shapes.InstitutionShape: _institution,
    shapes.UserShape: _user,
    shapes.MembershipShape: _membership,
    shapes.AuthorisationShape: _authorisation,
    shapes.AgreementShape: _agreement,
    shapes.PersonShape: _person,
    shapes.DossierShape: _dossier,
    shapes.VetoShape: _veto,
    shapes.EmergencyShape: _emergency,
    shapes.ReferralShape: _referral,
    shapes.NoteShape: _note,
}
