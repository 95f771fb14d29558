"""The rows of cards, for actions and pages: every reading of a card begins here."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from kooperacja.access.door import standing, visible
from kooperacja.access.models import Part, PartKind, VetoKind
from kooperacja.access.plans import later
from kooperacja.access.snapshot import current, snapshot
from kooperacja.access.visible import Visible, missing
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.blue_cards.models import BlueCard, CardSeat, PassedRequest
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at

VIOLENCE = Purpose.VIOLENCE
LOCKS = (VetoKind.CONFLICT, VetoKind.DO_NOT_SHOW_TO)


def cards(actor: Actor, action: str = "") -> Visible[BlueCard]:
    """Those of the reader. Whom a lock on anybody in a card binds, for him the whole card is not there: it is one
    paper about people who live together, and its text names all of them.
    """
    free = later(_free, user=actor.user_id, institution=actor.institution_id, at=now())
    return visible(BlueCard, actor, VIOLENCE, action).filter(free)


def _free(user: int, institution: int, at: datetime) -> Q:
    lock = "subject__vetoes__"
    binding = {
        f"{lock}kind__in": LOCKS,
        f"{lock}user_id__in": (0, user),
        f"{lock}institution_id__in": (0, institution),
        f"{lock}category__in": ("", Category.VIOLENCE.value),
    }
    rows = Part.objects.filter(valid_at(at), valid_at(at, lock), dossier=OuterRef("anchor_id"), **binding)
    return ~Q(Exists(rows))


def get_card(actor: Actor, ref: str) -> BlueCard:
    """Missing and forbidden are the same."""
    with snapshot():
        return seated(actor, cards(actor).select_related("team", "anchor", "owner").get(ref=ref))


def seated(actor: Actor, card: BlueCard) -> BlueCard:
    """The card with who sits over it now. Needs an open snapshot."""
    rows = visible(CardSeat, actor, VIOLENCE).filter(card_id=card.pk)
    card.seats = tuple(rows.select_related("user", "institution").all("pk"))
    return card


def is_member(actor: Actor) -> bool:
    """Whether the reader is appointed to any statutory file: without, no page says that there are cards. Needs an
    open snapshot; it looks into the standing that is known already.
    """
    shot = current()
    return shot is not None and bool(standing(actor, Purpose.JOINT_HELP, shot).statutory_anchors)


def require_member(actor: Actor) -> None:
    if not is_member(actor):
        raise missing()


# ---- Of notices


def closed_cards(actor: Actor, objects: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of the cards among these those that are closed to the actor by now."""
    asked = {pk for kind, pk in objects if kind == "bluecard"}
    if not asked:
        return set()
    with snapshot():
        rows = cards(actor).filter(pk__in=sorted(asked)).all()
    return {("bluecard", pk) for pk in asked.difference(row.pk for row in rows)}


def page_of_card(actor: Actor, kind: str, pk: int) -> str:
    if kind == "passedrequest":
        return reverse("blue_cards:requests") if actor.role == Role.DATA_PROTECTION_OFFICER else ""
    if kind != "bluecard":
        return ""
    with snapshot():
        found = cards(actor).filter(pk=pk).all(limit=1)
    return reverse("blue_cards:show", args=[found[0].ref]) if found else ""


# ---- Of requests for the officer


def requests_of(actor: Actor) -> list[PassedRequest]:
    """Those of his institution, the open ones first."""
    rows = PassedRequest.objects.filter(institution_id=actor.institution_id).select_related("worker")
    return sorted(rows.order_by("-asked_on", "-pk")[:200], key=lambda one: one.answered_on is not None)


def get_request(actor: Actor, pk: int) -> PassedRequest:
    row = PassedRequest.objects.filter(institution_id=actor.institution_id, pk=pk).first()
    if row is None or actor.role != Role.DATA_PROTECTION_OFFICER:
        raise missing()
    return row


# ---- Of "who got my data"


def for_the_officer(actor: Actor, anchor_id: int) -> str:
    """The address at which a request of this person is passed on, where the reader knows that it is for the officer:
    the person is suspected in a card that is open to him. To everybody else the list says what it always says.
    """

    if not is_member(actor):
        return ""
    parts = Part.objects.filter(valid_at(now()), subject=anchor_id, part=PartKind.SUSPECT).values("dossier")
    found = cards(actor, "read").filter(anchor__in=parts).all("-pk", limit=1)
    return reverse("blue_cards:pass_request", args=[found[0].ref]) if found else ""
