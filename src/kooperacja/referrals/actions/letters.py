"""Writing a referral, completing it, and sending it: a copy of the letter becomes the addressee's."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.actions import appoint, inbox_of, new_anchor
from kooperacja.access.models import Anchor, AnchorKind, Capacity
from kooperacja.access.queries import intake_workers
from kooperacja.access.unrestricted import on_behalf
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.audit import actions as audit
from kooperacja.cases.models import Case
from kooperacja.directory.actions import next_number
from kooperacja.directory.kinds import Series
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now, today
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.foundation.folding import fold
from kooperacja.foundation.forms import OLDEST
from kooperacja.people.models import Person
from kooperacja.referrals import law
from kooperacja.referrals.access import can_draft, can_write_letter
from kooperacja.referrals.actions.steps import (
    JOINT_HELP,
    counterpart,
    kind_of,
    label,
    newest_letter,
    other_institution,
    tell,
    turn,
)
from kooperacja.referrals.models import FamilyKnows, Letter, Party, Referral, Side, Urgency
from kooperacja.referrals.queries.letters import Content, first_gap
from kooperacja.referrals.workflow import DRAFT, FLOW, WRITABLE


@writes
def draft_referral(
    *,
    actor: Actor,
    content: Content,
    addressee_id: int | None = None,
    urgency: str = Urgency.NORMAL,
    case: Case | None = None,
    person: Person | None = None,
) -> Side:
    """A draft, on the sender's side only; its number is given now. It lies in the dossier of `case`,
    about `person`, where they are given; otherwise in a new dossier of the author.
    """
    can_draft(actor).require()
    referral = Referral(
        number=next_number(actor.institution_id, Series.REFERRAL, today().year),
        sender_id=actor.institution_id,
        addressee=other_institution(actor, addressee_id, "addressee") if addressee_id else None,
        urgency=_urgency(urgency),
        author_id=actor.user_id,
    )
    referral.save(force_insert=True)
    side = _side(referral, Party.SENDER, *_where(actor, case, person), case=case)
    audit.record(actor, "referral.draft", side.of_referral())
    door.require(actor, door.WRITE, side, JOINT_HELP)
    _save_letter(actor, side, 1, content)
    return side


@writes
def change_draft(
    *,
    actor: Actor,
    side: Side,
    mark: str,
    content: Content,
    addressee_id: int | None = None,
    urgency: str = Urgency.NORMAL,
) -> None:
    """Write the letter on: of a draft, or of a referral that came back, where the next version is
    begun and only the letter changes. `mark` is the text that the writer saw (I35).
    """
    door.require(actor, door.WRITE, side, JOINT_HELP)
    can_write_letter(actor, side.referral).require()
    if side.referral.state not in WRITABLE:
        raise audit.quicker(FLOW, side.referral)
    letter = newest_letter(actor, side)
    if letter.mark != mark:
        raise stale()
    if letter.is_sent:
        _save_letter(actor, side, letter.number + 1, content)
    else:
        audit.edit(actor, letter, "letter.change", letter.version, **_columns(actor, content))
        _readable(actor, letter)
    if side.referral.state == DRAFT:
        _readdress(actor, side.referral, addressee_id, urgency)


@writes
def send_referral(*, actor: Actor, side: Side) -> None:
    """Hand a copy of the letter over to the addressee's inbox. It needs a basis of its own and no
    agreement (DESIGN 4); the addressee's workers are told that there is a task, and nothing else.
    """
    referral, letter = side.referral, newest_letter(actor, side)
    _complete(actor, referral, letter)
    at = now()
    turn(actor, side, "send", sent_at=at)
    institution_id = other_institution(actor, referral.addressee_id, "addressee").pk
    subject = new_anchor(AnchorKind.PERSON, institution_id)
    with on_behalf("referrals.counterpart"):
        theirs = _side(referral, Party.ADDRESSEE, inbox_of(institution_id), subject)
        _hand_over(letter, theirs, at)
    tell(theirs, "send")


@writes
def resend(*, actor: Actor, side: Side) -> None:
    """Send the completed letter: the next version on both sides, the earlier ones stay."""
    letter = newest_letter(actor, side)
    if letter.is_sent and side.referral.state in WRITABLE:
        raise RuleBroken("letter.unchanged", _("First complete the letter, then send it again."))
    _complete(actor, side.referral, letter)
    turn(actor, side, "resend")
    theirs = counterpart(side)
    if theirs:
        with on_behalf("referrals.counterpart"):
            _hand_over(letter, theirs, now())


def stale() -> Conflict:
    return Conflict(
        "version.stale",
        _("Somebody changed this page a moment ago. Nothing was overwritten; compare and save again."),
    )


def _where(actor: Actor, case: Case | None, person: Person | None) -> tuple[Anchor, Anchor]:
    """The dossier in which the sender's side lies, and the anchor of the person that it is about."""
    for given in filter(None, (case, person)):
        door.require(actor, door.WRITE, given, JOINT_HELP)
    subject = person.anchor if person else new_anchor(AnchorKind.PERSON, actor.institution_id)
    if case:
        return case.anchor, subject
    dossier = new_anchor(AnchorKind.DOSSIER, actor.institution_id)
    appoint(
        actor,
        user_id=actor.user_id,
        institution_id=actor.institution_id,
        anchor=dossier,
        capacity=Capacity.KEY_WORKER,
    )
    return dossier, subject


def _side(referral: Referral, party: Party, anchor: Anchor, subject: Anchor, case: Case | None = None) -> Side:
    side = Side(
        owner_id=anchor.owner_id,
        anchor=anchor,
        subject=subject,
        category=Category.COORDINATION,
        level=LEVEL_OF[Category.COORDINATION],
        referral=referral,
        party=party,
        case=case,
        **referral.copied,
    )
    side.save(force_insert=True)
    return side


def _save_letter(actor: Actor, side: Side, number: int, content: Content) -> Letter:
    columns = _columns(actor, content)
    _only_newest_is_found(side)
    letter = Letter(**{**label(side, columns["category"]), **columns}, side=side, number=number)
    letter.save(force_insert=True)
    audit.record(actor, "letter.write", letter.about())
    _readable(actor, letter)
    return letter


def _hand_over(letter: Letter, theirs: Side, at: datetime) -> None:
    """The sender's version is closed, and its copy lies with the addressee."""
    Letter._base_manager.filter(pk=letter.pk).update(sent_at=at, version=F("version") + 1)
    _only_newest_is_found(theirs)
    columns = {name: getattr(letter, name) for name in (*asdict(Content()), "folded")}
    copy = Letter(**label(theirs, letter.category), **columns, side=theirs, number=letter.number, sent_at=at)
    copy.save(force_insert=True)


def _only_newest_is_found(side: Side) -> None:
    Letter._base_manager.filter(side_id=side.pk).update(folded="")


def _columns(actor: Actor, content: Content) -> dict[str, Any]:
    """The columns of a letter, tidied and checked; the basis decides its category and level."""
    typed = asdict(content)
    columns: dict[str, Any] = {k: v.strip() if isinstance(v, str) else v for k, v in typed.items()}
    _coded(actor, columns)
    _dated("born_on", content.born_on, _("The date of birth must be a day from 1900 until today."))
    _dated("agreed_on", content.agreed_on, _("The day of the agreement must be a day until today."))
    basis = law.basis_of(columns["basis"])
    _within(basis, columns)
    category = basis.category if basis else Category.FAMILY
    folded = fold(" ".join((columns["first_name"], columns["last_name"], columns["place"])))
    return {**columns, "category": category, "level": LEVEL_OF[category], "folded": folded}


def _dated(name: str, day: date | None, refusal: Any) -> None:
    if day and not OLDEST <= day <= today():
        raise RuleBroken(f"letter.{name}", refusal, field=name)


# What every letter says of itself, beside the fields that its basis lets pass.
ALWAYS = frozenset({"basis", "agreed_on"})


def _within(basis: law.Basis | None, columns: dict[str, Any]) -> None:
    """What the basis does not let pass is not kept in the letter, not even in a draft of it."""
    passes = {*basis.passes, *ALWAYS} if basis and basis.passes else columns.keys()
    extra = next((name for name, value in columns.items() if value and name not in passes), None)
    if extra:
        sentence = _(
            "With the agreement of a client only the kind of the matter, a telephone and what the client wants pass."
        )
        raise RuleBroken("letter.beyond_basis", sentence, field=extra)


def _coded(actor: Actor, columns: dict[str, Any]) -> None:
    """Codes must be ones that an institution of this kind may choose today."""
    kind, day = kind_of(actor.institution_id), today()
    choices = {
        "reason_code": {row.code for row in law.reasons_for("referral", kind, day)},
        "basis": {row.code for row in law.bases_for(kind, day)},
        "family_knows": set(FamilyKnows.values),
    }
    for name, codes in choices.items():
        if columns[name] and columns[name] not in codes:
            raise RuleBroken(f"letter.{name}", _("Choose an answer from the list."), field=name)


def _readable(actor: Actor, letter: Letter) -> None:
    if not door.decide(actor, door.WRITE, letter, JOINT_HELP):
        sentence = _("You are not authorised to process the data that this basis covers.")
        raise RuleBroken("letter.not_authorised", sentence, field="basis")


def _readdress(actor: Actor, referral: Referral, addressee_id: int | None, urgency: str) -> None:
    addressee = other_institution(actor, addressee_id, "addressee") if addressee_id else None
    wanted = {"addressee": addressee, "urgency": _urgency(urgency)}
    if (referral.addressee_id, referral.urgency) != (addressee_id, urgency):
        audit.edit(actor, referral, "referral.readdress", referral.version, **wanted)


def _urgency(value: str) -> str:
    if value not in Urgency.values:
        raise RuleBroken("referral.urgency", _("Say how urgent it is."), field="urgency")
    return value


def _complete(actor: Actor, referral: Referral, letter: Letter) -> None:
    """Nothing leaves without an addressee who is there, a request, a reason, a person and a basis."""
    gap = first_gap(referral, letter)
    if gap:
        raise RuleBroken(f"referral.no_{gap.field}", gap.sentence, field=gap.field)
    addressee = other_institution(actor, referral.addressee_id, "addressee")
    if not intake_workers(addressee.pk):
        sentence = _("Nobody at %(name)s opens referrals here yet. Choose another institution, or call them.")
        raise RuleBroken("addressee.nobody", sentence % {"name": addressee.short_name}, field="addressee")
    _coded(actor, {"reason_code": letter.reason_code, "basis": letter.basis, "family_knows": letter.family_knows})
