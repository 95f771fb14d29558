"""Entries of the giver's side: prepared with a disclosure, or written for a window that was opened from elsewhere."""

from django.utils.translation import gettext_lazy as _

from kooperacja.access.models import Share
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import LEVEL_OF, Category
from kooperacja.cases.models import Case
from kooperacja.disclosures.access import LABEL, SECOND_PERSON_FROM
from kooperacja.disclosures.actions.checks import tell_recipient, turn
from kooperacja.disclosures.actions.handing_over import receive
from kooperacja.disclosures.models import DisclosedItem, Disclosure, Mode, Party, RegisterEntry
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import RuleBroken


def prepared(actor: Actor, case: Case, aim: str, recipient_id: int, mode: str, **more: str) -> RegisterEntry:
    parties = {"giver_id": actor.institution_id, "recipient_id": recipient_id}
    disclosure = Disclosure(**parties, purpose=aim, mode=mode, author_id=actor.user_id, **more)
    disclosure.save(force_insert=True)
    lies = {"owner_id": case.owner_id, "anchor_id": case.anchor_id, "subject_id": case.subject_id}
    entry = RegisterEntry(**LABEL, **lies, disclosure=disclosure, party=Party.GIVER, case=case)
    entry.save(force_insert=True)
    return entry


@writes
def enter_window(*, actor: Actor, case: Case, share: Share) -> None:
    """A window that a program or the terminal opened is in the register too: one entry for each recipient. What
    needs a second person is refused here, because nobody would look at it.
    """
    category = Category(share.category)
    if LEVEL_OF[category] >= SECOND_PERSON_FROM:
        sentence = _("A second person looks at these data first. Prepare them on the page “Hand data over”.")
        raise RuleBroken("disclosure.second_needed", sentence, field="basis_id", is_denial=True)
    entry = prepared(actor, case, share.purpose, share.recipient_id, Mode.WINDOW)
    item = DisclosedItem(
        **LABEL,
        owner_id=entry.owner_id,
        anchor_id=entry.anchor_id,
        subject_id=share.subject_id,
        entry=entry,
        number=1,
        data=category,
        place=share.anchor_id,
        agreement_id=share.agreement_id,
        basis_id=share.basis_id,
        share=share,
    )
    item.save(force_insert=True)
    turn(actor, entry, "disclose", disclosed_at=now())
    receive(entry, [(item, "")])
    tell_recipient(entry.disclosure, "disclose")
