"""Reads of agreements: level 0, open to everybody who is signed in and acts for an institution."""

from kooperacja.agreements.queries.lists import (
    SORTS,
    Row,
    Wanted,
    agreement_keys,
    agreement_list,
    all_agreements,
    parties_offered,
)
from kooperacja.agreements.queries.news import News, news
from kooperacja.agreements.queries.page import AgreementPage, ClauseLine, OpinionLine, PartyLine, agreement_page
from kooperacja.agreements.queries.papers import (
    agreements_of_keys,
    differs,
    get_agreement,
    get_clause,
    get_party,
    page_of_agreement,
)

__all__ = [
    "SORTS",
    "AgreementPage",
    "ClauseLine",
    "News",
    "OpinionLine",
    "PartyLine",
    "Row",
    "Wanted",
    "agreement_keys",
    "agreement_list",
    "agreement_page",
    "agreements_of_keys",
    "all_agreements",
    "differs",
    "get_agreement",
    "get_clause",
    "get_party",
    "news",
    "page_of_agreement",
    "parties_offered",
]
