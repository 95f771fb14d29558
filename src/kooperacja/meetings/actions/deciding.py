"""What is written and decided at one point of the agenda."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.writing import writes
from kooperacja.audit.actions import edit, record
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import Conflict, NotAllowed, RuleBroken
from kooperacja.meetings import access
from kooperacja.meetings.actions.naming import names_nobody
from kooperacja.meetings.models import LONGEST_TEXT, CaseItem, Choice, GeneralItem, Invitation, Meeting, Why
from kooperacja.meetings.queries.rows import HELP, Item, bound, heads, present, seers
from kooperacja.plans.actions import approve_plan
from kooperacja.plans.models import Plan, PlanState
from kooperacja.tasks.actions import Wanted, give
from kooperacja.teams.access import live_seats

LONGEST_DECISION, LONGEST_OBJECTION, LONGEST_TITLE = 500, 500, 200


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: the words, the votes and dissenting opinions by the number of the invitation, and who does
    it until when. `mark` is that of the decision that is replaced, 0 where there is none.
    """

    words: str
    votes: Mapping[int, str] = field(default_factory=dict)
    objections: Mapping[int, str] = field(default_factory=dict)
    charged_id: int = 0
    due_on: date | None = None
    mark: int = 0


@writes
def write(*, actor: Actor, meeting: Meeting, item: Item, version: int, text: str) -> None:
    """The minutes of one point, kept as they are typed; the second of two writers is shown both texts."""
    _may_write(actor, meeting, item)
    if len(text) > LONGEST_TEXT:
        told = {"number": len(text), "most": LONGEST_TEXT}
        sentence = _("The text is too long: %(number)s signs, and at most %(most)s fit. Nothing was saved.")
        raise RuleBroken("text.too_long", sentence % told, field="text")
    names_nobody(actor, meeting, item, "text", text)
    if text != item.text or version != item.version:
        edit(actor, item, "meeting.write", version, text=text)


@writes
def decide(*, actor: Actor, meeting: Meeting, item: Item, decided: Decided) -> None:
    """An open vote, by name; who was recused is neither among those present nor among those who vote."""
    _may_write(actor, meeting, item)
    if isinstance(item, CaseItem) and item.is_adopted:
        sentence = _("The team has decided this point, and what follows from it is under way. Add another point.")
        raise Conflict("decision.made", sentence, field="words")
    if decided.mark != item.mark:
        raise _decided_meanwhile()
    words = " ".join(decided.words.split())
    if not words or len(words) > LONGEST_DECISION:
        told = _("Write the decision in at most %(most)s characters.") % {"most": LONGEST_DECISION}
        raise RuleBroken("decision.words", told, field="words")
    names_nobody(actor, meeting, item, "words", words)
    objections = _objections(actor, meeting, item, decided)
    there = present(meeting)
    away = _recused(item, there)
    _has_quorum(meeting, there, away)
    _votes_rightly(item, decided.votes, there, away)
    choices = list(decided.votes.values())
    changes: dict[str, Any] = {
        "decision": words,
        "is_adopted": choices.count(Choice.FOR) > choices.count(Choice.AGAINST),
        "votes": {str(pk): choice for pk, choice in decided.votes.items()},
        "objections": objections,
        "recused": len(away),
        "decided_at": now(),
        **_charge(meeting, item, decided),
    }
    # Of two who decide in the same moment the second is told of the first.
    written: dict[str, Any] = {**changes, "updated_at": now()}
    if not type(item)._base_manager.filter(pk=item.pk, decided_at=item.decided_at).update(**written):
        raise _decided_meanwhile()
    if isinstance(item, CaseItem) and changes["is_adopted"]:
        _carry_out(actor, item, choices, changes)
    record(actor, "meeting.decide", item.about(), meeting=meeting.pk, adopted=changes["is_adopted"])


def _decided_meanwhile() -> Conflict:
    sentence = _(
        "Somebody else wrote a decision down here meanwhile; it is shown on this page. Nothing of yours was saved."
    )
    return Conflict("decision.meanwhile", sentence, field="words", ways=[_("Read it. Sending again replaces it.")])


def _carry_out(actor: Actor, item: CaseItem, choices: list[str], changes: dict[str, Any]) -> None:
    """A plan that lies before the team is approved; what an institution is to do is offered to it as an action."""
    with snapshot():
        case = door.visible(Case, actor, HELP).get(pk=item.case_id)
        before = door.visible(Plan, actor, HELP).filter(case_id=item.case_id, state=PlanState.SUBMITTED)
        plans = before.select_related("case").all(limit=1)
    if plans and item.why == Why.PLAN:
        approve_plan(
            actor=actor,
            plan=plans[0],
            decided_on=today(),
            votes_for=choices.count(Choice.FOR),
            votes_against=choices.count(Choice.AGAINST),
            abstained=choices.count(Choice.ABSTAINED),
            recused=changes["recused"],
        )
    if changes["due_on"]:
        wanted = Wanted(changes["decision"][:LONGEST_TITLE], changes["charged_id"], changes["due_on"])
        give(actor=actor, case=case, wanted=wanted)


@writes
def finish_task(*, actor: Actor, meeting: Meeting, item: GeneralItem) -> None:
    """What was to be done is done, says the institution that does it."""
    if actor.institution_id != item.charged_id:
        raise NotAllowed("decision.not_charged", _("Only the institution that does it says that it is done."))
    if item.done_on is None:
        GeneralItem.objects.filter(pk=item.pk).update(done_on=today(), updated_at=now())
        record(actor, "meeting.done", item.about(), meeting=meeting.pk)


# ---- What is asked first


def _may_write(actor: Actor, meeting: Meeting, item: Item) -> None:
    if not isinstance(item, CaseItem):
        access.can_write(actor, meeting).require()
        return
    access.can_write_case(actor, meeting).require()
    if not door.decide(actor, door.WRITE, item, HELP):
        sentence = _("The minutes of this point are written by the institution whose case it is.")
        raise NotAllowed("item.not_owner", sentence, ways=[_("Ask its worker who is at the meeting.")])


def _recused(item: Item, there: list[Invitation]) -> set[int]:
    """The invitations of those who are present and keep away from this family."""
    if isinstance(item, GeneralItem):
        return set()
    away = bound(item)
    return {row.pk for row in there if row.user_id in away}


def _has_quorum(meeting: Meeting, there: list[Invitation], away: set[int]) -> None:
    counted = heads(there, away)
    if counted < meeting.quorum:
        told = {"there": counted, "quorum": meeting.quorum}
        sentence = _(
            "There is no quorum: %(there)s can vote on this point, and %(quorum)s are needed. Nothing was decided."
        )
        raise RuleBroken(
            "meeting.no_quorum", sentence % told, field="votes", ways=[_("Put it on the agenda of the next meeting.")]
        )


def _votes_rightly(item: Item, votes: Mapping[int, str], there: list[Invitation], away: set[int]) -> None:
    by_pk = {row.pk: row for row in there}
    if not votes:
        raise RuleBroken("vote.none", _("Write down how those who are present voted."), field="votes")
    if set(votes.values()) - set(Choice.values):
        raise RuleBroken("vote.choice", _("A vote is for, against, or abstained."), field="votes")
    if not votes.keys() <= by_pk.keys():
        raise RuleBroken("vote.not_present", _("Only those who are marked as present vote."), field="votes")
    if votes.keys() & away:
        sentence = _("%(name)s keeps away from this case and does not vote on it.")
        told = {"name": by_pk[min(votes.keys() & away)].user.full_name}
        raise RuleBroken("vote.recused", sentence % told, field="votes")
    voting = [by_pk[pk] for pk in sorted(votes)]
    if heads(voting) < len(voting):
        sentence = _("A substitute does not vote beside the one he stands in for: one seat has one vote.")
        raise RuleBroken("vote.doubled", sentence, field="votes")
    if isinstance(item, CaseItem):
        _all_see(item, voting)


def _all_see(item: CaseItem, voting: Iterable[Invitation]) -> None:
    seen = seers(item)
    for row in voting:
        if (row.user_id, row.seat.institution_id) not in seen:
            sentence = _("%(name)s does not see this case, so he or she does not vote on it.")
            raise RuleBroken("vote.cannot_see", sentence % {"name": row.user.full_name}, field="votes")


def _objections(actor: Actor, meeting: Meeting, item: Item, decided: Decided) -> dict[str, str]:
    told = {pk: " ".join(text.split()) for pk, text in decided.objections.items() if text.strip()}
    for pk, text in told.items():
        if pk not in decided.votes or len(text) > LONGEST_OBJECTION:
            sentence = _("A dissenting opinion is of somebody who voted, in at most %(most)s characters.")
            raise RuleBroken("vote.objection", sentence % {"most": LONGEST_OBJECTION}, field="objections")
        names_nobody(actor, meeting, item, "objections", text)
    return {str(pk): text for pk, text in told.items()}


def _charge(meeting: Meeting, item: Item, decided: Decided) -> dict[str, Any]:
    """An institution of the team, which sees the point, and a day that has not passed; both or neither."""
    if bool(decided.charged_id) != (decided.due_on is not None):
        raise RuleBroken("decision.half", _("Choose both: who does it, and until when."), field="due_on")
    if decided.due_on is None:
        return {"charged_id": None, "due_on": None}
    if decided.due_on < today():
        raise RuleBroken("decision.past", _("Choose a deadline that is not in the past."), field="due_on")
    if decided.charged_id not in {seat.institution_id for seat in live_seats(meeting.team)}:
        sentence = _("Choose an institution that sits in this team.")
        raise RuleBroken("decision.outside", sentence, field="charged")
    if isinstance(item, CaseItem) and decided.charged_id not in {institution for _user, institution in seers(item)}:
        sentence = _("Nobody at this institution sees this case. Show it first, or ask it by a referral.")
        raise RuleBroken("decision.cannot_see", sentence, field="charged")
    return {"charged_id": decided.charged_id, "due_on": decided.due_on}
