"""One side of a referral by its reference, for a page and for an action; and what a form may offer."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.plans import later
from kooperacja.access.snapshot import snapshot
from kooperacja.access.visible import missing
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.cases.models import ENDED, Case
from kooperacja.directory.models import Institution, Membership
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, today
from kooperacja.foundation.errors import Conflict
from kooperacja.foundation.workflow import Move
from kooperacja.notices.queries import unseen_of
from kooperacja.people.queries import may_be_known
from kooperacja.referrals import law
from kooperacja.referrals.access import WORKING, can_receive
from kooperacja.referrals.deadlines import is_urgent
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries.letters import letter_content
from kooperacja.referrals.workflow import DRAFT, FLOW, WRITABLE, shown

RELATED = (
    "anchor",
    "subject",
    "referral__sender",
    "referral__addressee",
    "referral__author",
    "referral__assigned_to",
    "referral__redirected_to",
)
# A longer list is no choice any more: such a worker finds the case first.
MOST_CASES = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """(value, words) of what a form offers."""

    institutions: list[tuple[int, str]]
    reasons: list[tuple[str, str]]
    bases: list[tuple[str, str]]


def closed_referrals(actor: Actor, objects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of the referrals among these those of which no side is open to the actor: a notice may not name them."""
    asked = {pk for kind, pk in objects if kind == "referral"}
    if not asked:
        return set()
    with snapshot():
        rows = visible(Side, actor, Purpose.JOINT_HELP).filter(referral_id__in=sorted(asked)).all()
    return {("referral", pk) for pk in asked.difference(side.referral_id for side in rows)}


def page_of_referral(actor: Actor, kind: str, pk: int) -> str:
    """The address of a referral of which a side is open to the actor."""
    if kind != "referral":
        return ""
    with snapshot():
        found = visible(Side, actor, Purpose.JOINT_HELP).filter(referral_id=pk).select_related("referral").all(limit=1)
    return reverse("referrals:show", args=[found[0].referral.ref]) if found else ""


def get_side(actor: Actor, ref: str, purpose: str) -> Side:
    """The actor's own side; a side of another institution only where that one shows it. Missing and
    forbidden are the same `NotFound`.
    """
    with snapshot():
        cases = visible(Case, actor, purpose).filter(pk=OuterRef("case_id"))
        rows = visible(Side, actor, purpose).filter(referral__ref=ref).select_related(*RELATED)
        rows = rows.annotate(
            author_title=later(_author_title),
            case_ref=cases.value("ref"),
            case_number=cases.value("number"),
            has_news=later(_has_news, user=actor.user_id, institution=actor.institution_id),
        )
        found = sorted(rows.all("pk", limit=2), key=lambda side: side.owner_id != actor.institution_id)
    if not found:
        raise missing()
    return found[0]


def _has_news(user: int, institution: int) -> Exists:
    return Exists(unseen_of(user, institution, "referral").filter(about_id=OuterRef("referral_id")))


def _author_title() -> Subquery:
    """The post of the author in the sending institution, the present one or the last."""
    posts = Membership.objects.filter(user=OuterRef("referral__author"), institution=OuterRef("referral__sender"))
    return Subquery(posts.order_by("-valid_to", "-pk").values("title")[:1])


def sees(actor: Actor, ref: str, purpose: str) -> bool:
    """Whether the actor still has a side of it, after it went to somebody else."""
    with snapshot():
        return visible(Side, actor, purpose).filter(referral__ref=ref).exists()


def awaits_receipt(actor: Actor, side: Side) -> bool:
    """Whether opening this letter receives it: who only watches leaves it as it is."""
    return side.referral.state in FLOW.get("receive").sources and bool(can_receive(actor, side.referral))


def is_draft(side: Side) -> bool:
    return side.referral.state == DRAFT


def still_written(side: Side) -> None:
    """Whether the letter can still be changed; a sent one is what the other institution has."""
    if side.referral.state not in WRITABLE:
        raise too_late(side)


def too_late(side: Side) -> Conflict:
    sentence = _("This is no longer possible: the state is now “%(state)s”.")
    return Conflict("state.changed", sentence % {"state": shown(side.referral).label})


def step(actor: Actor, side: Side, name: str) -> Move:
    """The move, if this actor can make it now; otherwise the reason why not."""
    move = FLOW.get(name)
    move.allowed(actor, side.referral).require()
    if side.referral.state not in move.sources:
        raise too_late(side)
    return move


def choices(actor: Actor, reason_list: str) -> Choices:
    """What an institution of this kind may choose from today."""
    kind, day = _kind(actor), today()
    return Choices(
        institutions=others(actor),
        reasons=[(row.code, row.label) for row in law.reasons_for(reason_list, kind, day)],
        bases=[(row.code, f"{row.label} ({row.article})") for row in law.bases_for(kind, day)],
    )


def agreement_of_client(actor: Actor) -> law.Basis | None:
    """On what a bureau writes: its basis for a few words with the agreement of a client. None for all others."""
    return law.agreement_for(_kind(actor), today())


def has_own_task(actor: Actor) -> bool:
    return law.has_own_task(_kind(actor), today())


def _kind(actor: Actor) -> str:
    return Institution.objects.values_list("kind", flat=True).get(pk=actor.institution_id)


def others(actor: Actor) -> list[tuple[int, str]]:
    """Institutions that work, without the actor's own, by name."""
    rows = Institution.objects.filter(ended_on=None).exclude(pk=actor.institution_id)
    return list(rows.order_by("short_name", "pk").values_list("pk", "short_name"))


def possible_workers(actor: Actor) -> list[tuple[int, str]]:
    """Who can lead a referral in the actor's institution."""
    rows = [row for row in workers(actor.institution_id) if row.role in WORKING]
    return [(row.user_id, f"{row.user.full_name}, {row.title}") for row in rows]


def open_cases(actor: Actor, purpose: str) -> list[tuple[str, str]]:
    """Cases that the actor may add a referral to, by number; no name is in them."""
    with snapshot():
        rows = visible(Case, actor, purpose).filter(owner_id=actor.institution_id)
        live = rows.exclude(state__in=ENDED).all("-pk", limit=MOST_CASES)
    return [(row.ref, row.number) for row in live]


def move_named(name: str) -> Move:
    return FLOW.get(name)


def is_known(actor: Actor, side: Side, purpose: str) -> bool:
    """Whether the institution may already have the person of this letter: says no more than that."""
    letter = letter_content(actor, side, purpose).content
    return may_be_known(actor, letter.first_name, letter.last_name, letter.born_on)


def case_of_letter(actor: Actor, side: Side, purpose: str) -> dict[str, Any]:
    """What a case opened from this letter is known to hold: nothing is typed twice."""
    letter = letter_content(actor, side, purpose).content
    basis = law.basis_of(letter.basis)
    learns = basis is not None and basis.category == Category.EDUCATION
    return {
        "first_name": letter.first_name,
        "family_name": letter.last_name,
        "place": letter.place,
        "learned_on": local_date(side.referral.sent_at),
        "is_urgent": is_urgent(side.referral),
        "occupation": letter.occupation,
        "occupation_kind": Category.EDUCATION if learns else "",
    }
