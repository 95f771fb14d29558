"""Taking a consent back: at once, in the same place where it was given, and as easily (art. 7 ust. 3 RODO)."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kooperacja.access import actions as facts
from kooperacja.access.models import TEAM, Basis, Share
from kooperacja.access.queries import appointed, intake_workers
from kooperacja.access.what_if import Change, what_if
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.audit.models import About
from kooperacja.cases.models import Case
from kooperacja.consents.actions.checks import may_take_back
from kooperacja.consents.models import Consent, ConsentItem
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.intervals import valid_at
from kooperacja.notices import actions as notices


@writes
def withdraw(*, actor: Actor, case: Case, consent: Consent, items: Sequence[ConsentItem]) -> None:
    """These items end now. Nothing is said of letters already received: they are the recipients'."""
    may_take_back(actor, case)
    if not items:
        raise RuleBroken("consent.nothing", _("Mark what is withdrawn."), field="items")
    ending = [item.basis for item in items if item.basis is not None]
    if len(ending) < len(items):
        sentence = _("This person refused this item. There is nothing to withdraw.")
        raise RuleBroken("consent.was_refused", sentence, field="items")
    if not all(basis.holds_at(now()) for basis in ending):
        sentence = _("This item has ended already. Nobody sees anything on it.")
        raise RuleBroken("consent.ended", sentence, field="items")
    end_consents(actor, ending)
    record(actor, "consent.withdraw", consent.about(), items=[item.number for item in items])


def end_consents(actor: Actor, bases: Sequence[Basis]) -> None:
    """The one way in which consents end: windows on them close, and who looked through them is told, without a
    word about whom it concerns.
    """
    windows = list(_windows(bases).select_related("anchor"))
    for basis in bases:
        facts.end_basis(actor, basis)
    for window in windows:
        _tell(window)


def try_withdrawal(*, actor: Actor, case: Case, bases: Sequence[Basis]) -> list[Change]:
    """What workers of partners would lose; nothing is changed."""
    may_take_back(actor, case)
    return what_if(lambda: end_consents(actor, bases), _windows(bases))


def _windows(bases: Iterable[Basis]) -> QuerySet[Share]:
    return Share.objects.filter(valid_at(now()), basis__in=[basis.pk for basis in bases])


def _tell(window: Share) -> None:
    """Those who looked through it; where nobody did, those who open the recipient's inbox."""
    posts = appointed([window.anchor_id]).filter(institution=window.recipient_id, capacity__in=TEAM)
    to = [post.user_id for post in posts] or intake_workers(window.recipient_id)
    about = About("share", window.pk)
    notices.send(to=to, institution_id=window.recipient_id, code="consent.withdrawn", about=about)
