"""Who may attach, read and withdraw a file. The row carries these labels:

| row | anchor | subject | category |
|---|---|---|---|
| StoredFile | where it was attached (a dossier, a person) | whom it is about | chosen; the level follows from it |

`access.door` decides whether the row may be written or read at all. A download is a copy that leaves the
product, so its routes have the action `export`, and an emergency opens none (I17).
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import LEVEL_OF, Category, Purpose
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no


def can_attach(actor: Actor, category: str) -> Verdict:
    """Whether the worker's role and authorisation let him write what is about this."""
    if category in attachable(actor):
        return YES
    return no("file.category", _("You are not authorised to attach papers about this."))


def can_withdraw(actor: Actor, file: StoredFile) -> Verdict:
    """The one who attached it, or who supervises: a paper that somebody else relies on does not disappear."""
    with snapshot() as shot:
        mine = door.standing(actor, Purpose.JOINT_HELP, shot, door.WRITE)
    if file.owner_id == actor.institution_id and mine.is_live and (mine.supervises or file.author_id == actor.user_id):
        return YES
    return no("file.withdraw_by_others", _("A file is withdrawn by the one who attached it, or by the manager."))


def attachable(actor: Actor) -> list[Category]:
    """Categories of files that this worker may attach, ordinary ones first."""
    with snapshot() as shot:
        mine = door.standing(actor, Purpose.JOINT_HELP, shot, door.WRITE)
    return [category for category in LEVEL_OF if mine.is_live and category in mine.categories]
