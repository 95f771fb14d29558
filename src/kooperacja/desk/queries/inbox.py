"""Letters that lie in the institution's inbox: nobody has taken them up yet."""

from dataclasses import dataclass

from kooperacja.access.door import visible
from kooperacja.access.visible import Total
from kooperacja.agreements.labels import Purpose
from kooperacja.disclosures.queries.register import to_answer
from kooperacja.foundation.actor import Actor
from kooperacja.inquiries.queries import listing as inquiries
from kooperacja.referrals.models import Side
from kooperacja.referrals.queries.home import IN_THE_INBOX, in_the_inbox
from kooperacja.referrals.queries.rows import Row, described, row_of
from kooperacja.tasks.queries import listing as tasks

PAGE = 50


@dataclass(frozen=True, slots=True)
class InboxPage:
    rows: tuple[Row, ...]
    total: Total
    after: str
    before: str
    data: Total
    asked: Total
    offered: Total


def inbox_page(actor: Actor, *, after: str = "", before: str = "") -> InboxPage:
    """By deadline, the most pressing first. Five statements, whatever the data. `data` counts
    disclosures that wait for an answer, `asked` requests of other institutions,
    `offered` actions that they propose.
    """
    rows = visible(Side, actor, Purpose.JOINT_HELP).filter(in_the_inbox())
    page = described(rows, actor, Purpose.JOINT_HELP).page(IN_THE_INBOX, after=after, before=before, limit=PAGE)
    data = to_answer(actor, Purpose.JOINT_HELP)
    asked = inquiries.to_answer(actor, Purpose.JOINT_HELP)
    offered = tasks.to_accept(actor, Purpose.JOINT_HELP)
    return InboxPage(tuple(map(row_of, page.rows)), rows.count(), page.after, page.before, data, asked, offered)
