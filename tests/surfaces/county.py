"""Families of several institutions, people who may see some of it for each reason that there is, and a
canary in every field of every protected row.

Written with plain rows, as the town is: what it sets up is not what is tested, and only so does each side
of a referral, which really is a copy, say something of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from kooperacja.access.models import (
    Anchor,
    AnchorKind,
    Appointment,
    Authorisation,
    Basis,
    Emergency,
    Part,
    PartKind,
    Share,
    Veto,
)
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.audit.actions import record
from kooperacja.blue_cards.models import BlueCard, CardAddress, CardEntry, CardPerson, CardSeat, PassedRequest
from kooperacja.cases.models import Case, Note, NoteKind
from kooperacja.consents.models import Consent, ConsentItem, PrivacyNotice, Wording
from kooperacja.desk.models import SavedView
from kooperacja.diagnosis.kinds import BIT_OF, CATEGORY_OF
from kooperacja.diagnosis.models import AreaRating, Diagnosis, Workshop
from kooperacja.directory.models import Institution
from kooperacja.disclosures.models import Copy, Correction, DisclosedItem, Disclosure, Draft, RegisterEntry
from kooperacja.documents.models import FileKind, StoredFile
from kooperacja.documents.queries import place_of
from kooperacja.documents.storage import write
from kooperacja.foundation.clock import travelling
from kooperacja.foundation.sealing import new_key, seal
from kooperacja.inquiries.models import Inquiry, InquirySide, InquiryText, Section
from kooperacja.inquiries.models import Party as InquiryParty
from kooperacja.keys.actions import current_key
from kooperacja.mailing.models import Mail
from kooperacja.meetings.models import CaseItem, Invitation, Meeting
from kooperacja.participation.models import Participation
from kooperacja.people.kinds import DetailKind, Kinship
from kooperacja.people.models import Detail, Household, Occupation, Person, Pesel, Relation
from kooperacja.people.queries import sealed_number
from kooperacja.plans.models import Plan, PlanGoal, PlanLine, PlanRemark, PlanSignature
from kooperacja.referrals.models import Answer, Letter, Party, Referral, Side
from kooperacja.tasks.models import Task, TaskSide, TaskText
from kooperacja.teams.actions import found_team
from kooperacja.teams.models import Seat, Team, TeamState
from tests.cast import MONDAY, START, Town, Worker
from tests.documents.conftest import pdf
from tests.surfaces.canaries import Canaries, Cell

HELP = Purpose.JOINT_HELP
SINCE: dict[str, Any] = {"valid_from": START, "recorded_at": START}
LONG_AGO, YESTERDAY = MONDAY - timedelta(days=20), MONDAY - timedelta(days=1)
COORDINATION, IDENTITY, FAMILY = Category.COORDINATION, Category.IDENTITY, Category.FAMILY
EDUCATION, EMPLOYMENT, HEALTH = Category.EDUCATION, Category.EMPLOYMENT, Category.HEALTH


@dataclass
class Family:
    """The rows of one case, by what they are."""

    owner: Institution
    dossier: Anchor
    home: Anchor
    case: Case
    household: Household
    people: dict[str, Person] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


@dataclass
class Sent:
    """A referral; the side of the addressee is there once it was sent."""

    referral: Referral
    sides: dict[str, Side] = field(default_factory=dict)


@dataclass
class County:
    """`actors` by why they see something, or nothing."""

    cast: Town
    canaries: Canaries = field(default_factory=Canaries)
    actors: dict[str, Worker] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    sent: dict[str, Sent] = field(default_factory=dict)
    vetoes: list[Veto] = field(default_factory=list)
    emergencies: dict[str, Emergency] = field(default_factory=dict)
    views: dict[str, SavedView] = field(default_factory=dict)
    # The secret address of the key worker's calendar.
    feed: str = ""
    mails: list[Mail] = field(default_factory=list)
    # Who stands in for the key worker at the end of the month.
    substitutions: list[Appointment] = field(default_factory=list)
    # In a standing team, of an institution that is a partner.
    seat: Any = None
    team: Any = None
    meeting: Any = None
    consent: Any = None
    # A request that a worker passed on to the officer.
    passed: Any = None
    notice_given: Any = None
    # What a reader types himself.
    typed: str = ""

    # ---- Rows

    def row(self, model: Any, **facts: Any) -> Any:
        """A protected row with an id that nothing else has and canaries in all its texts."""
        kind = str(model._meta.model_name)
        row = model(pk=self.canaries.next_id(kind), **facts)
        self.canaries.mark(row)
        row.save(force_insert=True)
        return row

    def anchor(self, kind: str, owner: Institution) -> Anchor:
        row = Anchor.objects.create(pk=self.canaries.next_id("anchor"), kind=kind, owner=owner)
        self.canaries.cells[str(row.pk)] = Cell("anchor", row.pk, "pk")
        return row

    def inbox(self, owner: Institution) -> Anchor:
        return Anchor.objects.get(kind=AnchorKind.INBOX, owner=owner)

    # ---- Facts

    def appoint(self, name: str, anchor: Anchor, capacity: str, until: datetime | None = None) -> None:
        worker = self.actors[name]
        ends = {"valid_to": until} if until else {}
        Appointment.objects.create(
            user=worker.user, institution=worker.institution, anchor=anchor, capacity=capacity, **SINCE, **ends
        )

    def show(self, to: str, anchor: Anchor, subject: Anchor, *categories: str, withdrawn: bool = False) -> None:
        """A window of the owner of the anchor, each on a basis of its own."""
        recipient, ends = self.cast.at(to), {"valid_to": YESTERDAY} if withdrawn else {}
        for category in categories:
            about = {"subject": subject, "recipient": recipient, "category": category, "purpose": HELP}
            basis = self.basis(**about, **ends)
            Share.objects.create(
                owner=anchor.owner, anchor=anchor, agreement=self.cast.agreement, basis=basis, **about, **SINCE
            )

    def basis(self, **about: Any) -> Basis:
        """A consent that is held, with words of its own."""
        basis = Basis.objects.create(**{"is_consent": True, "source": "-", **SINCE, **about})
        basis.source = self.canaries.private("basis", basis.pk, "source")
        basis.save(update_fields=["source"])
        return basis

    def lock(self, kind: str, anchor: Anchor, **binds: Any) -> None:
        self.vetoes.append(Veto.objects.create(anchor=anchor, kind=kind, **binds, **SINCE))

    # ---- Families

    def family(self, name: str, place: str, people: dict[str, str], **case: Any) -> Family:
        owner = self.cast.at(place)
        dossier, home = self.anchor(AnchorKind.DOSSIER, owner), self.anchor(AnchorKind.HOUSEHOLD, owner)
        whole = {"owner": owner, "subject": home}
        facts = {"opened_on": START.date(), "learned_on": START.date(), "interview_due_on": date(2026, 11, 10), **case}
        found = Family(
            owner=owner,
            dossier=dossier,
            home=home,
            case=self.row(Case, **whole, anchor=dossier, **_label(COORDINATION), **facts),
            household=self.row(Household, **whole, anchor=home, **_label(FAMILY)),
        )
        Part.objects.create(dossier=dossier, subject=home, **SINCE)
        self.families[name] = found
        for person, category in people.items():
            self.member(found, person, category)
        self.note(found, home, FAMILY)
        return found

    def member(self, family: Family, name: str, occupation: str) -> Person:
        anchor = self.anchor(AnchorKind.PERSON, family.owner)
        mine = {"owner": family.owner, "anchor": anchor, "subject": anchor}
        person = self.row(Person, **mine, **_label(IDENTITY))
        lives = {"owner": family.owner, "anchor": family.home, "subject": anchor, **_label(FAMILY)}
        number = self.row(Pesel, **mine, **_label(IDENTITY), person=person)
        hand = current_key(institution_id=family.owner.pk)
        sealed = sealed_number(hand, self.canaries.number(number, person.born_on), anchor.pk)
        Pesel._base_manager.filter(pk=number.pk).update(**sealed)
        self.row(Relation, **lives, household=family.household, person=person, kinship=Kinship.DAUGHTER)
        self.row(Occupation, **mine, **_label(occupation), person=person)
        told = {"kind": DetailKind.CITIZENSHIP, "since": START.date(), "author": self.actors["key_worker"].user}
        self.row(Detail, **mine, **_label(IDENTITY), person=person, **told)
        Part.objects.create(dossier=family.dossier, subject=anchor, part=PartKind.CHILD, **SINCE)
        family.people[name] = person
        return person

    def hide(self, family: Family, name: str, reader: Worker) -> None:
        """Where somebody hides: covered on each page and in each answer, also to who may ask for it."""
        person = family.people[name]
        mine = {"owner": family.owner, "anchor": person.anchor, "subject": person.anchor, "person": person}
        told = {"kind": DetailKind.PROTECTED_ADDRESS, "since": START.date(), "author": reader.user}
        self.row(Detail, **mine, **_label(Category.ADDRESS), **told)
        Authorisation.objects.create(
            user=reader.user, institution=family.owner, category=Category.ADDRESS, number="9", **SINCE
        )

    def note(self, family: Family, subject: Anchor, category: str, **more: Any) -> Note:
        facts = {"kind": NoteKind.VISIT, "happened_on": START.date(), "author": self.actors["key_worker"].user, **more}
        note = self.row(
            Note,
            owner=family.owner,
            anchor=family.dossier,
            subject=subject,
            case=family.case,
            **_label(category),
            **facts,
        )
        family.notes.append(note)
        return note

    def attach(self, anchor: Anchor, subject: Anchor, category: str) -> StoredFile:
        """A file with a canary in its name, and one in its content, which only a download tells."""
        row = self.row(
            StoredFile,
            owner=anchor.owner,
            anchor=anchor,
            subject=subject,
            author=self.actors["key_worker"].user,
            kind=FileKind.PDF,
            size=0,
            **_label(category),
        )
        content = pdf(more=f"({self.canaries.private('storedfile', row.pk, 'content')})")
        row.size, row.digest, secret = len(content), sha256(content).digest(), new_key()
        write(row.place, secret, content)
        hand = current_key(institution_id=anchor.owner_id)
        told = {"size": row.size, "digest": row.digest, "key_id": hand.pk}
        told["sealed"] = seal(hand.secret, secret.hex(), place_of(row))
        StoredFile._base_manager.filter(pk=row.pk).update(**told)
        return row

    # ---- Consents

    def agreed(self, family: Family, name: str, author: Worker) -> None:
        """One person agreed to one thing, refused another, and was told."""
        person = family.people[name]
        lies: dict[str, Any] = {"owner": family.owner, "anchor": family.dossier, "subject": person.anchor}
        lies |= _label(COORDINATION)
        texts = {
            kind: Wording.objects.create(
                institution=family.owner,
                kind=kind,
                language="pl",
                number=1,
                body="Tekst.",
                author=author.user,
                approved_by=author.user,
                since=START.date(),
            )
            for kind in ("consent", "notice")
        }
        about = {"case": family.case, "person": person, "author": author.user}
        told = {"receiver": person, "wording": texts["notice"], "way": "handed", "given_on": START.date()}
        self.notice_given = self.row(PrivacyNotice, **lies, **about, **told)
        self.row(Participation, **lies, **about, answer="yes", medium="paper", said_on=START.date())
        signed = {"signer": person, "wording": texts["consent"], "medium": "paper", "signed_on": START.date()}
        signed["scan"] = self.attach(family.dossier, person.anchor, FAMILY)
        self.consent = self.row(Consent, **lies, **about, **signed, until=date(2027, 12, 31))
        what = {"recipient": self.cast.at("mostek"), "purpose": HELP}
        basis = self.basis(**what, subject=person.anchor, category=EDUCATION)
        self.row(ConsentItem, **lies, **what, consent=self.consent, number=1, data=EDUCATION, basis=basis)
        self.row(ConsentItem, **lies, **what, consent=self.consent, number=2, data=HEALTH)

    # ---- Disclosures

    def disclosed(self, family: Family, name: str, to: str, author: Worker, *, state: str, category: str) -> None:
        """A letter about one person of the family: an entry and a line on each side, and the copy."""
        recipient, person = self.cast.at(to), family.people[name]
        parties = {"giver": family.owner, "recipient": recipient, "author": author.user}
        when = {"made_at": LONG_AGO, "since_at": LONG_AGO, "disclosed_at": LONG_AGO}
        act = self.row(Disclosure, **parties, **when, purpose=HELP, mode="letter", state=state)
        what = {"recipient": recipient, "purpose": HELP, "category": category, "is_consent": False}
        basis = self.basis(subject=person.anchor, **what)
        theirs = {"owner": recipient, "anchor": self.inbox(recipient)}
        sides: dict[str, dict[str, Any]] = {
            "giver": {"owner": family.owner, "anchor": family.dossier, "case": family.case},
            "recipient": {**theirs, "case": None},
        }
        subjects = {"giver": person.anchor, "recipient": self.anchor(AnchorKind.PERSON, recipient)}
        for party, lies in sides.items():
            whole = {**lies, "subject": family.home if party == "giver" else subjects[party]}
            entry = self.row(RegisterEntry, **whole, **_label(COORDINATION), disclosure=act, party=party)
            about = {"owner": lies["owner"], "anchor": lies["anchor"], "subject": subjects[party]}
            told = {"entry": entry, "number": 1, "data": category, "basis": basis}
            item = self.row(DisclosedItem, **about, **_label(COORDINATION), **told)
            put_right = {"entry": entry, "number": 1, "data": category, "is_sent": False}
            self.row(Correction, **about, **_label(COORDINATION), **put_right)
        self.row(Copy, **theirs, subject=subjects["recipient"], **_label(category), item=item)

    def draft(self, family: Family, author: Worker) -> None:
        lies = {"owner": family.owner, "anchor": family.dossier, "subject": family.home}
        self.row(Draft, **lies, **_label(COORDINATION), case=family.case, author=author.user, purpose=HELP)

    # ---- Meetings

    def met(self, families: Sequence[str], seats: dict[str, str]) -> None:
        """An open meeting, to which everybody with a seat has come."""
        ewa = self.cast.ewa.actor
        self.team = found_team(actor=ewa, name="PZK", variant="rural", kind="pzk", agreement=self.cast.agreement)
        Team.objects.filter(pk=self.team.pk).update(state=TeamState.WORKING)
        when: dict[str, Any] = {"starts_at": LONG_AGO, "opened_at": LONG_AGO, "place": "GOPS", "state": "held"}
        self.meeting = Meeting.objects.create(team=self.team, quorum=2, members=3, **when)
        for name, function in seats.items():
            worker = self.actors[name]
            who = {"institution": worker.institution, "user": worker.user, "stated_on": LONG_AGO.date()}
            seat = Seat.objects.create(team=self.team, function=function, statement="paper", **who)
            Invitation.objects.create(meeting=self.meeting, seat=seat, user=worker.user, is_present=True)
        for position, name in enumerate(families):
            family = self.families[name]
            lies = {"owner": family.owner, "anchor": family.dossier, "subject": family.home, "case": family.case}
            facts = {"meeting": self.meeting, "why": "plan", "need_on": LONG_AGO.date(), "position": position}
            self.row(CaseItem, **lies, **_label(COORDINATION), **facts, is_adopted=True)

    # ---- Requests between institutions

    def inquired(
        self,
        parties: tuple[str, str],
        kind: str,
        author: Worker,
        *,
        places: tuple[Any, ...],
        category: str,
        state: str = "sent",
    ) -> None:
        """`places` are (anchor, whom it is about, case) of who asks and of who is asked."""
        asker, addressee = (self.cast.at(key) for key in parties)
        facts = {"kind": kind, "purpose": HELP, "data": [category], "due_on": date(2026, 11, 12)}
        when = {"sent_at": LONG_AGO, "since_at": LONG_AGO, "state": state}
        said = tuple(Section) if state == "answered" else (Section.QUESTION,)
        act = self.row(Inquiry, asker=asker, addressee=addressee, author=author.user, **facts, **when)
        for party, (anchor, subject, case) in zip(InquiryParty, places, strict=True):
            lies = {"owner": anchor.owner, "anchor": anchor, "subject": subject}
            side = self.row(InquirySide, **lies, **_label(COORDINATION), inquiry=act, party=party, case=case)
            for section in said:
                file = self.attach(anchor, subject, category) if section == Section.ANSWER else None
                self.row(InquiryText, **lies, **_label(category), side=side, section=section, file=file)

    # ---- Diagnosis

    def diagnosed(self, family: Family, author: Worker) -> None:
        """One that is being made, with areas of two levels, and a workshop that is planned."""
        lies = {"owner": family.owner, "anchor": family.dossier, "subject": family.home}
        facts = {"case": family.case, "author": author.user}
        form = {"form": "standard", "form_number": 1, "begun_on": LONG_AGO.date(), "ready_by": LONG_AGO.date()}
        made = self.row(Diagnosis, **lies, **_label(COORDINATION), **facts, **form, number=1, rated=BIT_OF["health"])
        known = {"score": 2, "source": "talk", "known_on": LONG_AGO.date(), "author": author.user}
        for area in ("housing", "health"):
            self.row(AreaRating, **lies, **_label(CATEGORY_OF[area]), diagnosis=made, area=area, **known)
        day = {"day": date(2026, 11, 12), "attended": [family.owner.pk]}
        self.row(Workshop, **lies, **_label(COORDINATION), **facts, **day)

    # ---- Plans

    def planned(self, family: Family, author: Worker, taker: Institution) -> None:
        """A plan with a goal of health, an action that another institution is to do, and what each wrote of it."""
        lies = {"owner": family.owner, "anchor": family.dossier, "subject": family.home}
        person = family.people["ola"]
        plan = self.row(Plan, **lies, **_label(COORDINATION), case=family.case, number=1, author=author.user)
        goal = self.row(PlanGoal, **lies, **_label(EDUCATION), plan=plan, number=1)
        self.row(PlanGoal, **lies, **_label(HEALTH), plan=plan, number=2)
        self.row(PlanRemark, **lies, **_label(FAMILY), plan=plan, said_on=LONG_AGO.date(), author=author.user)
        signed = {"person": person, "medium": "paper", "signed_on": LONG_AGO.date()}
        self.row(PlanSignature, **{**lies, "subject": person.anchor}, **_label(FAMILY), plan=plan, **signed)
        facts = {"giver": family.owner, "taker": taker, "handed_at": LONG_AGO, "author": author.user}
        day = date(2026, 11, 12)
        task = self.row(Task, **facts, wanted_on=day, due_on=day, helpers=[])
        self.row(PlanLine, **lies, **_label(COORDINATION), plan=plan, task=task, goal_key=goal.key, number=1)
        inbox = self.inbox(taker)
        for party, place in (("giver", lies), ("taker", {"owner": taker, "anchor": inbox, "subject": inbox})):
            case = {"case": family.case} if party == "giver" else {}
            side = self.row(TaskSide, **place, **_label(COORDINATION), task=task, party=party, **case)
            self.row(TaskText, **place, **_label(FAMILY), side=side, kind="obstacle", by=taker)

    # ---- Blue Cards

    def blue_card(self, family: Family, author: Worker, member: Worker) -> None:
        """In a statutory file of its own: about a child, with somebody who is suspected, an address and an entry."""
        file = self.anchor(AnchorKind.STATUTORY, family.owner)
        suffers, suspected = (one.anchor for one in list(family.people.values())[:2])
        for subject, part in ((suffers, PartKind.CHILD), (suspected, PartKind.SUSPECT)):
            Part.objects.create(dossier=file, subject=subject, part=part, **SINCE)
        lies = {"owner": family.owner, "anchor": file, "subject": suffers, **_label(Category.VIOLENCE)}
        facts = {"happened_on": LONG_AGO.date(), "filled_on": LONG_AGO.date(), "place": "home", "acts": ["physical"]}
        more = {"state": "met", "met_on": LONG_AGO.date(), "author": author.user, "case": family.case}
        more |= {"team": self.seat.team, "absence_on": LONG_AGO.date()}
        card = self.row(BlueCard, **lies, **facts, **more)
        self.row(CardPerson, **lies, card=card, part=PartKind.CHILD)
        self.row(CardPerson, **{**lies, "subject": suspected}, card=card, part=PartKind.SUSPECT)
        self.row(CardAddress, **{**lies, **_label(Category.ADDRESS)}, card=card)
        sits = {"user": member.user, "institution": member.institution}
        self.row(CardSeat, **lies, card=card, body="group", stated_on=START.date(), **sits)
        told = {"author": member.user, "institution": member.institution}
        self.row(CardEntry, **lies, card=card, seen_on=LONG_AGO.date(), **told)
        self.passed = PassedRequest.objects.create(
            institution=family.owner, worker=author.user, asked_on=LONG_AGO.date()
        )

    # ---- Referrals

    def referral(
        self, name: str, parties: tuple[str, str], state: str, *, places: tuple[Any, ...], category: str, **more: Any
    ) -> Sent:
        """`places` are (anchor, whom it is about, case) of each side; a draft has that of the sender alone."""
        sender, addressee = (self.cast.at(key) for key in parties)
        author = next(one for one in self.actors.values() if one.institution == sender)
        sent_at = {"sent_at": LONG_AGO} if state != "draft" else {}
        facts = {"author": author.user, "since_at": LONG_AGO, "due_on": date(2026, 11, 12), **sent_at, **more}
        found = Sent(self.row(Referral, sender=sender, addressee=addressee, state=state, **facts))
        for party, (anchor, subject, case) in zip(Party, places, strict=False):
            self._side(found, party, anchor, subject, case, category)
        self.sent[name] = found
        return found

    def _side(self, sent: Sent, party: Party, anchor: Anchor, subject: Anchor, case: Any, category: str) -> None:
        lies = {"owner": anchor.owner, "anchor": anchor, "subject": subject}
        lies |= {**_label(COORDINATION), **sent.referral.copied}
        side = self.row(Side, **lies, referral=sent.referral, party=party, case=case)
        sent.sides[party] = side
        for number in (1, 2):
            self.letter(side, category, number)

    def letter(self, side: Side, category: str, number: int) -> None:
        self.row(
            Letter,
            owner=side.owner,
            anchor=side.anchor,
            subject=side.subject,
            side=side,
            number=number,
            basis="welfare_task",
            reason_code="absence",
            sent_at=LONG_AGO,
            **_label(category),
        )

    def answer(self, sent: Sent, worker: Worker, move: str, at: datetime, category: str = EDUCATION) -> None:
        for side in sent.sides.values():
            lies = {"owner": side.owner, "anchor": side.anchor, "subject": side.subject}
            said = {"move": move, "author": worker.user, "written_at": at}
            self.row(Answer, **lies, **_label(category), side=side, **said)
        with travelling(at):
            record(worker.actor, f"referral.{move}", sent.referral.about(), after=sent.referral.state)


def _label(category: str) -> dict[str, Any]:
    return {"category": category, "level": LEVEL_OF[Category(category)]}
