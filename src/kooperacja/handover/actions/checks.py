"""What every act asks of the rows that were sent, and whom it tells."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from kooperacja.audit.models import About
from kooperacja.directory.models import Membership
from kooperacja.directory.queries import workers
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Conflict, RuleBroken
from kooperacja.handover.queries.files import File
from kooperacja.handover.queries.substitutions import Handing
from kooperacja.notices import actions as notices
from kooperacja.referrals.access import WORKING

Chosen = Mapping[int, int]


def locked(actor: Actor, user_id: int) -> None:
    """Two people who hand over the same worker's files do it one after the other."""
    mine = Membership.objects.select_for_update().filter(user=user_id, institution=actor.institution_id)
    list(mine.order_by("pk").values_list("pk"))


def picked(handing: Handing, chosen: Chosen) -> list[tuple[File, int]]:
    """The files with who takes each; 0 leaves one out. One refusal refuses all."""
    files = {file.anchor_id: file for file in handing.files}
    takes = {place: user_id for place, user_id in chosen.items() if user_id}
    if not takes:
        raise RuleBroken("handover.nothing", _("Choose who takes at least one file."), field="rows")
    if not takes.keys() <= files.keys():
        raise _changed()
    people = {one.user_id: one for one in handing.people}
    for place, user_id in takes.items():
        if user_id not in people:
            sentence = _("Choose a colleague who works with families in your institution.")
            raise RuleBroken("handover.stranger", sentence, field="rows")
        if people[user_id].refusal:
            raise RuleBroken("handover.cannot", people[user_id].refusal, field="rows")
        _may_be_his(files[place], people[user_id].name, user_id)
    return [(file, takes[file.anchor_id]) for file in handing.files if file.anchor_id in takes]


def _may_be_his(file: File, name: str, user_id: int) -> None:
    refusal = file.refusal(user_id)
    if refusal:
        told = {"file": file.label, "name": name, "why": refusal}
        sentence = _("%(file)s cannot be given to %(name)s: %(why)s. Nothing was changed.")
        raise RuleBroken("handover.not_his", sentence % told, field="rows")


def _changed() -> Conflict:
    sentence = _("The list has changed in the meantime, so nothing was done. Look at it again and choose once more.")
    return Conflict("handover.changed", sentence, field="rows")


def tell(actor: Actor, people: Iterable[int], code: str) -> None:
    """One notice for each person and act; it leads to the list."""
    to = set(people) - {actor.user_id}
    about = About("handover", actor.institution_id)
    notices.send(to=to, institution_id=actor.institution_id, code=f"handover.{code}", about=about)


def supervisors(institution_id: int) -> list[int]:
    """Who reads the list of files that nobody leads, and all substitutions of the institution."""
    return list(workers(institution_id).filter(supervises=True, role__in=WORKING).values_list("user_id", flat=True))


def see_news(*, actor: Actor) -> None:
    """The reader has the list open: its notices are no longer new for him."""
    notices.mark_seen(actor=actor, about=About("handover", actor.institution_id))
