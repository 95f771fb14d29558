"""Fifty thousand referrals, or people, of one welfare centre; its workers have sixty families each."""

from datetime import timedelta
from random import Random

from django.db import transaction

from kooperacja.access.actions import load_law, new_anchor
from kooperacja.access.models import Anchor, AnchorKind, Appointment, Capacity
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category
from kooperacja.cases.actions import open_case
from kooperacja.cases.models import NO_DATE
from kooperacja.config.demo.families import names, surnames
from kooperacja.foundation.clock import now, today
from kooperacja.people.models import Person, folded_name
from kooperacja.referrals.models import Letter, Party, Referral, Side
from tests.cast import Town, Worker, enrol, town

CROWD, FILES, BATCH = 20, 60, 500
# Most of an old institution's referrals have ended; some are under way.
STATES = ("closed",) * 8 + ("received", "in_progress")
WORKERS, SUPERVISORS = "worker", "supervisor"


@transaction.atomic
def build(number: int) -> None:
    """Of the numbers given, one side each of GOPS Wierzbowo; every twentieth has a dossier."""
    load_law()
    cast = town()
    dossiers = _dossiers(cast, max(number // 20, FILES))
    _referrals(cast, number, dossiers)
    _crowd(cast, dossiers)
    anna = cast.anna
    _appoint(anna, dossiers, 0)
    open_case(
        actor=anna.actor,
        family_name="Malinowscy",
        learned_on=today(),
        key_worker_id=anna.user.pk,
        dossier=dossiers[0],
    )


@transaction.atomic
def build_people(number: int, seed: int) -> None:
    """Of the numbers given, people of GOPS Wierzbowo, twenty in a dossier; many have the same name."""
    load_law()
    cast, dice = town(), Random(seed)  # noqa: S311 - invented people.
    gops, dossiers = cast.at("gops"), _dossiers(cast, max(number // 20, FILES + 1))
    subjects = [Anchor(kind=AnchorKind.PERSON, owner=gops) for _place in range(number)]
    Anchor.objects.bulk_create(subjects, BATCH)
    people = [
        Person(
            **_name(dice),
            owner=gops,
            category=Category.IDENTITY,
            level=1,
            anchor=dossiers[place % len(dossiers)],
            subject=subject,
            updated_at=now() - timedelta(minutes=place),
        )
        for place, subject in enumerate(subjects)
    ]
    Person._base_manager.bulk_create(people, BATCH)
    _crowd(cast, dossiers)


def _name(dice: Random) -> dict[str, str]:
    kind, of_men = dice.choice((("men", True), ("women", False), ("boys", True), ("girls", False)))
    first, last = dice.choice(names()[kind]), dice.choice(surnames())[0 if of_men else 1]
    return {"first_name": first, "last_name": last, "folded": folded_name(first, last)}


def _crowd(cast: Town, dossiers: list[Anchor]) -> None:
    for kind, like in ((WORKERS, cast.anna), (SUPERVISORS, cast.halina)):
        for place in range(CROWD):
            _appoint(_colleague(f"{kind}{place}@gops.example", like), dossiers, place)


def _dossiers(cast: Town, number: int) -> list[Anchor]:
    return [new_anchor(AnchorKind.DOSSIER, cast.at("gops").pk) for _place in range(number)]


def _colleague(email: str, like: Worker) -> Worker:
    """Another worker with the post of one of the town."""
    post = like.membership
    user = User.objects.create_user(email, full_name=email.partition("@")[0])
    return enrol(user, post.institution, post.role, title=post.title, supervises=post.supervises)


def _appoint(worker: Worker, dossiers: list[Anchor], place: int) -> None:
    """All work on the first dossier, and each on fifty-nine others."""
    if worker.membership.supervises:
        return
    first = 1 + place * FILES % (len(dossiers) - FILES)
    keys = {"user": worker.user, "institution": worker.institution, "capacity": Capacity.TEAM}
    files = [dossiers[0], *dossiers[first : first + FILES - 1]]
    Appointment.objects.bulk_create([Appointment(**keys, anchor=one) for one in files])


def _referrals(cast: Town, number: int, dossiers: list[Anchor]) -> None:
    gops = cast.at("gops")
    inbox = Anchor.objects.get(kind=AnchorKind.INBOX, owner=gops)
    people = Anchor.objects.bulk_create([Anchor(kind=AnchorKind.PERSON, owner=gops) for _n in range(number)], BATCH)
    rows = Referral._base_manager.bulk_create([_referral(cast, order) for order in range(number)], BATCH)
    label = {"owner": gops, "level": 1, "category": Category.COORDINATION, "party": Party.ADDRESSEE}
    sides = [
        Side(**label, **row.copied, anchor=_place(row, order, dossiers, inbox), subject=people[order], referral=row)
        for order, row in enumerate(rows)
    ]
    letters = [_letter(side, order) for order, side in enumerate(Side._base_manager.bulk_create(sides, BATCH))]
    Letter._base_manager.bulk_create(letters, BATCH)


def _referral(cast: Town, order: int) -> Referral:
    """What has ended has no deadline any more, and what is in progress has somebody who leads it."""
    sent, state = now() - timedelta(hours=order), STATES[order % len(STATES)]
    return Referral(
        number=f"M.{order}",
        sender=cast.at("school"),
        addressee=cast.at("gops"),
        author=cast.piotr.user,
        state=state,
        assigned_to=cast.anna.user if state == "in_progress" else None,
        sent_at=sent,
        received_at=sent,
        updated_at=sent,
        due_on=NO_DATE if state == "closed" else today() + timedelta(days=order % 30),
    )


def _place(row: Referral, order: int, dossiers: list[Anchor], inbox: Anchor) -> Anchor:
    return inbox if row.state == "received" and order % 100 == 0 else dossiers[order % len(dossiers)]


def _letter(side: Side, order: int) -> Letter:
    label = {"owner": side.owner, "level": 2, "category": Category.EDUCATION}
    name = {"first_name": f"Osoba {order}", "folded": f"osoba {order}"}
    return Letter(**label, **name, anchor=side.anchor, subject=side.subject, side=side)
