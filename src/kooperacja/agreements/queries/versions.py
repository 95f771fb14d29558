"""What changed in an agreement, version by version: annexes and accessions beside what they say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kooperacja.agreements.access import required
from kooperacja.agreements.changes import acceding, bound, givers_of_more, live
from kooperacja.agreements.labels import Level
from kooperacja.agreements.models import OPEN_STATES, Agreement, Clause, PaperKind
from kooperacja.agreements.workflow import shown_state
from kooperacja.foundation.clock import today
from kooperacja.foundation.workflow import State
from kooperacja.ui.formats import date_text


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the table of changes; an empty side says that there was, or will be, nothing."""

    what: str
    old: str
    new: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An annex or accession. While it is prepared: whether it widens, and who still has to sign."""

    paper: Agreement
    state: State
    changes: list[Change]
    widens: bool
    waits_for: list[str]


def versions(agreement: Agreement) -> list[Version]:
    """Papers that amend it, the newest first."""
    papers = sorted(agreement.annexes.all(), key=lambda paper: paper.pk, reverse=True)
    for paper in papers:
        paper.amends = agreement
    return [version_of(paper) for paper in papers]


def version_of(paper: Agreement) -> Version:
    is_open = paper.state in OPEN_STATES
    names = {party.institution_id: party.institution.short_name for party in paper.parties.all()}
    missing = required(paper) - bound(paper) if is_open else set()
    return Version(
        paper=paper,
        state=shown_state(paper, today()),
        changes=[*_changes(paper)],
        widens=is_open and bool(givers_of_more(paper)),
        waits_for=sorted(names.get(pk, _("a party that joined meanwhile")) for pk in missing),
    )


def _changes(paper: Agreement) -> Iterator[Change]:
    for party in paper.parties.all():
        if party.institution_id in acceding(paper):
            yield Change(_("Party"), "", party.institution.name)
    for clause in live(paper):
        old = in_words(clause.replaces) if clause.replaces else ""
        yield Change(clause.paragraph, old, "" if clause.is_dropped else in_words(clause), clause)
    if paper.kind == PaperKind.ANNEX and paper.valid_until != paper.replaced_until:
        yield Change(_("In force until the day"), _last(paper.replaced_until), _last(paper.valid_until))


def _last(day: date | None) -> str:
    return date_text(day) if day else _("without a last day")


def in_words(clause: Clause) -> str:
    """A clause in one line."""
    level = Level(clause.max_level).label
    basis = f"{clause.basis_act}, {clause.basis_article}"
    said = (clause.get_purpose_display(), basis, clause.get_category_display(), level, direction(clause))
    return "; ".join(str(part) for part in said)


def direction(clause: Clause) -> str:
    if clause.giver is None and clause.receiver is None:
        return _("between all parties")
    giver = clause.giver.short_name if clause.giver else _("each party")
    receiver = clause.receiver.short_name if clause.receiver else _("each party")
    return f"{giver} → {receiver}"
