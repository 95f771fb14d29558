"""Who may change an agreement that is in force: annexes, accessions, and whose signatures they need.

Every party that is bound signs an annex, whether it widens or narrows: a party that does not agree may
leave. One clause may still be ended at once by one party, as a brake. To an accession the existing parties
agree as the paper says: each signs it, or the institution that coordinates does so for all.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.access import conditions as need
from kooperacja.agreements.changes import acceding, bound, givers_of_more, live
from kooperacja.agreements.models import OPEN_STATES, AccessionRule, Agreement, PaperKind
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no


def can_amend(actor: Actor, agreement: Agreement) -> Verdict:
    told = [need.keeps(actor), need.is_agreement(agreement), need.acts_for_bound(actor, agreement)]
    return first_no([*told, *_amendable(agreement)])


def can_accede(actor: Actor, agreement: Agreement) -> Verdict:
    """An accession is drafted by a party, or by the institution that asks to accede for itself."""
    return first_no([need.keeps(actor), *_amendable(agreement)])


def can_admit(actor: Actor, agreement: Agreement, institution_id: int) -> Verdict:
    """An accession of somebody else is drafted by a party that is bound."""
    here = can_accede(actor, agreement)
    return here if institution_id == actor.institution_id else first_no([here, need.acts_for_bound(actor, agreement)])


def _amendable(agreement: Agreement) -> list[Verdict]:
    return [need.is_agreement(agreement), need.binds(agreement), need.not_over(agreement), has_no_open_annex(agreement)]


def has_no_open_annex(agreement: Agreement) -> Verdict:
    if not any(annex.state in OPEN_STATES for annex in agreement.annexes.all()):
        return YES
    return no(
        "annex.open",
        _("Another annex or accession is being prepared for this agreement."),
        _("Bring it into force or discard it first."),
    )


def required(annex: Agreement) -> set[int]:
    """The institutions without whose signature it does not take effect."""
    agreement = annex.amends
    if agreement is None:
        return set()
    here = bound(agreement)
    if annex.kind == PaperKind.ACCESSION and agreement.accession_rule == AccessionRule.COORDINATOR:
        here = {agreement.prepared_for} & here or here
    return here | acceding(annex)


def can_apply(actor: Actor, annex: Agreement) -> Verdict:
    """Whether this annex or accession may take effect, brought into force by this person."""
    agreement = annex.amends
    if agreement is None:
        return YES
    return first_no(
        [
            need.keeps(actor),
            _is_not_acceding(actor, annex),
            need.acts_for_bound(actor, agreement),
            _acts_for_who_admits(actor, annex),
            need.binds(agreement),
            need.not_over(agreement),
            need.not_over(annex),
            _is_current(annex),
            _has_all_signatures(annex),
            need.has_opinion(annex),
            need.is_second_person(actor, annex),
            need.is_one_side(actor, annex),
        ]
    )


def _is_not_acceding(actor: Actor, annex: Agreement) -> Verdict:
    if actor.institution_id not in acceding(annex):
        return YES
    return no(
        "accession.own",
        _("Who accedes does not bring the accession into force."),
        _("One of the parties of the agreement does."),
    )


def _acts_for_who_admits(actor: Actor, annex: Agreement) -> Verdict:
    if actor.institution_id in required(annex):
        return YES
    return no("accession.coordinator", _("By the paper the institution that coordinates admits new parties."))


def _is_current(annex: Agreement) -> Verdict:
    """What it changes must still be there; a clause that ended meanwhile is not opened again by it."""
    here = {clause.pk for clause in live(annex.amends)} if annex.amends else set()
    if {clause.replaces_id for clause in live(annex)} - {None} <= here:
        return YES
    return no(
        "annex.overtaken",
        _("A clause that this annex changes has ended meanwhile."),
        _("Take the annex back to draft and look at it again."),
    )


def _has_all_signatures(annex: Agreement) -> Verdict:
    missing = required(annex) - bound(annex)
    if not missing:
        return YES
    if annex.kind == PaperKind.ANNEX and missing & givers_of_more(annex):
        return no(
            "annex.widens_alone",
            _("By this annex a party would show more than now, and it has not signed."),
            _("Each party that is bound records its own signature on this page."),
        )
    return no(
        "annex.signatures",
        _("Not all whose signature is needed have signed."),
        _("Each party that is bound records its own signature on this page."),
    )
