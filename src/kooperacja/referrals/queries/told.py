"""Referrals in “Who got my data”: letters that went out about a person, where the family knows of the referral."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind, Part
from kooperacja.agreements.labels import Category
from kooperacja.disclosures.hooks import Somebody, Written
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, now
from kooperacja.foundation.folding import fold
from kooperacja.foundation.intervals import valid_at
from kooperacja.referrals import law
from kooperacja.referrals.models import FamilyKnows, Letter, Party, Side


def told_of_referrals(actor: Actor, people: Sequence[Somebody], purpose: str) -> Iterator[Written]:
    """Each version that was sent, where the last one says that the family has been told. A letter that is closed to
    the reader is told by who may read it. Three statements.
    """
    places = _Places.of(people)
    sides = visible(Side, actor, purpose).owned().filter(party=Party.SENDER)
    mine = sides.filter(Q(subject_id__in=sorted(places.people)) | Q(anchor_id__in=sorted(places.dossiers)))
    found = {side.pk: side for side in mine.select_related("referral__addressee", "referral__author").all("pk")}
    if not found:
        return
    letters = visible(Letter, actor, purpose).filter(side_id__in=sorted(found)).exclude(sent_at=None)
    versions: dict[int, list[Letter]] = {}
    for letter in letters.all("side_id", "number"):
        versions.setdefault(letter.side_id, []).append(letter)
    for pk, sent in versions.items():
        subject = places.about(found[pk], sent[-1])
        if subject and sent[-1].family_knows == FamilyKnows.YES:
            yield from (_written(found[pk], letter, subject) for letter in sent)


@dataclass(frozen=True, slots=True)
class _Places:
    """Whom the list is about, the dossiers in which they are, and everybody in those."""

    people: dict[int, Somebody]
    dossiers: frozenset[int]
    members: frozenset[int]

    @classmethod
    def of(cls, people: Sequence[Somebody]) -> "_Places":
        asked = {one.anchor_id: one for one in people}
        usual = {"dossier__kind": AnchorKind.DOSSIER}
        theirs = Part.objects.filter(valid_at(now()), subject_id__in=asked, **usual).values("dossier_id")
        parts = list(
            Part.objects.filter(valid_at(now()), dossier_id__in=theirs).values_list("dossier_id", "subject_id")
        )
        dossiers, members = {dossier for dossier, _subject in parts}, {subject for _dossier, subject in parts}
        return cls(asked, frozenset(dossiers), frozenset(members))

    def about(self, side: Side, letter: Letter) -> int:
        """Which of these people it is about, 0 where it is about somebody else. A letter that was written in a case
        without choosing the person has a subject of its own; it is known by the name that is in it.
        """
        if side.subject_id in self.people or side.subject_id in self.members:
            return side.subject_id if side.subject_id in self.people else 0
        return next((pk for pk, one in self.people.items() if _is_named(letter, one)), 0)


def _is_named(letter: Letter, one: Somebody) -> bool:
    """The same name, and no other date of birth."""
    same = (fold(letter.first_name), fold(letter.last_name)) == (fold(one.first_name), fold(one.last_name))
    return same and (letter.born_on is None or one.born_on is None or letter.born_on == one.born_on)


def _written(side: Side, letter: Letter, subject_id: int) -> Written:
    addressee, basis, reason = side.referral.addressee, law.basis_of(letter.basis), law.reason_label(letter.reason_code)
    sent_at = letter.sent_at or side.referral.sent_at
    return Written(
        day=local_date(sent_at),
        institution=addressee.name if addressee else "",
        subject_id=subject_id,
        what=f"{str(Category(letter.category).label).capitalize()}: {', '.join(_parts(letter))}",
        why=_("Referral: %(reason)s") % {"reason": reason} if reason else _("Referral"),
        source=f"{basis.label} ({basis.article})" if basis else "",
        worker=side.referral.author.full_name,
    )


def _parts(letter: Letter) -> Iterable[str]:
    """What is in it, without its content."""
    parts = {
        _("first name and surname"): letter.first_name or letter.last_name,
        _("date of birth"): letter.born_on,
        _("school or work"): letter.occupation,
        _("parents or guardians"): letter.guardians,
        _("place"): letter.place,
        _("what we ask for"): letter.request,
        _("what we observed"): letter.reason,
        _("what was done so far"): letter.done_so_far,
    }
    return [word for word, content in parts.items() if content]
