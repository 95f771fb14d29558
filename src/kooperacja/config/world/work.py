"""Cases with their notes, and referrals with both of their sides, as the two institutions hold them."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from kooperacja.access.models import Anchor, AnchorKind
from kooperacja.agreements.labels import Category, Level
from kooperacja.cases import law
from kooperacja.cases.models import ENDED, NO_DATE, Case, Note
from kooperacja.config.world.kept import Kept
from kooperacja.directory.kinds import Series
from kooperacja.directory.models import NumberSeries
from kooperacja.foundation.clock import OPEN_END, local_date
from kooperacja.foundation.folding import fold
from kooperacja.referrals import deadlines
from kooperacja.referrals.law import basis_of
from kooperacja.referrals.models import Answer, Letter, Party, Referral, ReferralState, Side
from kooperacja.referrals.queries.letters import Content

# ---- Cases


def cases(kept: Kept) -> None:
    items = [item for item in kept.world.dossiers if item.case]
    taken = {(item.owner, item.case.number) for item in items if item.case and item.case.number}
    made = kept.load(Case, [_case(kept, item, item.case, taken) for item in items])
    for item, row in zip(items, made, strict=True):
        kept.pk[item.key] = row.pk
        kept.tell("dossiers", item.key, case=row.pk, ref=row.ref, number=row.number)


def _case(kept: Kept, item: Any, case: Any, taken: set[tuple[str, str]]) -> dict[str, Any]:
    learned_on = case.learned_on or case.opened_on
    deadline = law.interview_deadline(kept.institutions[item.owner].kind, learned_on, urgent=case.is_urgent)
    is_closed = case.state in ENDED
    return {
        **kept.label(item.key, case.household, Category.COORDINATION),
        "number": case.number or _free_number(kept, item.owner, case.opened_on, taken),
        "external_number": case.external_number,
        "state": case.state,
        "opened_on": case.opened_on,
        "learned_on": learned_on,
        "is_urgent": case.is_urgent,
        "interview_due_on": deadline.due_on if deadline else NO_DATE,
        "interview_done_on": case.interview_done_on,
        "closed_on": case.closed_on if is_closed else None,
        "close_reason": (case.close_reason or "") if is_closed else "",
        "suspend_reason": case.suspend_reason or "",
        "resume_on": case.resume_on or NO_DATE,
        "review_due_on": case.review_due_on or NO_DATE,
        "retention": case.retention,
    }


def _free_number(kept: Kept, owner: str, day: date, taken: set[tuple[str, str]]) -> str:
    """The next one that no case of the file names itself."""
    while True:
        number = kept.next_number(owner, Series.CASE, day.year)
        if (owner, number) not in taken:
            return number


def notes(kept: Kept) -> None:
    items = kept.world.notes
    households = {item.key: item.case.household for item in kept.world.dossiers if item.case}
    rows = (
        {
            **kept.label(item.dossier, item.subject or households[item.dossier], item.category),
            "case_id": kept.pk[item.dossier],
            "kind": item.kind,
            "happened_on": item.happened_on,
            "text": item.text,
            "author_id": kept.pk[item.author],
            "created_at": item.written_at or kept.at,
        }
        for item in items
    )
    for item, row in zip(items, kept.stored(Note, "notes", items, list(rows)), strict=True):
        kept.tell("notes", item.key, ref=row.ref)


# ---- Referrals

# Which instants a referral has in a state, in their order; those that the file leaves out are those before.
PASSED = {
    ReferralState.RECEIVED: ("received_at",),
    ReferralState.ACCEPTED: ("received_at", "accepted_at"),
    ReferralState.RETURNED: ("received_at",),
    ReferralState.DECLINED: ("received_at", "ended_at"),
    ReferralState.REDIRECTED: ("received_at", "ended_at"),
    ReferralState.IN_PROGRESS: ("received_at", "accepted_at", "started_at"),
    ReferralState.ANSWERED: ("received_at", "accepted_at", "started_at", "answered_at"),
    ReferralState.CLOSED: ("received_at", "accepted_at", "started_at", "answered_at", "confirmed_at", "ended_at"),
    ReferralState.WITHDRAWN: ("ended_at",),
}
INSTANTS = ("received_at", "accepted_at", "started_at", "answered_at", "confirmed_at", "ended_at")
WRITTEN = tuple(field.name for field in fields(Content) if field.name != "family_knows")


def referrals(kept: Kept) -> None:
    items = kept.world.referrals
    made = kept.stored(Referral, "referrals", items, [_referral(kept, item) for item in items])
    copied = {item.key: row.copied for item, row in zip(items, made, strict=True)}
    for item, row in zip(items, made, strict=True):
        kept.tell("referrals", item.key, ref=row.ref, number=row.number)
    both = [(item, party, {**row, **copied[item.key]}) for item, party, row in (*_senders(kept), *_addressees(kept))]
    _copies(kept, both, kept.load(Side, [side for _item, _party, side in both]))


def _referral(kept: Kept, item: Any) -> dict[str, Any]:
    reached = _instants(item)
    since = max([item.sent_at or item.created_at or kept.at, *reached.values()])
    created = item.created_at or item.sent_at or kept.at
    return {
        "number": kept.next_number(item.sender, Series.REFERRAL, local_date(created).year),
        "sender_id": kept.pk[item.sender],
        "addressee_id": kept.some(item.addressee),
        "state": item.state,
        "urgency": item.urgency,
        "author_id": kept.pk[item.author],
        "assigned_to_id": kept.some(item.assigned_to),
        "redirected_to_id": kept.some(item.redirected_to),
        "created_at": created,
        "since_at": since,
        "sent_at": item.sent_at or OPEN_END,
        "due_on": _due_on(item, reached.get("accepted_at", since), since),
        **reached,
    }


def _instants(item: Any) -> dict[str, datetime]:
    passed, last, reached = PASSED.get(item.state, ()), item.sent_at, {}
    for name in INSTANTS:
        given = getattr(item, name)
        if given or name in passed:
            last = reached[name] = given or last
    return reached


def _due_on(item: Any, accepted: datetime, since: datetime) -> date:
    stage = deadlines.stage_in(item.state)
    start = accepted if stage == deadlines.ANSWER else since
    return deadlines.due_on(stage, start, urgent=item.urgency == "urgent")


Placed = tuple[Any, Party, dict[str, Any]]


def _senders(kept: Kept) -> list[Placed]:
    return [
        (item, Party.SENDER, _side(kept, item, Party.SENDER, item.file, kept.anchor[item.subject]))
        for item in kept.world.referrals
    ]


def _addressees(kept: Kept) -> list[Placed]:
    """Of those that were sent. Who is known by the letter only has a file of his own with the addressee."""
    items: list[Any] = [item for item in kept.world.referrals if item.sent_at]
    unknown = [item for item in items if item.addressee_subject is None]
    rows = ({"kind": AnchorKind.PERSON, "owner_id": kept.pk[item.addressee]} for item in unknown)
    made = dict(zip((item.key for item in unknown), kept.load(Anchor, rows), strict=True))
    return [
        (
            item,
            Party.ADDRESSEE,
            _side(
                kept,
                item,
                Party.ADDRESSEE,
                item.addressee_file or item.addressee,
                made[item.key].pk if item.key in made else kept.anchor[item.addressee_subject],
            ),
        )
        for item in items
    ]


def _side(kept: Kept, item: Any, party: Party, file: str, subject: int) -> dict[str, Any]:
    return {
        **kept.labelled(kept.owner[file], kept.anchor[file], subject, Category.COORDINATION),
        "referral_id": kept.pk[item.key],
        "party": party,
        # A dossier without a case has no row of its own, and an institution is no case.
        "case_id": kept.pk.get(file) if file in kept.with_case else None,
    }


def _copies(kept: Kept, both: list[Placed], sides: list[Any]) -> None:
    """The letter, and each answer, once on each side."""
    letters = kept.load(Letter, [_letter(item, row) for (item, _, _), row in zip(both, sides, strict=True)])
    said = [
        (item, party, side, letter, answer)
        for (item, party, _row), side, letter in zip(both, sides, letters, strict=True)
        for answer in item.answers
    ]
    answers = kept.load(Answer, [_answer(kept, side, letter, answer) for _, _, side, letter, answer in said])
    for (item, party, _row), side, letter in zip(both, sides, letters, strict=True):
        told = {"side": side.pk, "letter": letter.pk, "subject": side.subject_id, "answers": []}
        kept.tell("referrals", item.key, **{party.value: told})
    for (item, party, *_rest), row in zip(said, answers, strict=True):
        kept.ids["referrals"][item.key][party.value]["answers"].append(row.pk)


def _beside(side: Any, category: str) -> dict[str, Any]:
    return {**Kept.labelled(side.owner_id, side.anchor_id, side.subject_id, category), "side_id": side.pk}


def _letter(item: Any, side: Any) -> dict[str, Any]:
    letter, basis = item.letter, basis_of(item.letter.basis)
    return {
        **_beside(side, basis.category if basis else Category.FAMILY),
        **{name: getattr(letter, name) for name in WRITTEN},
        "family_knows": letter.family_knows or "",
        "folded": fold(" ".join((letter.first_name, letter.last_name, letter.place))),
        "sent_at": item.sent_at,
    }


def _answer(kept: Kept, side: Any, letter: Any, answer: Any) -> dict[str, Any]:
    """Words about health stay with those who may read of it (referrals.actions.steps)."""
    category = Category.FAMILY if letter.level <= Level.ORDINARY else letter.category
    return {
        **_beside(side, category),
        "move": answer.move,
        "reason_code": answer.reason_code,
        "text": answer.text,
        "author_id": kept.pk[answer.author],
        "written_at": answer.at,
    }


def series(kept: Kept) -> None:
    """Numbers that people draw later go on after those of the file."""
    kept.load(
        NumberSeries,
        (
            {"institution_id": kept.pk[key], "series": name, "year": year, "last": last}
            for (key, name, year), last in kept.number.items()
        ),
    )
