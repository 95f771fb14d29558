"""Who fills a Blue Card and who leads it on. Rows carry these labels:

| row | owner | anchor | subject | category |
|---|---|---|---|---|
| BlueCard, CardSeat, CardEntry | who filled the card | the card's own dossier | the first who suffers | violence |
| CardPerson | who filled the card | the card's own dossier | the person | violence |
| CardAddress of who suffers, of a child | who filled the card | the card's own dossier | the person | address |
| CardAddress of others | who filled the card | the card's own dossier | the person | housing |

They lie in an anchor of kind *statutory* (docs/decisions/0047): read for the purpose *violence* by those who are
appointed to that very file, and by nobody else.
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.models import PartKind
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.blue_cards import law
from kooperacja.blue_cards.models import BlueCard, Body, CardState
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.verdict import YES, Verdict, first_no, no

SUFFERING = frozenset({PartKind.VICTIM, PartKind.CHILD})
PARTS = (PartKind.VICTIM, PartKind.CHILD, PartKind.SUSPECT, PartKind.WITNESS, PartKind.COHABITANT)
LABEL = {"category": Category.VIOLENCE, "level": LEVEL_OF[Category.VIOLENCE]}


def label_of_address(part: str) -> dict[str, object]:
    category = Category.ADDRESS if part in SUFFERING else Category.HOUSING
    return {"category": category, "level": LEVEL_OF[category]}


def can_fill(actor: Actor) -> Verdict:
    """By law (role and kind of institution), and by a named authorisation for data on violence."""
    kind = Institution.objects.values_list("kind", flat=True).filter(pk=actor.institution_id).first()
    if kind is None or not law.is_entitled(actor.role, kind, today()):
        return no(
            "blue_card.not_entitled",
            _("The act does not name your post among those who fill Card A."),
            _("In danger call 112. Otherwise tell a social worker or the police."),
        )
    with snapshot() as shot:
        mine = door.standing(actor, Purpose.VIOLENCE, shot, door.WRITE)
    if mine.is_live and Category.VIOLENCE in mine.categories:
        return YES
    return no(
        "blue_card.not_authorised",
        _("You have no named authorisation for data on violence, or no signed statement of confidentiality."),
        _("Ask your manager. In danger call 112 and fill the paper form at once."),
    )


def can_hand_over(actor: Actor, card: BlueCard) -> Verdict:
    if actor.institution_id == card.owner_id:
        return YES
    return no("blue_card.not_filler", _("The institution that filled the card hands it over."))


def can_act(actor: Actor, card: BlueCard) -> Verdict:
    """Who sits over the card, in the team or in the group; the seats are those that were read with it."""
    return first_no([_handed(card), _sits(actor, card, Body.TEAM, Body.GROUP)])


def can_receive(actor: Actor, card: BlueCard) -> Verdict:
    return first_no([_handed(card), _sits(actor, card, Body.TEAM)])


can_name_group = can_receive


def can_write_entry(actor: Actor, card: BlueCard) -> Verdict:
    if card.state in {CardState.MET, CardState.MONITORED}:
        return can_act(actor, card)
    return no("blue_card.not_monitored", _("Entries are written from the first meeting until the procedure ends."))


def can_end(actor: Actor, card: BlueCard) -> Verdict:
    return first_no([can_act(actor, card), _all_told(card)])


def can_tell_absent(actor: Actor, card: BlueCard) -> Verdict:
    if card.absence_on is None:
        return no("blue_card.nobody_absent", _("Nobody was noted as absent at the first meeting."))
    if card.told_on is not None:
        return no("blue_card.told", _("It is written down already that this person was informed."))
    return can_act(actor, card)


def _handed(card: BlueCard) -> Verdict:
    if card.team_id is not None:
        return YES
    return no("blue_card.not_handed", _("First hand the card over to the interdisciplinary team."))


def _sits(actor: Actor, card: BlueCard, *bodies: Body) -> Verdict:
    me = (actor.user_id, actor.institution_id)
    if any((seat.user_id, seat.institution_id) == me and seat.body in bodies for seat in card.seats):
        return YES
    return no("blue_card.no_seat", _("This is done by those who sit over this card."))


def _all_told(card: BlueCard) -> Verdict:
    if card.absence_on is not None and card.told_on is None:
        sentence = _("The person who was absent from the first meeting has not been informed yet.")
        return no("blue_card.untold", sentence, _("First write down when this person was informed."))
    return YES
