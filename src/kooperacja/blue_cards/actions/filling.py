"""Filling Card A: the case is not touched by it, and nobody is registered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access.models import Anchor, AnchorKind
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.blue_cards import law
from kooperacja.blue_cards.access import LABEL, PARTS, SUFFERING, can_fill, label_of_address
from kooperacja.blue_cards.actions.checks import fits, is_open, let_in, written
from kooperacja.blue_cards.models import BlueCard, CardAddress, CardPerson, Place
from kooperacja.cases.models import Case
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.people.models import Person

MOST_PEOPLE, LONGEST_ADDRESS = 20, 200


@dataclass(frozen=True, slots=True)
class InCard:
    """Somebody in a card: of the register, or by name."""

    part: str
    person: Person | None = None
    first_name: str = ""
    last_name: str = ""
    born_on: date | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class CardA:
    """What the form holds. `acts` and `taken` are codes of the dated lists."""

    happened_on: date
    place: str
    acts: tuple[str, ...]
    people: tuple[InCard, ...]
    taken: tuple[str, ...] = ()
    course: str = ""


@writes
def fill_card(*, actor: Actor, told: CardA, case: Case | None = None) -> BlueCard:
    """Whoever fills it reads it; the cooperation team, the supervisor and the case learn nothing."""
    can_fill(actor).require()
    _is_whole(told)
    anchor = facts.new_anchor(AnchorKind.STATUTORY, actor.institution_id)
    subjects = [_subject(actor, one) for one in told.people]
    _each_once(subjects)
    first = next(one.pk for one, who in zip(subjects, told.people, strict=True) if who.part in SUFFERING)
    label = {"owner_id": actor.institution_id, "anchor": anchor}
    card = BlueCard(
        **label,
        **LABEL,
        subject_id=first,
        case=case,
        happened_on=told.happened_on,
        place=told.place,
        acts=list(dict.fromkeys(told.acts)),
        taken=list(dict.fromkeys(told.taken)),
        course=written(told.course, "course", needed=False),
        author_id=actor.user_id,
        filled_on=today(),
        due_on=law.deadline("hand_over", today()).due_on,
    )
    card.save(force_insert=True)
    for subject, one in zip(subjects, told.people, strict=True):
        facts.add_part(actor, dossier_id=anchor.pk, subject_id=subject.pk, part=one.part)
        _put(card, subject, one)
    let_in(actor, card, actor.user_id, actor.institution_id)
    record(actor, "bluecard.fill", card.about())
    if not is_open(actor, card):
        sentence = _("A lock (conflict of interest, “do not show to”) binds you here. Let a colleague fill the card.")
        raise NotAllowed("blue_card.locked", sentence, ways=(_("In danger call 112."),))
    return card


def _put(card: BlueCard, subject: Anchor, one: InCard) -> None:
    label = {"owner_id": card.owner_id, "anchor_id": card.anchor_id, "subject": subject, "card": card}
    known = one.person
    CardPerson(
        **label,
        **LABEL,
        person=known,
        part=one.part,
        first_name=known.first_name if known else one.first_name.strip(),
        last_name=known.last_name if known else one.last_name.strip(),
        born_on=known.born_on if known else one.born_on,
    ).save(force_insert=True)
    if one.address.strip():
        row = CardAddress(**label, **label_of_address(one.part), address=one.address.strip())
        row.save(force_insert=True)


def _subject(actor: Actor, one: InCard) -> Anchor:
    """An anchor alone for who is not in the register: nobody is registered by a card."""
    if one.person is not None:
        return Anchor.objects.get(pk=one.person.anchor_id)
    return facts.new_anchor(AnchorKind.PERSON, actor.institution_id)


# ---- What a card must say


def _is_whole(told: CardA) -> None:
    fits(told.happened_on, None, "happened_on")
    if told.place not in Place.values:
        raise RuleBroken("blue_card.place", _("Choose a place from the list."), field="place")
    _listed(told.acts, law.acts(today()), "acts", needed=_("Mark what kind of violence it was."))
    _listed(told.taken, law.taken(today()), "taken")
    for one in told.people:
        _is_somebody(one)
    if not any(one.part in SUFFERING for one in told.people):
        sentence = _("Say who suffers the violence: a card is about somebody.")
        raise RuleBroken("blue_card.nobody", sentence, field="people")
    if len(told.people) > MOST_PEOPLE:
        refusal = _("A card names at most %(most)s people.") % {"most": MOST_PEOPLE}
        raise RuleBroken("blue_card.too_many", refusal, field="people")


def _listed(codes: Sequence[str], choices: Sequence[law.Choice], field: str, *, needed: object = "") -> None:
    if needed and not codes:
        raise RuleBroken("blue_card.no_acts", str(needed), field=field)
    if not set(codes) <= {one.code for one in choices}:
        raise RuleBroken("blue_card.code", _("Choose from the list."), field=field)


def _is_somebody(one: InCard) -> None:
    if one.part not in PARTS:
        raise RuleBroken("blue_card.part", _("Choose the part of each person from the list."), field="people")
    if one.person is None and not one.first_name.strip():
        raise RuleBroken("blue_card.no_name", _("Give at least a first name of each person."), field="people")
    if len(one.address) > LONGEST_ADDRESS:
        sentence = _("An address has at most %(most)s signs.") % {"most": LONGEST_ADDRESS}
        raise RuleBroken("blue_card.address", sentence, field="people")


def _each_once(subjects: Sequence[Anchor]) -> None:
    if len({one.pk for one in subjects}) < len(subjects):
        raise RuleBroken("blue_card.twice", _("Each person stands in a card once."), field="people")
