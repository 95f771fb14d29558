"""What is new for a reader: notices about agreements that he has not opened, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from kooperacja.agreements.models import Agreement
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Text
from kooperacja.notices.queries import unseen

SENTENCES: dict[str, Text] = {
    "agreement.negotiate": _("Read it and change what is needed"),
    "agreement.review": _("Give the opinion of the data protection officer"),
    "agreement.opinion": _("The data protection officer has given an opinion"),
    "agreement.submit": _("It waits for the signature of your institution"),
    "agreement.enforce": _("It was brought into force"),
    "agreement.amend": _("It was changed by an annex or an accession"),
    "agreement.withdraw": _("A party has left"),
    "agreement.expiring": _("It expires soon: prepare an annex or a new agreement"),
}
MOST = 10


@dataclass(frozen=True, slots=True)
class News:
    """One notice: of which agreement, and what is expected."""

    title: str
    ref: str
    text: Text
    at: datetime


def news(actor: Actor) -> list[News]:
    """The newest ones, in one statement."""
    about = Agreement.objects.filter(pk=OuterRef("about_id"))
    rows = unseen(actor, "agreement").annotate(title=Subquery(about.values("title")), ref=Subquery(about.values("ref")))
    return [News(row.title, row.ref, SENTENCES.get(row.code, row.code), row.created_at) for row in rows[:MOST]]
