"""The use cases of a referral. `letters`: writing and sending; `decisions`: what the addressee says;
`work`: who takes it up, what was done, how it ends; `steps`: what every move does.
"""

from kooperacja.referrals.actions.decisions import accept, decline, receive, redirect, return_for_completion
from kooperacja.referrals.actions.letters import change_draft, draft_referral, resend, send_referral
from kooperacja.referrals.actions.steps import see_news
from kooperacja.referrals.actions.work import (
    assign,
    close_unconfirmed,
    confirm,
    link_case,
    not_done,
    open_case,
    reassign,
    report_done,
    withdraw,
)
from kooperacja.referrals.queries.letters import Content

__all__ = [
    "Content",
    "accept",
    "assign",
    "change_draft",
    "close_unconfirmed",
    "confirm",
    "decline",
    "draft_referral",
    "link_case",
    "not_done",
    "open_case",
    "reassign",
    "receive",
    "redirect",
    "report_done",
    "resend",
    "return_for_completion",
    "see_news",
    "send_referral",
    "withdraw",
]
