"""Who may do what with a case. Rows carry these labels:

| row | anchor | subject | category |
|---|---|---|---|
| Case | the dossier | the household | coordination (level 1, no name in it) |
| Note | the dossier | the household or one person | chosen; the level follows from it |

`access.door` decides whether a row may be written at all; here is what a worker's part in the case adds.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.cases.models import ENDED, Case, CaseState
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, first_no, no
from kooperacja.people.access import can_register, writing

# Those who keep the process of a team, besides key workers and supervisors (domain.md A.5, E.2).
COORDINATORS = frozenset({Role.TEAM_COORDINATOR})


def can_open(actor: Actor) -> Verdict:
    """Opening a case registers a household, so it takes the same authorisation."""
    return can_register(actor)


def can_work(actor: Actor, case: Case) -> Verdict:
    """Adding to a case: its owner's worker, authorised, and the case not closed."""
    return first_no([_owners_side(actor, case), _not_closed(case)])


def can_lead(actor: Actor, case: Case) -> Verdict:
    """Deciding about a case: its key worker, a team coordinator on it, or a supervisor."""
    return first_no([can_work(actor, case), _leads(actor, case)])


# Who may make a move. What must be true first (a diagnosis, a plan) is asked by the action, so that the button is
# there and says what is missing.
can_qualify = can_inform = can_assess = can_plan = can_review = can_propose_closing = can_lead


def can_close(actor: Actor, case: Case) -> Verdict:
    """A case in which a team worked is closed by its coordinator; before that its key worker may close it, for
    nothing was agreed yet.
    """
    return can_coordinate(actor, case) if case.state == CaseState.CLOSING else can_lead(actor, case)


def can_archive(actor: Actor, case: Case) -> Verdict:
    if _owners_side(actor, case) and writing(actor).supervises:
        return YES
    return no("case.archive_by_others", _("A closed case is put into the archive by the manager."))


def can_transfer(actor: Actor, case: Case) -> Verdict:
    """To another commune: the manager gives a case away."""
    if writing(actor).supervises:
        return can_work(actor, case)
    return no(
        "case.transfer_by_others",
        _("The manager gives a case to another institution."),
        _("Ask the manager; first the other institution accepts your referral."),
    )


def can_coordinate(actor: Actor, case: Case) -> Verdict:
    """Deciding for the team: its coordinator on the case, or a supervisor."""
    return first_no([can_work(actor, case), _coordinates(actor)])


def can_reopen(actor: Actor, case: Case) -> Verdict:
    """The only thing that can be done with a closed case."""
    mine = writing(actor)
    if _owners_side(actor, case) and (mine.supervises or case.anchor_id in mine.key_anchors):
        return YES
    return no("case.reopen_by_others", _("A closed case is resumed by its key worker or by the manager."))


def writable_categories(actor: Actor) -> list[Category]:
    """Categories of notes that this worker may write, ordinary ones first."""
    mine = writing(actor).categories
    return [category for category in LEVEL_OF if category in mine]


def _owners_side(actor: Actor, case: Case) -> Verdict:
    mine = writing(actor)
    if case.owner_id == actor.institution_id and mine.is_live and Category.COORDINATION in mine.categories:
        return YES
    return no("case.read_only", _("You can read this case and cannot change it."))


def _not_closed(case: Case) -> Verdict:
    if case.state not in ENDED:
        return YES
    return no(
        "case.closed",
        _("This case is closed. It can be read and not changed."),
        _("The key worker or the manager can resume it."),
    )


def _coordinates(actor: Actor) -> Verdict:
    if writing(actor).supervises or actor.role in COORDINATORS:
        return YES
    return no(
        "case.not_coordinating",
        _("The team coordinator or the manager decides about this."),
        _("Ask the coordinator of the team."),
    )


def _leads(actor: Actor, case: Case) -> Verdict:
    mine = writing(actor)
    if mine.supervises or case.anchor_id in mine.key_anchors or actor.role in COORDINATORS:
        return YES
    return no(
        "case.not_leading",
        _("The key worker, the team coordinator or the manager decides about this."),
        _("Ask the key worker of this case."),
    )
