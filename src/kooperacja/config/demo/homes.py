"""The grandmother with whom Ola spends her weekends, and who is the guardian of a cousin."""

from datetime import date
from typing import Any

from kooperacja.cases import actions as cases
from kooperacja.config.demo.county import WIERZBOWO
from kooperacja.config.demo.families import Family
from kooperacja.config.demo.people import Member
from kooperacja.foundation.actor import Actor
from kooperacja.people.kinds import Kinship

COURT = "postanowienie SR w Brzezinie, III RNsm 118/25"
ZOFIA = Member("Zofia", "Modrzewska", date(1958, 6, 11), Kinship.GRANDMOTHER)
MICHAL = Member("Michał", "Modrzewski", date(2016, 10, 2), Kinship.FOSTER_CHILD)
MODRZEWSCY = Family("Modrzewscy", WIERZBOWO, WIERZBOWO, (ZOFIA, MICHAL))


def welcome(story: Any, _county: Any, actor: Actor, told: tuple[Any, Member]) -> None:
    """A child of another family lives here too: one person, in both."""
    other, child = told
    cases.join_member(actor=actor, case=story.case, person=other.people[child], kinship=Kinship.RELATIVE)
