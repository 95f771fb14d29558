"""What the paper says: drafting it, changing the draft, reading papers from a file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _
from typing_extensions import Unpack

from kooperacja.agreements import access
from kooperacja.agreements.actions.contents import UNSIGNED, add_party, remove_party
from kooperacja.agreements.actions.moving import locked
from kooperacja.agreements.models import Agreement, AgreementParty, PaperKind
from kooperacja.agreements.queries import agreements_of_keys, differs
from kooperacja.audit.actions import edit, record
from kooperacja.directory.models import Institution
from kooperacja.directory.naming import comparable
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.importing import Imported, portions
from kooperacja.foundation.refs import new_ref

FOLDED_LIMIT = 400


class AgreementFacts(TypedDict, total=False):
    """What the paper says. Its dates are beside the instants at which the agreement acts."""

    key: str
    number: str
    subject: str
    signed_on: date | None
    valid_on: date | None
    valid_until: date | None
    accession_rule: str


class ChangedFacts(AgreementFacts, total=False):
    """What may change in a draft."""

    title: str


@transaction.atomic
def draft_agreement(
    *, actor: Actor, title: str, renews: Agreement | None = None, **facts: Unpack[AgreementFacts]
) -> Agreement:
    """A new draft; the institution that drafts is its first party, unless a machine drafts. One that renews
    another takes its place when it comes into force.
    """
    access.can_draft(actor).require()
    if renews is not None:
        access.can_succeed(actor, locked(renews)).require()
    known = _checked({"title": title, **facts})
    row = Agreement.objects.create(
        ref=new_ref(),
        renews=renews,
        prepared_by=actor.user_id,
        prepared_for=actor.institution_id,
        folded=folded_title(known["title"], known.get("number", "")),
        **known,
    )
    record(actor, "agreement.draft", row.about())
    if not actor.is_system:
        AgreementParty.objects.create(agreement=row, institution_id=actor.institution_id, **UNSIGNED)
    return row


@transaction.atomic
def change_agreement(*, actor: Actor, agreement: Agreement, version: int, **facts: Unpack[ChangedFacts]) -> Agreement:
    """Change a draft, only if it still is the version that was shown (I35)."""
    access.can_change(actor, agreement).require()
    dates = {name: getattr(agreement, name) for name in ("signed_on", "valid_on", "valid_until")}
    known = _checked({**dates, **facts})
    if agreement.is_annex:
        check_annex_day(agreement.amends, known["valid_until"])
    if agreement.kind == PaperKind.ACCESSION and known["valid_until"] != agreement.replaced_until:
        sentence = _("An accession changes no last day: prepare an annex for that.")
        raise RuleBroken("accession.day", sentence, field="valid_until")
    changes = {name: value for name, value in known.items() if getattr(agreement, name) != value}
    if changes:
        changes["folded"] = folded_title(known.get("title", agreement.title), known.get("number", agreement.number))
        edit(actor, agreement, "agreement.change", version, **changes)
    return agreement


@transaction.atomic
def import_agreements(*, actor: Actor, rows: Iterable[dict[str, Any]], dry_run: bool = False) -> Imported:
    """Enter agreements as drafts, or change drafts, by their import key: all or nothing, and twice
    is as good as once. The rows have been checked (`agreements.imports`). A dry run only counts.
    """
    access.can_draft(actor).require()
    done = Imported()
    for some in portions(rows):
        present = agreements_of_keys([row["key"] for row in some])
        for row in some:
            _import_one(actor, present.get(row["key"]), row, done, dry_run=dry_run)
    return done


def _import_one(
    actor: Actor, present: Agreement | None, row: Mapping[str, Any], done: Imported, *, dry_run: bool
) -> None:
    facts = {name: value for name, value in row.items() if name != "parties"}
    is_changed = present is not None and differs(present, facts, row["parties"])
    if present is None:
        done.new += 1
    else:
        done.count(changed=is_changed)
    if dry_run or (present is not None and not is_changed):
        return
    stored = present or draft_agreement(actor=actor, title=facts.pop("title"), **facts)
    if present is not None:
        change_agreement(actor=actor, agreement=stored, version=stored.version, **facts)
    _name_parties(actor, stored, row["parties"])


def _name_parties(actor: Actor, agreement: Agreement, wanted: Sequence[Institution]) -> None:
    """The parties of the paper and no others; the agreement is a draft, so nobody is bound yet."""
    named = {party.institution_id: party for party in agreement.parties.select_related("agreement")}
    for institution in wanted:
        if institution.pk not in named:
            add_party(actor=actor, agreement=agreement, institution=institution)
    kept = {institution.pk for institution in wanted}
    for party in (party for pk, party in named.items() if pk not in kept):
        remove_party(actor=actor, party=party)


def check_annex_day(agreement: Agreement | None, last: date | None) -> None:
    """An annex acts from now on, so the last day that it sets cannot have passed."""
    first = max(today(), (agreement.valid_on if agreement else None) or today())
    if last is not None and last < first:
        raise RuleBroken(
            "annex.day", _("The new last day is before the day on which it could act."), field="valid_until"
        )


def folded_title(title: str, number: str) -> str:
    return comparable(f"{title} {number}")[:FOLDED_LIMIT]


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    lines: dict[str, Any] = {name: " ".join(facts[name].split()) for name in ("title", "number") if name in facts}
    known = facts | lines
    if not known.get("title", "-"):
        raise RuleBroken("agreement.title", _("Write the title of the agreement."), field="title")
    if (known.get("signed_on") or today()) > today():
        raise RuleBroken("agreement.signed_on", _("The day of signing has not come yet."), field="signed_on")
    if known.get("valid_on") and known.get("valid_until") and known["valid_until"] < known["valid_on"]:
        raise RuleBroken("agreement.dates", _("The last day is before the first one."), field="valid_until")
    return known
