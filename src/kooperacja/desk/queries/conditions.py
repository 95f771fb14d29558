"""A fact of a ground in plain words: the condition, the paper that proves it, who can prolong it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access import models as facts
from kooperacja.access.explain import FactReport
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.agreements.models import Pact
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import local_date
from kooperacja.foundation.routes import TABLE
from kooperacja.ui.formats import date_text


@dataclass(frozen=True, slots=True)
class Proof:
    """The words of one fact. `bar` is its short name in the picture, empty for a rule of law."""

    label: str
    source: str
    note: str = ""
    bar: str = ""
    keeper: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact with the days on which it holds; `until` None has no end."""

    proof: Proof
    since: date | None
    until: date | None

    @property
    def in_picture(self) -> bool:
        """A rule of law has no bar of its own unless it ends: it would only squeeze the others."""
        return self.since is not None and bool(self.proof.bar or self.until)


def condition(report: FactReport) -> Condition:
    since = local_date(report.valid_from) if report.valid_from else None
    until = None if report.is_open or report.valid_to is None else last_day(report.valid_to)
    words = WORDS.get(report.name)
    # A fact without words here is told as the kernel tells it: an emergency, the statutory team.
    proof = words(report.found) if words else Proof(str(report.sentence), getattr(report.found, "source", ""))
    return Condition(proof, since, until)


def last_day(end: datetime) -> date:
    """An interval ends before its `valid_to`: with midnight of 1 January the last day is 31 December (I7)."""
    return local_date(end - timedelta(microseconds=1))


def _category(value: str) -> str:
    return str(Category(value).label)


def _pact(row: Pact) -> Proof:
    pact = Pact.objects.select_related("agreement", "clause").get(pk=row.pk)
    purpose = str(Purpose(pact.purpose).label)
    return Proof(
        _("The agreement is in force"),
        f"{pact.agreement.title}, {pact.clause.paragraph}",
        _("purpose: %(purpose)s; data: %(category)s, at most of level %(level)s")
        % {"purpose": purpose, "category": _category(pact.category), "level": pact.max_level},
        bar=_("Agreement"),
        keeper=_("The parties can prolong it by an annex."),
        url=reverse("agreements:show", args=[pact.agreement.ref]) if "agreements:show" in TABLE else "",
    )


def _basis(row: facts.Basis) -> Proof:
    recipient = facts.Basis.objects.select_related("recipient").get(pk=row.pk).recipient
    return Proof(
        _("The person has agreed") if row.is_consent else _("A provision allows it"),
        row.source,
        _("%(category)s, for %(institution)s")
        % {"category": _category(row.category), "institution": recipient.short_name},
        bar=_("Consent") if row.is_consent else _("Provision"),
        keeper=_("Only the person can agree anew.") if row.is_consent else "",
    )


def _share(row: facts.Share) -> Proof:
    share = facts.Share.objects.select_related("owner", "recipient").get(pk=row.pk)
    return Proof(
        _("The data are shown to your institution"),
        _("%(owner)s shows them to %(recipient)s")
        % {"owner": share.owner.short_name, "recipient": share.recipient.short_name},
        _category(share.category),
        bar=_("Sharing"),
        keeper=_("The owner of the data can prolong it."),
    )


def _team(row: facts.Appointment) -> Proof:
    labels = {
        facts.Capacity.TEAM: (_("You work on this case"), _("Appointment to the team")),
        facts.Capacity.KEY_WORKER: (_("You lead this case"), _("Appointment as the key worker")),
        facts.Capacity.INTAKE: (_("You open the inbox of your institution"), _("Inbox duty")),
        facts.Capacity.KEEPER: (_("You keep this sealed file"), _("Appointment as a keeper")),
    }
    label, source = labels[facts.Capacity(row.capacity)]
    return Proof(label, source, bar=_("Appointment"), keeper=_("The manager of your institution can prolong it."))


def _part(row: facts.Part) -> Proof:
    return Proof(
        _("The person belongs to a case on which you work"), _("List of the people of the case"), bar=_("Case")
    )


def _supervision(row: Membership) -> Proof:
    return Proof(_("You supervise the institution"), row.title)


def _authorisation(row: facts.Authorisation) -> Proof:
    number = _("Authorisation no. %(number)s") % {"number": row.number} if row.number else _("Authorisation")
    day = _("signed on %(day)s") % {"day": date_text(row.signed_on)} if row.signed_on else ""
    return Proof(
        _("You are authorised to process these data"),
        number,
        "; ".join(filter(None, [_category(row.category), day])),
        bar=_("Authorisation"),
        keeper=_("The manager of your institution can prolong it."),
    )


def _declaration(row: facts.Declaration) -> Proof:
    day = _("signed on %(day)s") % {"day": date_text(row.signed_on)} if row.signed_on else ""
    return Proof(_("You have promised confidentiality"), _("Statement of confidentiality"), day, bar=_("Statement"))


def _membership(row: Membership) -> Proof:
    place = Membership.objects.select_related("institution").get(pk=row.pk).institution
    return Proof(
        _("You act for this institution"),
        f"{row.title}, {place.short_name}",
        str(Role(row.role).label),
        bar=_("Role"),
        keeper=_("The manager of your institution can prolong it."),
    )


def _role(row: facts.RoleRight) -> Proof:
    return Proof(_("Your role covers these data"), str(Role(row.role).label), _category(row.category))


def _law(row: facts.KindPurpose) -> Proof:
    return Proof(_("The purpose is allowed by law"), row.source, str(Purpose(row.purpose).label))


# In this order on the page: first what opens the data, last the rules for everybody.
WORDS: dict[str, Callable[[Any], Proof]] = {
    "pact": _pact,
    "basis": _basis,
    "share": _share,
    "part": _part,
    "team": _team,
    "supervision": _supervision,
    "authorisation": _authorisation,
    "declaration": _declaration,
    "membership": _membership,
    "role": _role,
    "law": _law,
}


# That the account is active and that the file exists goes without saying to somebody who reads the page.
UNSAID = {"account", "anchor", "dossier"}


def conditions(reports: tuple[FactReport, ...]) -> tuple[Condition, ...]:
    told = [report for report in reports if report.name not in UNSAID]
    place = {name: number for number, name in enumerate(WORDS)}
    return tuple(condition(report) for report in sorted(told, key=lambda report: place.get(report.name, -1)))
