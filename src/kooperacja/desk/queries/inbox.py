"""Letters that lie in the institution's inbox: nobody has taken them up yet."""

from django.db.models import Q

from kooperacja.access.door import visible
from kooperacja.access.models import AnchorKind
from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.actor import Actor
from kooperacja.referrals.models import Party, ReferralState, Side

# A letter waits until it is assigned or answered with a no; then it leaves the inbox or is done with.
WAITING = (ReferralState.SENT, ReferralState.RECEIVED, ReferralState.ACCEPTED)

IN_THE_INBOX = Q(anchor__kind=AnchorKind.INBOX, party=Party.ADDRESSEE, referral__state__in=WAITING)


def waiting_count(actor: Actor) -> int:
    """For the menu; exact up to a thousand."""
    return visible(Side, actor, Purpose.JOINT_HELP).filter(IN_THE_INBOX).count().number
