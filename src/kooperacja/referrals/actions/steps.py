"""What every move does: the door, the step with its trail entry, the words in both copies, the notice."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.queries import appointed
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.agreements.labels import LEVEL_OF, Category, Level, Purpose
from kooperacja.audit import actions as audit
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.foundation.workflow import Move
from kooperacja.notices import actions as notices
from kooperacja.referrals import deadlines, law
from kooperacja.referrals.models import Answer, Letter, Party, Referral, Side
from kooperacja.referrals.workflow import FLOW

JOINT_HELP = Purpose.JOINT_HELP


@dataclass(frozen=True, slots=True)
class Words:
    """What one party tells the other with a move: a coded reason, and the text of both copies."""

    code: str = ""
    text: str = ""


SILENCE = Words()


def turn(actor: Actor, side: Side, name: str, words: Words = SILENCE, **changes: Any) -> Letter:
    """Make one move on behalf of one side; returns the letter that it was made on. Who may not read
    the letter cannot decide about it either.
    """
    with snapshot():
        door.require(actor, door.WRITE, side, JOINT_HELP)
        letter = newest_letter(actor, side)
    referral, at = side.referral, now()
    dates = _dates(referral, FLOW.get(name), at)
    other = counterpart(side)
    with on_behalf("referrals.counterpart"):
        audit.move(actor, referral, FLOW, name, code=words.code, about=side.of_referral(), **{**dates, **changes})
        Side._base_manager.filter(referral_id=side.referral_id).update(updated_at=at)
        if words.text:
            for mine in filter(None, (side, other)):
                _write(actor, mine, name, words, letter)
    if other:
        tell(other, name)
    return letter


def _dates(referral: Referral, step: Move, at: datetime) -> dict[str, datetime | date]:
    """A state that stays keeps its beginning and its deadline."""
    if referral.state == step.target:
        return {}
    stage = deadlines.SUPPLEMENT if step.name == "not_done" else deadlines.stage_in(step.target)
    since = referral.accepted_at if stage == deadlines.ANSWER and referral.accepted_at else at
    return {"since_at": at, "due_on": deadlines.due_on(stage, since, urgent=deadlines.is_urgent(referral))}


def newest_letter(actor: Actor, side: Side) -> Letter:
    with snapshot():
        letters = door.visible(Letter, actor, JOINT_HELP).filter(side_id=side.pk).all("-number", limit=1)
    if not letters:
        raise NotAllowed(
            "letter.closed",
            _("You may not read the letter of this referral, so you cannot decide about it."),
            ways=(_("Ask your manager for an authorisation that covers it."),),
        )
    return letters[0]


def counterpart(side: Side) -> Side | None:
    """The other party's side; a draft has none yet."""
    other = Party.ADDRESSEE if side.is_sender else Party.SENDER
    with unrestricted(Side, "referrals.counterpart") as sides:
        return sides.filter(referral_id=side.referral_id, party=other).first()


def label(side: Side, category: str) -> dict[str, Any]:
    """The label of a row that lies beside this side."""
    return {
        "owner_id": side.owner_id,
        "anchor_id": side.anchor_id,
        "subject_id": side.subject_id,
        "category": category,
        "level": LEVEL_OF[Category(category)],
    }


def _write(actor: Actor, side: Side, name: str, words: Words, letter: Letter) -> None:
    """One copy; each party keeps its own. The words belong to family matters, or, when the letter is
    of a special category, to that one: an answer to a letter on health speaks of health.
    """
    category = Category.FAMILY if letter.level <= Level.ORDINARY else letter.category
    answer = Answer(
        **label(side, category),
        side=side,
        move=name,
        reason_code=words.code,
        text=words.text,
        author_id=actor.user_id,
    )
    answer.save(force_insert=True)


def tell(side: Side, name: str) -> None:
    """A notice without any content, to those of a party who are appointed where its side lies."""
    to = {row.user_id for row in appointed([side.anchor_id]) if row.institution_id == side.owner_id}
    about = side.referral_about()
    notices.send(to=to, institution_id=side.owner_id, code=f"referral.{name}", about=about)


def see_news(*, actor: Actor, side: Side) -> None:
    """The reader has the referral open: its notices are no longer new for him."""
    notices.mark_seen(actor=actor, about=side.referral_about())


def said(actor: Actor, list_name: str, code: str, text: str) -> Words:
    """A coded reason of the list that this institution may choose from, and its explanation."""
    codes = {reason.code for reason in law.reasons_for(list_name, kind_of(actor.institution_id), today())}
    if code not in codes:
        raise RuleBroken("reason.unknown", _("Choose a reason from the list."), field="reason_code")
    return Words(code, written(text, _("Explain the reason in a few words.")))


def written(text: str, refusal: Any) -> str:
    if not text.strip():
        raise RuleBroken("text.missing", refusal, field="text")
    return text.strip()


def kind_of(institution_id: int) -> str:
    return Institution.objects.values_list("kind", flat=True).get(pk=institution_id)


def other_institution(actor: Actor, pk: int | None, field: str) -> Institution:
    """An institution that exists, works, and is not the actor's own."""
    found = Institution.objects.filter(pk=pk).first() if pk else None
    if found is None:
        raise RuleBroken("institution.unknown", _("Choose an institution from the list."), field=field)
    if found.pk == actor.institution_id:
        raise RuleBroken("institution.own", _("This is your own institution. Choose another one."), field=field)
    if found.has_ended(today()):
        sentence = _("%(name)s has ended. Choose another institution.") % {"name": found.short_name}
        raise RuleBroken("institution.ended", sentence, field=field)
    return found
