"""Who may register people. Their rows carry these labels:

| row | anchor | subject | category |
|---|---|---|---|
| Person | the person | the person | identity |
| Pesel | the person | the person | identity |
| Occupation | the person | the person | education or employment |
| Detail | the person | the person | by its kind (`kinds.CATEGORY_OF`) |
| Household | the household | the household | family |
| Relation | the household | the person | family |
"""

from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.snapshot import snapshot
from kooperacja.access.standing import Standing
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.verdict import YES, Verdict, no

# What a household and the people in it consist of.
NEEDED = frozenset({Category.IDENTITY, Category.FAMILY})


def writing(actor: Actor) -> Standing:
    """The actor's own facts for writing about clients of his institution."""
    with snapshot() as shot:
        return door.standing(actor, Purpose.JOINT_HELP, shot, door.WRITE)


def can_register(actor: Actor) -> Verdict:
    """The role, the authorisation (art. 29 RODO) and the statement of confidentiality."""
    mine = writing(actor)
    if mine.is_live and mine.categories >= NEEDED:
        return YES
    return no(
        "people.not_authorised",
        _("You are not authorised to register people for this institution."),
        _("Ask your manager for an authorisation to process personal data."),
    )
