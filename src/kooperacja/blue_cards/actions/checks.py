"""What every act on a card asks first, who is let in to it, and whom it tells."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access import door
from kooperacja.access.models import Authorisation, Capacity, Declaration
from kooperacja.access.snapshot import snapshot
from kooperacja.access.unrestricted import unrestricted
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.blue_cards.access import LABEL
from kooperacja.blue_cards.models import BlueCard, Body, CardSeat
from kooperacja.blue_cards.queries.rows import cards, seated
from kooperacja.directory.models import Membership
from kooperacja.directory.queries import actor_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.foundation.intervals import valid_at
from kooperacja.notices import actions as notices
from kooperacja.teams.models import Seat

VIOLENCE = Purpose.VIOLENCE
LONGEST = 4000


def is_open(actor: Actor, card: BlueCard) -> bool:
    """To this very person, for writing too: the role, the authorisation, the statement, and no lock."""
    with snapshot() as shot:
        mine = door.standing(actor, VIOLENCE, shot, door.WRITE)
        return Category.VIOLENCE in mine.categories and cards(actor).filter(pk=card.pk).exists()


def may_act(actor: Actor, card: BlueCard) -> None:
    """The card is open to the actor; whether he sits over it is asked by the rule of each act, of the seats as they
    are now.
    """
    if not is_open(actor, card):
        raise NotAllowed("row.closed", _("You cannot do this with this record."))
    with snapshot():
        seated(actor, card)


def fits(day: date, after: date | None, field: str = "day") -> date:
    """A day that has come, and is not before the step that went before."""
    if day > today():
        raise RuleBroken("blue_card.day_to_come", _("Give a day that is not in the future."), field=field)
    if after is not None and day < after:
        sentence = _("This day is before the step that went before it. Check both dates.")
        raise RuleBroken("blue_card.day_before", sentence, field=field)
    return day


def written(text: str, field: str = "text", *, needed: bool = True) -> str:
    if needed and not text.strip():
        raise RuleBroken("text.missing", _("Write down what happened."), field=field)
    if len(text) > LONGEST:
        sentence = _("The text is too long: %(number)s signs, and at most %(most)s fit. Shorten it; nothing was saved.")
        raise RuleBroken("text.too_long", sentence % {"number": len(text), "most": LONGEST}, field=field)
    return text.strip()


# ---- Letting somebody in


def sit(actor: Actor, card: BlueCard, seat: Seat, body: Body, field: str) -> None:
    """Appoint who holds this seat of the team to the file of the card. Without the signed statement of art. 9c, a named
    authorisation, or behind a lock nobody is let in, and the whole act is taken back.
    """
    if seat.user is None or seat.stated_on is None:
        name = seat.user.full_name if seat.user else seat.institution.short_name
        sentence = _("%(name)s has not signed the statement of confidentiality (art. 9c). Nothing was opened.")
        raise RuleBroken(
            "blue_card.no_statement",
            sentence % {"name": name},
            field=field,
            ways=(_("The statement is signed on the page of the team."),),
        )
    mine = {"body": body, "user": seat.user, "institution": seat.institution}
    with unrestricted(CardSeat, "blue_cards.procedure") as rows:
        sat = rows.filter(card=card, **mine).exists()
    if not sat:
        _seat(card, seat.stated_on, **mine)
    let_in(actor, card, seat.user_id or 0, seat.institution_id)
    member = _acting(seat.user_id or 0, seat.institution_id)
    if member is None or not is_open(member, card):
        refusal = _(
            "%(name)s cannot be let in: there is no named authorisation for data on violence, or a lock (conflict of"
            " interest, “do not show to”). Nothing was opened."
        )
        raise RuleBroken("blue_card.not_open", refusal % {"name": seat.user.full_name}, field=field)


def _seat(card: BlueCard, stated_on: date, **mine: Any) -> None:
    row = CardSeat(
        owner_id=card.owner_id,
        anchor_id=card.anchor_id,
        subject_id=card.subject_id,
        card=card,
        stated_on=stated_on,
        **mine,
        **LABEL,
    )
    row.save(force_insert=True)


def let_in(actor: Actor, card: BlueCard, user_id: int, institution_id: int) -> None:
    keys = {"user_id": user_id, "institution_id": institution_id}
    facts.appoint(actor, **keys, anchor=card.anchor, capacity=Capacity.STATUTORY)


def _acting(user_id: int, institution_id: int) -> Actor | None:
    """As whom this person works there: in a post that is authorised, with a statement."""
    at, mine = now(), {"user": OuterRef("user_id"), "institution": OuterRef("institution_id")}
    papers = Authorisation.objects.filter(valid_at(at), category=Category.VIOLENCE, **mine)
    declared = Declaration.objects.filter(valid_at(at), **mine)
    rows = Membership.objects.filter(
        valid_at(at), Exists(papers), Exists(declared), user=user_id, institution=institution_id, user__is_active=True
    )
    row = rows.order_by("pk").select_related("user").first()
    return actor_of(row, row.user.full_name, "") if row else None


# ---- Telling


def tell(card: BlueCard, name: str, actor: Actor) -> None:
    """Those who sit over the card, each at the institution for which they sit; a code and a number, nothing else."""
    by_place: dict[int, set[int]] = {}
    with snapshot():
        seated(actor, card)
    for seat in card.seats:
        if seat.user_id != actor.user_id:
            by_place.setdefault(seat.institution_id, set()).add(seat.user_id)
    for place, users in by_place.items():
        notices.send(to=users, institution_id=place, code=f"bluecard.{name}", about=card.about())
