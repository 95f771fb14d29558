"""How much of everything there is, for the fictional county, which checks what it has loaded."""

from collections import Counter

from kooperacja.access.models import Veto
from kooperacja.access.unrestricted import unrestricted
from kooperacja.accounts.models import User
from kooperacja.agreements.models import Agreement
from kooperacja.cases.models import Case
from kooperacja.directory.models import Institution, Membership
from kooperacja.people.models import Household
from kooperacja.referrals.models import Referral


def totals() -> dict[str, int]:
    """Institutions, kinds of them, accounts, families: numbers only, no row of them."""
    with unrestricted(Household, "demo.load") as households:
        families = households.count()
    return {
        "institutions": Institution.objects.count(),
        "kinds": Institution.objects.values("kind").distinct().count(),
        "accounts": User.objects.count(),
        "families": families,
    }


def by_state() -> dict[str, Counter[str]]:
    """How many agreements, cases and referrals are in each state; how many posts and vetoes of a kind."""
    with unrestricted(Referral, "demo.load") as referrals, unrestricted(Case, "demo.load") as cases:
        return {
            "agreements": Counter(Agreement.objects.values_list("state", flat=True)),
            "cases": Counter(cases.values_list("state", flat=True)),
            "referrals": Counter(referrals.values_list("state", flat=True)),
            "roles": Counter(Membership.objects.values_list("role", flat=True)),
            "vetoes": Counter(Veto.objects.values_list("kind", flat=True)),
        }
