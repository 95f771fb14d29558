"""Families, letters, institutions and agreements for rules that look at every page, and the addresses of them."""

import re
from copy import copy
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from kooperacja.access.actions import authorise, break_glass, hide_from
from kooperacja.access.models import Share
from kooperacja.access.permit import permit
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.blue_cards.actions import CardA, InCard, fill_card
from kooperacja.blue_cards.models import BlueCard, CardPerson
from kooperacja.cases import actions as cases
from kooperacja.cases.models import Case, Note
from kooperacja.consents import actions as consents
from kooperacja.consents.models import Consent, PrivacyNotice
from kooperacja.diagnosis import actions as diagnosis
from kooperacja.diagnosis.models import Diagnosis, Workshop
from kooperacja.directory.kinds import Role
from kooperacja.disclosures import actions as disclosures
from kooperacja.disclosures.models import DisclosedItem, RegisterEntry
from kooperacja.documents.actions import store_file
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.refs import new_ref
from kooperacja.foundation.routes import Route
from kooperacja.inquiries import actions as inquiries
from kooperacja.inquiries.models import InquirySide, InquiryText
from kooperacja.meetings import actions as meetings
from kooperacja.meetings.models import CaseItem, GeneralItem
from kooperacja.meetings.queries.rows import get_meeting
from kooperacja.people.actions import DetailText, add_detail
from kooperacja.people.kinds import DetailKind
from kooperacja.people.models import Detail, Person, Relation
from kooperacja.plans import actions as plans
from kooperacja.plans.models import Plan, PlanGoal
from kooperacja.referrals.models import Letter, Side
from kooperacja.sharing.actions import open_window, record_basis
from kooperacja.tasks import actions as tasks
from kooperacja.tasks.models import TaskSide
from kooperacja.teams import actions as teams
from kooperacja.teams.models import ConflictOfInterest, Seat, Team
from tests.cast import MONDAY, Town, enrol
from tests.documents.conftest import pdf
from tests.meetings.conftest import founded
from tests.referrals import story

PARAMETER = re.compile(r"<[a-z_]+:([a-z_]+)>")


class County:
    """Anna's families, the school's letters, institutions, agreements and workers. What is first is done by the
    real actions; the rest are copies of it, because a page costs the same whatever the words in its rows.
    """

    def __init__(self, cast: Town) -> None:
        self.cast = cast
        self.case = self._family()
        self.side = story.sent(cast)
        tomasz = cast.tomasz
        self.lock = hide_from(cast.anna.actor, anchor_id=self.case.subject_id, user_id=tomasz.user.pk)
        why = "Ktoś grozi rodzinie, trzeba znaleźć dzieci."
        self.emergency = break_glass(tomasz.actor, subject_id=self.case.subject_id, reason=why)
        self.window = self._shown_to_the_school()
        self.file = self._attached()
        self.consent, self.notice = self._agreed()
        self.detail = self._known()
        self.entry = self._disclosed()
        self.asked = self._asked()
        self.plan, self.goal, self.given, self.written = self._planned()
        self.team, self.seat = self._team()
        self.diagnosis, self.workshop = self._diagnosed()
        self.item = self._meets()
        self.card = self._carded()
        self.copies = 0

    def _family(self) -> Case:
        anna, when = self.cast.anna, MONDAY.date()
        case = cases.open_case(actor=anna.actor, family_name="Lipa", learned_on=when, key_worker_id=anna.user.pk)
        cases.add_member(actor=anna.actor, case=case, first_name="Ola", kinship="daughter")
        self.mother = cases.add_member(actor=anna.actor, case=case, first_name="Maria", kinship="mother")
        words = {"kind": "visit", "happened_on": when, "category": Category.FAMILY, "text": "Rozmowa w domu."}
        cases.write_note(actor=anna.actor, case=case, **words)
        return case

    def _attached(self) -> StoredFile:
        about = {"anchor_id": self.case.anchor_id, "subject_id": self.case.subject_id, "category": Category.FAMILY}
        return store_file(actor=self.cast.anna.actor, **about, name="skan.pdf", content=pdf())

    def _known(self) -> Detail:
        """A line of the card that no lock and no mask touches."""
        anna = self.cast.anna
        told = {"text": "600 100 200", "since": MONDAY.date(), "kind": DetailKind.CONTACT}
        with permit():
            first = Relation._base_manager.select_related("person").earliest("pk").person
        return add_detail(actor=anna.actor, person=first, typed=DetailText(**told))

    def _shown_to_the_school(self) -> Share:
        what = {"category": Category.COORDINATION, "purpose": Purpose.JOINT_HELP, "source": "art. 100"}
        keys: dict[str, Any] = {"actor": self.cast.anna.actor, "case": self.case}
        whom = {"subject_id": self.case.subject_id, "recipient_id": self.cast.at("school").pk}
        basis = record_basis(**keys, **whom, **what, is_consent=False)
        return open_window(**keys, place_id=self.case.anchor_id, basis=basis)

    def _agreed(self) -> tuple[Consent, PrivacyNotice]:
        """The daughter, whose age nobody knows, agreed to one thing and was told."""
        texts = []
        for kind in ("consent", "notice"):
            text = consents.write_text(actor=self.cast.filip.actor, kind=kind, language="pl", body="Treść.")
            consents.approve_text(actor=self.cast.halina.actor, wording=text, version=1, since=today())
            texts.append(text)
        with permit():
            rows = Relation._base_manager.filter(anchor_id=self.case.subject_id).select_related("person")
            ola = rows.earliest("pk").person
        keys: dict[str, Any] = {"actor": self.cast.anna.actor, "case": self.case}
        when: dict[str, Any] = {
            "signed_on": today(),
            "until": date(2027, 12, 31),
            "medium": "paper",
            "wording": texts[0].pk,
        }
        item = consents.Item(self.cast.at("school").pk, Category.EDUCATION)
        who = {"person": ola, "signer": self.mother}
        row = consents.give_consent(**keys, **who, **when, items=[item])
        told: dict[str, Any] = {
            "people": [ola],
            "wording": texts[1].pk,
            "way": "handed",
            "given_on": today(),
        }
        return row, consents.give_notice(**keys, **told)[0]

    def _disclosed(self) -> RegisterEntry:
        """The county centre sees by law who the daughter is."""
        person = self.consent.subject_id
        marked = disclosures.Chosen(person, person, Category.IDENTITY, self.cast.at("pcpr").pk)
        keys: dict[str, Any] = {"actor": self.cast.anna.actor, "case": self.case, "aim": Purpose.JOINT_HELP}
        return disclosures.disclose(**keys, chosen=[marked])[0]

    def _asked(self) -> InquirySide:
        """The labour office is asked by law about the mother, which Anna waits for."""
        keys: dict[str, Any] = {"actor": self.cast.anna.actor, "case": self.case, "person": self.mother}
        wanted = inquiries.Wanted((Category.EMPLOYMENT,), "Czy pobiera zasiłek?")
        return inquiries.ask_information(**keys, addressee_id=self.cast.at("pup").pk, basis="ups_105", wanted=wanted)

    def _team(self) -> tuple[Team, Seat]:
        """Anna's institution leads it; the school sits in it, and nobody has signed yet."""
        ewa = self.cast.ewa.actor
        about: dict[str, Any] = {"variant": "rural", "kind": "pzk", "agreement": self.cast.agreement}
        team = teams.found_team(actor=ewa, name="PZK Wierzbowo", **about)
        teams.add_act(actor=ewa, team=team, kind="rules", number="1", issuer="zespół", signed_on=today())
        seat = teams.open_seat(actor=ewa, team=team, institution=self.cast.at("school"), function="member")
        own = teams.open_seat(actor=ewa, team=team, institution=self.cast.at("gops"), function="member")
        own = teams.name_worker(actor=ewa, seat=own, user_id=self.cast.anna.user.pk)
        teams.declare_conflict(actor=self.cast.anna.actor, seat=own, words="sprawy sąsiadów")
        return team, teams.name_worker(actor=ewa, seat=seat, user_id=self.cast.piotr.user.pk)

    def _planned(self) -> tuple[Plan, PlanGoal, TaskSide, TaskSide]:
        """A draft with an action that nobody was offered yet, and one that the clinic was."""
        keys: dict[str, Any] = {
            "actor": self.cast.anna.actor,
            "plan": plans.make_plan(actor=self.cast.anna.actor, case=self.case),
        }
        goal = plans.add_goal(**keys, category=Category.FAMILY, words=plans.GoalWords("Spokojny dom"))
        wanted = tasks.Wanted("Konsultacja", self.cast.at("ppp").pk, today() + timedelta(days=30))
        written = plans.add_action(**keys, goal=goal, wanted=wanted)
        given = tasks.give(actor=self.cast.anna.actor, case=self.case, wanted=wanted)
        return keys["plan"], goal, given, written

    def _diagnosed(self) -> tuple[Diagnosis, Workshop]:
        """A diagnosis with one area, in a case that has come to it, and a workshop that is planned."""
        anna = self.cast.anna.actor
        with permit():
            Case._base_manager.filter(pk=self.case.pk).update(state="assessment")
            self.case.refresh_from_db()
        made = diagnosis.begin_diagnosis(actor=anna, case=self.case)
        rating = diagnosis.Rating(2, "Ciepło.", "Remont.", "Da się mieszkać.", "visit", today())
        diagnosis.rate_area(actor=anna, diagnosis=made, area="housing", rating=rating)
        return made, diagnosis.plan_workshop(actor=anna, case=self.case, day=today())

    def _meets(self) -> CaseItem:
        """The team of Ewa, Anna and the school meets about the family."""
        team = founded(self.cast, "ewa", "anna", "piotr")
        day = now() + timedelta(days=14)
        row = meetings.plan(actor=self.cast.ewa.actor, team=team, starts_at=day, place="GOPS")
        meeting = get_meeting(self.cast.anna.actor, row.ref)
        meetings.add_item(actor=self.cast.anna.actor, meeting=meeting, title="Szkolenie")
        return meetings.add_case(actor=self.cast.anna.actor, meeting=meeting, case=self.case, why="plan")

    def _carded(self) -> BlueCard:
        """Anna fills a card about the mother, whom the father is suspected to have hurt."""
        anna = self.cast.anna
        mine: dict[str, Any] = {"user_id": anna.user.pk, "institution_id": anna.institution.pk}
        authorise(anna.actor, **mine, categories=(Category.VIOLENCE,))
        people = (InCard("victim", self.mother), InCard("suspect", first_name="Adam"))
        told = CardA(happened_on=today(), place="home", acts=("physical",), people=people)
        return fill_card(actor=anna.actor, case=self.case, told=told)

    def grow(self, *, real: int, copies: int) -> None:
        """More files of their own, and more rows in those that are there."""
        for _ in range(real):
            self._family()
            story.sent(self.cast)
        with permit():
            for _ in range(copies):
                self.copies += 1
                self._copy_referral()
                self._copy_case()
                self._copy_public_rows()

    def _copy_referral(self) -> None:
        first = self.side.referral
        referral = copied(first, ref=new_ref(), number=f"SP.W.9{self.copies:03}.2026")
        for side in Side._base_manager.filter(referral=first):
            other = copied(side, referral=referral, **referral.copied)
            for letter in Letter._base_manager.filter(side=side):
                copied(letter, side=other)

    def _copy_case(self) -> None:
        case = copied(self.case, ref=new_ref(), number=f"GOPS.9{self.copies:03}.2026")
        copied(Note._base_manager.filter(case=self.case).first(), ref=new_ref())
        copied(self.file, ref=new_ref(), place=uuid4())
        relation = Relation._base_manager.filter(anchor_id=self.case.subject_id).first()
        person = copied(Person._base_manager.get(pk=relation.person_id), ref=new_ref())
        copied(relation, person=person)
        copied(self.detail, ref=new_ref())
        entry = copied(self.entry, disclosure=copied(self.entry.disclosure, ref=new_ref()))
        copied(DisclosedItem._base_manager.filter(entry=self.entry).first(), entry=entry)

        meeting = copied(self.item.meeting, ref=new_ref())
        copied(self.item, ref=new_ref(), why="other", meeting=meeting)
        copied(self.item, ref=new_ref(), case=case)
        copied(GeneralItem.objects.earliest("pk"), ref=new_ref())
        asked = copied(self.asked, inquiry=copied(self.asked.inquiry, ref=new_ref()))
        copied(InquiryText._base_manager.filter(side=self.asked).first(), side=asked)
        copied(self.goal, key=new_ref())
        card = copied(self.card, ref=new_ref())
        copied(CardPerson._base_manager.filter(card=self.card).first(), card=card)
        copied(self.given, task=copied(self.given.task, ref=new_ref()))

    def _copy_public_rows(self) -> None:
        place = copied(self.cast.at("mostek"), key=None, name=f"Fundacja {self.copies}")
        agreement = self.cast.agreement
        copied(agreement.parties.first(), institution=place)
        copied(agreement.clauses.first())
        other = copied(agreement, ref=new_ref())
        copied(agreement.parties.first(), agreement=other)
        seat = copied(self.seat, institution=place, user=None)
        copied(self.team, ref=new_ref())
        user = User.objects.create(email=f"{self.copies}@gops.example", full_name=f"Osoba {self.copies}")
        enrol(user, self.cast.at("gops"), Role.TEAM_MEMBER, title="asystent rodziny")
        copied(ConflictOfInterest.objects.earliest("pk"), seat=copied(seat, user=user))
        copied(self.team.acts.first(), number=f"9/{self.copies}")

    def parameters(self) -> dict[str, Any]:
        """What stands for each parameter of an address, by the path up to it."""
        with permit():
            relation = Relation._base_manager.select_related("household", "person").earliest("pk")
            note = Note._base_manager.filter(case=self.case).earliest("pk")
        return {
            "rodziny/<ref>": self.case.ref,
            "rodziny/<ref>/notatka/<note>": note.ref,
            "rodziny/<ref>/pliki/<file>": self.file.ref,
            "pliki/<ref>": self.file.ref,
            "rodziny/<ref>/zgody/nowa/<person>": relation.person.ref,
            "rodziny/<ref>/zgody/druk/<person>": relation.person.ref,
            "rodziny/<ref>/zgody/ekran/<person>": relation.person.ref,
            "rodziny/<ref>/zgody/podpis/<person>": relation.person.ref,
            "rodziny/<ref>/zgody/<consent>": self.consent.ref,
            "rodziny/<ref>/klauzula/<notice>": self.notice.ref,
            "zgody/teksty/<pk>": self.consent.wording_id,
            "udostepnienia/<ref>": self.entry.disclosure.ref,
            "udostepnienia/<ref>/ruch/<name>": "close",
            "spotkania/<ref>": self.item.meeting.ref,
            "spotkania/<ref>/ruch/<name>": "cancel",
            "spotkania/<ref>/punkt/<item>": self.item.ref,
            "prosby/<ref>": self.asked.inquiry.ref,
            "prosby/<ref>/ruch/<name>": "withdraw",
            "diagnozy/<ref>": self.diagnosis.ref,
            "diagnozy/<ref>/obszary/<area>": "housing",
            "diagnozy/<ref>/ruch/<name>": "finish",
            "warsztaty/<ref>": self.workshop.ref,
            "warsztaty/<ref>/ruch/<name>": "hold",
            "procedury/<ref>": self.card.ref,
            "procedury/<ref>/ruch/<name>": "hand_over",
            "procedury/wnioski/<pk>": 0,
            "plany/<ref>": self.plan.ref,
            "plany/<ref>/cele/<key>": self.goal.key,
            "plany/<ref>/dzialania/<task>": self.written.task.ref,
            "plany/<ref>/ruch/<name>": "consult",
            "dzialania/<ref>": self.given.task.ref,
            "dzialania/<ref>/ruch/<name>": "cancel",
            "rodziny/<ref>/zespol/<user_id>": self.cast.anna.user.pk,
            "rodziny/<ref>/dokumenty/<code>": "T05",
            "rodziny/<ref>/stan/<move>": "close",
            "rodziny/gospodarstwo/<ref>": relation.household.ref,
            "karta/<ref>": self.detail.ref,
            "blokady/gospodarstwo/<ref>": relation.household.ref,
            "osoby/<ref>": relation.person.ref,
            "skierowania/<ref>": self.side.referral.ref,
            "skierowania/<ref>/<move>": "przyjmij",
            **self._for_programs(relation.person.ref, note.ref),
            "porozumienia/<ref>": self.cast.agreement.ref,
            "zespoly/<ref>": self.team.ref,
            "zespoly/<ref>/<move>": "end",
            "zespoly/<ref>/miejsca/<pk>": self.seat.pk,
            "zespoly/<ref>/akty/<pk>": 0,
            "zespoly/<ref>/konflikty/<pk>": 0,
            "warianty/<code>": "rural",
            "kwestionariusze/<code>": "standard",
            "instytucje/<pk>": self.cast.at("gops").pk,
            "skierowania/ulotka/<pk>": self.cast.at("gops").pk,
            "pracownicy/<pk>": self.cast.anna.membership.pk,
            "klucze/<pk>": 0,
            "co-jesli/<ref>": self.cast.agreement.ref,
            "rodziny/<ref>/blokady/<pk>": self.lock.pk,
            "blokady/<pk>": self.lock.pk,
            "dostep-ratunkowy/<pk>": self.emergency.pk,
            "dlaczego/<kind>": "case",
            "dlaczego/<kind>/<pk>": self.case.pk,
            "kto-widzi/<kind>": "case",
            "kto-widzi/<kind>/<pk>": self.case.pk,
        }

    def _of_a_case(self) -> dict[str, Any]:
        return {"locks/<pk>": self.lock.pk, "bases/<pk>": self.window.basis_id, "windows/<pk>": self.window.pk}

    def _for_programs(self, person: str, note: str) -> dict[str, Any]:
        case, agreement = self.case.ref, self.cast.agreement
        return (
            _of_programs("institutions/", {"<pk>": self.cast.at("gops").pk, "<pk>/units/<unit>": 0})
            | _of_programs("cases/", {"<ref>": case, "<ref>/notes/<note>": note})
            | _of_programs("cases/<ref>/team/", {"<user_id>": self.cast.anna.user.pk})
            | _of_programs("cases/<ref>/", self._of_a_case())
            | _of_programs("cases/<ref>/consents/", {"<consent>": self.consent.ref})
            | _of_programs("consent-texts/", {"<pk>": self.consent.wording_id})
            | _of_programs("disclosures/", {"<ref>": self.entry.disclosure.ref})
            | _of_programs("inquiries/", {"<ref>": self.asked.inquiry.ref})
            | _of_programs("plans/", {"<ref>": self.plan.ref, "<ref>/goals/<key>": self.goal.key})
            | _of_programs("diagnoses/", {"<ref>": self.diagnosis.ref, "<ref>/areas/<area>": "housing"})
            | _of_programs("workshops/", {"<ref>": self.workshop.ref})
            | _of_programs("tasks/", {"<ref>": self.given.task.ref})
            | _of_programs("blue-cards/", {"<ref>": self.card.ref})
            | _of_programs("meetings/", {"<ref>": self.item.meeting.ref, "<ref>/points/<item>": self.item.ref})
            | _of_programs("emergencies/", {"<pk>": self.emergency.pk})
            | _of_programs("locks/", {"<pk>": self.lock.pk})
            | _of_programs("windows/", {"<pk>": self.window.pk, "<pk>/readers/<user_id>": self.cast.piotr.user.pk})
            | _of_programs("workers/", {"<pk>": self.cast.anna.membership.pk})
            | _of_programs("agreements/", {"<ref>": agreement.ref, "<ref>/parties/<pk>": 0, "<ref>/clauses/<pk>": 0})
            | _of_programs("teams/", {"<ref>": self.team.ref, "<ref>/seats/<pk>": self.seat.pk})
            | _of_programs("teams/", {"<ref>/acts/<pk>": 0, "<ref>/conflicts/<pk>": 0})
            | _of_programs("variants/", {"<code>": "rural"})
            | _of_programs("files/", {"<ref>": self.file.ref})
            | _of_programs("details/", {"<ref>": self.detail.ref})
            | _of_programs("people/", {"<ref>": person})
            | _of_programs("referrals/", {"<ref>": self.side.referral.ref})
        )


def _of_programs(path: str, keys: dict[str, Any]) -> dict[str, Any]:
    """`api/v1/cases/<ref>` and what stands deeper."""
    return {f"api/v1/{path}{deeper}": value for deeper, value in keys.items()}


def copied(row: Any, **changes: Any) -> Any:
    other = copy(row)
    other._state = copy(row._state)
    other._state.adding, other._state.fields_cache, other.pk = True, dict(row._state.fields_cache), None
    for name, value in changes.items():
        setattr(other, name, value)
    other.save(force_insert=True)
    return other


def address(route: Route, parameters: dict[str, Any]) -> str:
    """The path with its parameters filled in; one that nobody has named stays and fails."""
    path = route.path
    while found := PARAMETER.search(path):
        key = PARAMETER.sub(r"<\1>", route.path)
        key = key[: key.index(f"<{found[1]}>") + len(found[1]) + 2]
        assert key in parameters, f"say in parameters() which row shows {route.path}: {key}"
        path = path[: found.start()] + str(parameters[key]) + path[found.end() :]
    return f"/{path}"
