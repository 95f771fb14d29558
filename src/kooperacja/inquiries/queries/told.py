"""Requests in “Who got my data”: whoever is asked about a person by name learns of that person."""

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from kooperacja.access.door import visible
from kooperacja.disclosures.hooks import Somebody, Written
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import local_date, today
from kooperacja.inquiries import law
from kooperacja.inquiries.models import InquirySide, InquiryText, Party, Section
from kooperacja.inquiries.words import data_words


def told_of_inquiries(actor: Actor, people: Sequence[Somebody], purpose: str) -> Iterator[Written]:
    """Those that name one of these people; one that is put off leaves no trace until its day. Two statements."""
    asked = sorted({one.anchor_id for one in people})
    told = Q(review_on=None) | Q(review_on__lte=today())
    rows = visible(InquirySide, actor, purpose).owned().filter(told, party=Party.ASKER, subject_id__in=asked)
    sides = {row.pk: row for row in rows.select_related("inquiry__addressee", "inquiry__author").all("pk")}
    if not sides:
        return
    questions = visible(InquiryText, actor, purpose).filter(side_id__in=sorted(sides), section=Section.QUESTION)
    for text in questions.exclude(who="").all("pk"):
        yield _written(sides[text.side_id], text)


def _written(side: InquirySide, text: InquiryText) -> Written:
    about, line = side.inquiry, law.basis_of(side.inquiry.basis)
    sent = [_("first name and surname")] + ([_("date of birth")] if text.born_on else []) + [_("what we asked for")]
    return Written(
        day=local_date(about.sent_at),
        institution=about.addressee.name,
        subject_id=side.subject_id,
        what=", ".join(sent).capitalize(),
        why=_("We asked about: %(data)s") % {"data": data_words(about.data)},
        source=line.article if line else _("an agreement of both institutions"),
        worker=about.author.full_name,
    )
