"""What each kind of page exists to show of the rows that the model opens: written from what people are
told that the page holds, not from the queries behind it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kooperacja.access.models import AnchorKind, Emergency, Part
from kooperacja.agreements.labels import Level
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.intervals import valid_at
from kooperacja.notices.models import Notice
from kooperacja.people.kinds import MASKED, ON_PAPER, TIES, DetailKind
from kooperacja.referrals.access import WORKING
from tests.surfaces.canaries import Cell
from tests.surfaces.world import Seen

NAMES, FAMILY_NAMES = ("first_name", "last_name"), ("name", "place")
# Only the form of a bureau asks for a telephone.
TYPED = ("request", "reason", "done_so_far", *NAMES, "occupation", "guardians", "place")
LETTER = (*TYPED, "phone")
NO_DATE = date(9000, 1, 1)
# What an ecomap is drawn of.
DRAWN = TIES | {DetailKind.INSTITUTION}
# States of a case in which it is read only, and those in which a team works.
OVER = frozenset({"closed", "archived", "transferred"})
WORKED_ON = frozenset({"active", "review"})


@dataclass
class Page:
    """What one reader must find at one address, and what he may find there. `at` is the row of the address."""

    seen: Seen
    at: Any = None
    query: str = ""
    must: set[Cell] = field(default_factory=set)
    may: set[Cell] = field(default_factory=set)

    @property
    def actor(self) -> Actor:
        return self.seen.actor

    def tells(self, rows: Any, *fields: str) -> None:
        """These fields, no more and no less; that the row is linked by its keys is allowed."""
        for row in each(rows):
            self.must |= _cells(row, fields)
            self.links(row)

    def links(self, rows: Any) -> None:
        """Keys alone: the row is named, as in the address of a link."""
        for row in each(rows):
            self.may |= _cells(row, [name for name in ("pk", "ref") if hasattr(row, name)])

    def may_tell(self, rows: Any, *fields: str) -> None:
        for row in each(rows):
            self.may |= _cells(row, fields)
            self.links(row)

    def allowed(self) -> set[Cell]:
        anchors = {Cell("anchor", number, "pk") for number in self.seen.anchors}
        return self.must | self.may | anchors


def each(rows: Any) -> Iterable[Any]:
    if rows is None:
        return ()
    return rows if isinstance(rows, list | tuple) else (rows,)


def _cells(row: Any, fields: Iterable[str]) -> set[Cell]:
    return {Cell(str(row._meta.model_name), row.pk, name) for name in fields}


def nothing(page: Page) -> None:
    """No word about any family."""


def own_views(page: Page) -> None:
    """A list carries the reader's saved views of it."""
    page.may |= _own("savedview", page)


def own_view(page: Page) -> None:
    """Its name, and where it leads."""
    page.must |= {Cell("savedview", page.at.pk, name) for name in ("name", "query")}


def _own(kind: str, page: Page) -> set[Cell]:
    from kooperacja.desk.models import SavedView

    mine = SavedView.objects.filter(user_id=page.actor.user_id, institution_id=page.actor.institution_id)
    return {Cell(kind, pk, name) for pk in mine.values_list("pk", flat=True) for name in ("name", "query")}


def opened_mail(page: Page) -> None:
    """It leads to the page of its only notice, if that is open."""
    about = Notice.objects.get(pk=page.at.upto).about_id
    page.links(page.seen.of("referral", pk=about))


# ---- Cases


def household(page: Page, case: Any) -> Any | None:
    return page.seen.one("household", anchor_id=case.subject_id)


def people_of(page: Page, case: Any) -> list[Any]:
    parts = Part.objects.filter(valid_at(now()), dossier_id=case.anchor_id).values_list("subject_id", flat=True)
    return [row for row in page.seen.of("person") if row.anchor_id in set(parts)]


def case_named(page: Page) -> None:
    """The line above every form of a case."""
    page.tells(page.at, "number")
    page.tells(household(page, page.at), "name")
    page.may_tell(household(page, page.at), "place")
    page.may_tell(page.at, "external_number")


def case_headed(page: Page) -> None:
    page.tells(page.at, "number", "external_number")
    page.tells(household(page, page.at), *FAMILY_NAMES)


def case_file(page: Page) -> None:
    case_headed(page)
    people = people_of(page, page.at)
    page.tells(people, *NAMES)
    for person in people:
        page.tells(page.seen.of("occupation", person_id=person.pk), "text")
    notes_of(page)
    for side in page.seen.of("side", case_id=page.at.pk):
        page.links(side)
        page.tells(page.seen.of("referral", pk=side.referral_id), "number")


def card_on_paper(page: Page) -> None:
    """What T08 of the people of a case says; what is masked and graver is printed for nobody."""
    page.tells(page.at, "number")
    page.tells(household(page, page.at), *FAMILY_NAMES)
    people = people_of(page, page.at)
    page.tells(people, *NAMES, "born_on")
    for person in people:
        page.tells(page.seen.of("occupation", person_id=person.pk), "text")
        on_card(page, [row for row in page.seen.of("detail", person_id=person.pk) if row.kind in ON_PAPER])


def family_drawn(page: Page) -> None:
    """A genogram and an ecomap: who is in the family, what they do, and what their cards say of ties."""
    page.tells(page.at, "number")
    page.may_tell(page.at, "external_number")
    page.may_tell(household(page, page.at), *FAMILY_NAMES)
    family_as_rows(page)


def family_as_rows(page: Page) -> None:
    page.tells(people_of(page, page.at), *NAMES)
    ties_as_rows(page)


def ties_as_rows(page: Page) -> None:
    for person in people_of(page, page.at):
        page.may_tell(person, *NAMES)
        page.tells(page.seen.of("occupation", person_id=person.pk), "text")
        on_card(page, [row for row in page.seen.of("detail", person_id=person.pk) if row.kind in DRAWN])


def case_journal(page: Page) -> None:
    case_headed(page)
    notes_of(page)
    _names_of_notes(page)


def notes_as_rows(page: Page) -> None:
    notes_of(page)
    _names_of_notes(page)


def notes_of(page: Page) -> None:
    page.tells(page.seen.of("note", case_id=page.at.pk), "text")


def _names_of_notes(page: Page) -> None:
    """Above a note stands whom it is about."""
    about = {note.subject_id for note in page.seen.of("note", case_id=page.at.pk)}
    page.tells([one for one in people_of(page, page.at) if one.anchor_id in about], *NAMES)


def files_of(page: Page) -> None:
    """Names of files and whom each is about, and in the form the people of the case; nothing of what is in a file."""
    page.tells(page.at, "number")
    files_as_rows(page)
    page.may_tell(people_of(page, page.at), *NAMES)


def files_as_rows(page: Page) -> None:
    files = page.seen.of("storedfile", anchor_id=page.at.anchor_id)
    page.tells(files, "name")
    about = {one.subject_id for one in files}
    page.tells([one for one in people_of(page, page.at) if one.anchor_id in about], *NAMES)


def file_to_withdraw(page: Page) -> None:
    page.tells(page.at, "name")
    page.tells(page.seen.of("case", anchor_id=page.at.anchor_id), "number")


def content_of(page: Page) -> None:
    page.tells(page.at, "content")


def note_form(page: Page) -> None:
    case_named(page)
    page.tells(people_of(page, page.at), *NAMES)


def note_to_correct(page: Page) -> None:
    """The address names a note; its case is in the line above the form."""
    note = page.at
    page.at = page.seen.one("case", pk=note.case_id)
    case_named(page)
    page.tells(note, "text")
    page.at = note


def family_form(page: Page) -> None:
    case_named(page)
    page.tells(household(page, page.at), *FAMILY_NAMES)


def cases(page: Page) -> None:
    own_views(page)
    for case in page.seen.of("case"):
        if "state=all" in page.query or case.state not in OVER:
            page.tells(case, "number", "external_number")
            page.tells(household(page, case), *FAMILY_NAMES)
            # The place of the next page is told by the column that the list is sorted by.
            page.may_tell(household(page, case), "folded")


def choice_of_case(page: Page) -> None:
    for case in page.seen.of("case"):
        if case.state not in OVER:
            page.tells(case, "number")
            page.tells(household(page, case), "name")


def case_of_household(page: Page) -> None:
    """It leads on to the newest case."""
    found = page.seen.of("case", subject_id=page.at.anchor_id)
    page.must |= _cells(found[-1], ["ref"]) if found else set()


# ---- People


def person(page: Page) -> None:
    one = page.at
    page.tells(one, *NAMES, "born_on")
    page.tells(page.seen.of("occupation", person_id=one.pk), "text")
    homes = {row.household_id for row in page.seen.of("relation", person_id=one.pk)}
    home = next((row for row in page.seen.of("household") if row.pk in homes), None)
    page.tells(home, "name")
    if home:
        page.may_tell(home, "place")
        _others_at(page, home, one)

    card = page.seen.of("detail", person_id=one.pk)
    on_card(page, [row for row in card if row.kind not in MASKED])
    page.links([row for row in card if row.kind in MASKED])


def on_card(page: Page, rows: Any, *more: str) -> None:
    """What is masked is covered everywhere; the paper that says it is not."""
    for row in each(rows):
        page.tells(row, *(() if row.kind in MASKED else ("text",)), "paper", *more)


def detail_told(page: Page) -> None:
    """Only a masked text can be asked for."""
    detail_named(page)
    if page.at.kind in MASKED:
        page.tells(page.at, "text")


def card_kinds(page: Page) -> None:
    page.links(page.at)


def detail_form(page: Page) -> None:
    on_card(page, page.at)
    page.links(page.seen.of("person", pk=page.at.person_id))


def detail_named(page: Page) -> None:
    page.links(page.at)
    page.links(page.seen.of("person", pk=page.at.person_id))


def number_told(page: Page) -> None:
    """The page of a person after its reader has asked for the PESEL number, which no other page tells."""
    person(page)
    page.tells(page.seen.of("pesel", person_id=page.at.pk), "number")


def _others_at(page: Page, home: Any, one: Any) -> None:
    living = {row.person_id for row in page.seen.of("relation", household_id=home.pk)} - {one.pk}
    others = [row for row in page.seen.of("person") if row.pk in living]
    page.tells(others, *NAMES)
    for other in others:
        page.tells(page.seen.of("occupation", person_id=other.pk), "text")


def person_form(page: Page) -> None:
    page.tells(page.at, *NAMES, "born_on")
    page.tells(page.seen.of("occupation", person_id=page.at.pk), "text")


# ---- Referrals


def sides_of(page: Page, referral: Any) -> list[Any]:
    """The reader's own side; where there is none, one that another institution shows."""
    found = page.seen.of("side", referral_id=referral.pk)
    mine = [one for one in found if one.owner_id == page.actor.institution_id]
    return (mine or found)[:1]


def letters(page: Page, side: Any) -> list[Any]:
    return sorted(page.seen.of("letter", side_id=side.pk), key=lambda one: -one.number)


def answers(page: Page, side: Any) -> list[Any]:
    return sorted(page.seen.of("answer", side_id=side.pk), key=lambda one: one.written_at)


def referral_page(page: Page) -> None:
    """The letter with its earlier versions, the answers, the case if it is open to the reader too."""
    for side in sides_of(page, page.at):
        page.tells(page.at, "number")
        page.links(side)
        page.tells(letters(page, side), *LETTER)
        page.tells(answers(page, side), "text")
        page.tells(page.seen.one("case", pk=side.case_id), "number")


def referral_on_paper(page: Page) -> None:
    for side in sides_of(page, page.at):
        page.tells(page.at, "number")
        page.tells(letters(page, side)[:1], *LETTER)
        page.tells(answers(page, side), "text")


def referral_named(page: Page) -> None:
    page.tells(page.at, "number")


def referral_step(page: Page) -> None:
    """A form of a move: opening a case is filled in from the letter, joining one offers those that there are."""
    page.tells(page.at, "number")
    for side in sides_of(page, page.at):
        page.may_tell(letters(page, side)[:1], "last_name", "place")
    page.may_tell([one for one in page.seen.of("case") if one.owner_id == page.actor.institution_id], "number")


def letter_form(page: Page) -> None:
    page.tells(page.at, "number")
    for side in sides_of(page, page.at):
        page.tells(letters(page, side)[:1], *TYPED, "born_on")


def written_anew(page: Page) -> None:
    """A new letter takes over what is known: of an earlier one, of a case, of a person."""
    kind = str(page.at._meta.model_name) if page.at is not None else ""
    if kind == "case":
        page.links(page.at)
        page.tells(household(page, page.at), "place")
    if kind == "person":
        page.tells(page.at, *NAMES, "born_on")
        page.tells(page.seen.of("occupation", person_id=page.at.pk), "text")
    if kind == "referral":
        page.links(page.at)
        for side in sides_of(page, page.at):
            page.tells(letters(page, side)[:1], *TYPED, "born_on")


def _line(page: Page, side: Any, *fields: str) -> None:
    """A referral in a list: whom it is about is there for ordinary letters only."""
    page.links(side)
    page.tells(page.seen.of("referral", pk=side.referral_id), "number")
    newest = letters(page, side)[:1]
    page.tells([one for one in newest if one.level <= Level.ORDINARY], *fields)


def _own_sides(page: Page) -> list[Any]:
    return page.seen.of("side", owner_id=page.actor.institution_id)


def _state(page: Page, side: Any) -> str:
    return str(page.seen.of("referral", pk=side.referral_id)[0].state)


def referrals(page: Page) -> None:
    party = "sender" if "tab=outgoing" in page.query else "addressee"
    own_views(page)
    for side in _own_sides(page):
        if side.party == party:
            _line(page, side, *NAMES, "place")


def inbox(page: Page) -> None:
    at_the_door = _inboxes()
    for side in page.seen.of("side", party="addressee"):
        if side.anchor_id in at_the_door and _state(page, side) in {"sent", "received", "accepted"}:
            _line(page, side, *NAMES, "place")


def _inboxes() -> set[int]:
    from kooperacja.access.models import Anchor

    return set(Anchor.objects.filter(kind=AnchorKind.INBOX).values_list("pk", flat=True))


def explained(page: Page) -> None:
    """The row itself is named by its kind and by the number of what it belongs to, if that is open too.
    A window is explained by its basis.
    """
    row, seen = page.at, page.seen
    page.links(row)
    kind = str(row._meta.model_name)
    if kind in {"side", "letter", "answer"}:
        number = row.referral_id if kind == "side" else _side_of(row)
        page.tells(seen.of("referral", pk=number), "number")
    if kind in {"case", "note"}:
        page.tells(seen.of("case", pk=row.pk if kind == "case" else row.case_id), "number")
    if kind in {"relation", "occupation", "pesel", "detail"}:
        page.links(seen.of("person", pk=row.person_id))
    if row.owner_id != page.actor.institution_id:
        page.may |= _bases(page, row) | _own_reasons(page, row)


def _side_of(row: Any) -> int:
    from kooperacja.access.permit import permit
    from kooperacja.referrals.models import Side

    with permit():
        return int(Side._base_manager.values_list("referral_id", flat=True).get(pk=row.side_id))


def _own_reasons(page: Page, row: Any) -> set[Cell]:
    """Who opened an emergency access reads the reason that he gave."""
    mine = {"user_id": page.actor.user_id, "institution_id": page.actor.institution_id, "subject_id": row.subject_id}
    return {Cell("emergency", pk, "reason") for pk in Emergency.objects.filter(**mine).values_list("pk", flat=True)}


def _bases(page: Page, row: Any) -> set[Cell]:
    from kooperacja.access.models import Basis

    mine = {"recipient_id": page.actor.institution_id, "subject_id": row.subject_id, "category": row.category}
    return {Cell("basis", pk, "source") for pk in Basis.objects.filter(**mine).values_list("pk", flat=True)}


# ---- Home

DESKS = {
    Role.KEY_WORKER, Role.FAMILY_TEAM_LEAD, Role.TEAM_MEMBER, Role.TEAM_COORDINATOR, Role.INSTITUTION_MANAGER
}  # fmt: skip
WAITS = {("addressee", "sent"), ("addressee", "received"), ("addressee", "accepted")}
WAITS |= {("sender", "returned"), ("sender", "answered")}


def home(page: Page) -> None:
    """What waits for the reader's institution, what waits for him, what came back, and whom to visit."""
    from kooperacja.access.models import Appointment

    if page.actor.role not in DESKS | {Role.ADVISER, Role.BUREAU_MANAGER}:
        return
    for side in _own_sides(page):
        referral = page.seen.of("referral", pk=side.referral_id)[0]
        mine = (side.party, referral.state) == ("sender", "draft") and referral.author_id == page.actor.user_id
        led = (side.party, referral.state) == ("addressee", "in_progress")
        led = led and referral.assigned_to_id == page.actor.user_id
        if page.actor.role in WORKING and (mine or led or (side.party, referral.state) in WAITS):
            _line(page, side, *NAMES)
    led_by_me = {"user": page.actor.user_id, "capacity": "key_worker"}
    files = set(Appointment.objects.filter(valid_at(now()), **led_by_me).values_list("anchor_id", flat=True))
    for case in page.seen.of("case"):
        visits = _waits_for_a_day(case)
        if case.anchor_id in files and visits and page.actor.role in DESKS:
            page.tells(case, "number")
            page.tells(household(page, case), "name")
    _actions(page)


def _waits_for_a_day(case: Any) -> bool:
    """For the family interview, the review of the plan, or the end of a rest."""
    if case.state in OVER:
        return False
    visits = case.interview_done_on is None and case.interview_due_on < NO_DATE
    return visits or case.state == "suspended" or (case.state in WORKED_ON and case.review_due_on < NO_DATE)


def deadlines(page: Page) -> None:
    """What the reader's home has, as far as it has a day, and in every role."""
    from kooperacja.access.models import Appointment

    for side in _own_sides(page):
        referral = page.seen.of("referral", pk=side.referral_id)[0]
        mine = (side.party, referral.state) == ("sender", "draft") and referral.author_id == page.actor.user_id
        led = (side.party, referral.state) == ("addressee", "in_progress")
        led = led and referral.assigned_to_id == page.actor.user_id
        waits = mine or led or (side.party, referral.state) in WAITS
        if page.actor.role in WORKING and side.due_on < NO_DATE and waits:
            _line(page, side, *NAMES)
    led_by_me = {"user": page.actor.user_id, "capacity": "key_worker"}
    files = set(Appointment.objects.filter(valid_at(now()), **led_by_me).values_list("anchor_id", flat=True))
    for case in page.seen.of("case"):
        visits = _waits_for_a_day(case)
        if case.anchor_id in files and visits:
            page.tells(case, "number")
            page.tells(household(page, case), "name")
    for side in page.seen.of("inquiryside"):
        if side.owner_id == page.actor.institution_id:
            page.links(page.seen.of("inquiry", pk=side.inquiry_id))
            page.may_tell(page.seen.one("case", anchor_id=side.anchor_id), "number")
    _actions(page)


def _actions(page: Page) -> None:
    for side in page.seen.of("taskside"):
        if side.owner_id == page.actor.institution_id:
            page.may_tell(page.seen.of("task", pk=side.task_id), "title")
            page.may_tell(side, "case_number")


def of_notices(page: Page) -> None:
    from kooperacja.notices.models import Notice

    mine = Notice.objects.filter(user_id=page.actor.user_id, institution_id=page.actor.institution_id, seen_at=None)
    for number in mine.values_list("about_id", flat=True):
        page.must |= {Cell("referral", row.pk, "pk") for row in page.seen.of("referral", pk=number)}
