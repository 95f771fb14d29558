"""What the loaded county holds, and whether it is what the documentation promises."""

from collections import Counter
from dataclasses import dataclass

from kooperacja.access.models import Veto
from kooperacja.access.unrestricted import unrestricted
from kooperacja.accounts.models import User
from kooperacja.agreements.models import Agreement, AgreementState
from kooperacja.cases.models import Case, CaseState
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution, Membership
from kooperacja.foundation.errors import RuleBroken
from kooperacja.people.models import Household
from kooperacja.referrals.models import Referral, ReferralState

REASON = "demo.load"
# The least that each size holds; every size has every state of every workflow and every role.
PROMISED = {
    "tiny": {"families": 18, "referrals": 60},
    "small": {"families": 60, "referrals": 300},
    "large": {"families": 60, "referrals": 50_000},
}
INSTITUTIONS, KINDS, AGREEMENTS = 30, 15, 3


@dataclass(frozen=True, slots=True)
class Summary:
    """How many there are; of what has states or kinds, by each of them."""

    institutions: int
    kinds: int
    accounts: int
    families: int
    agreements: dict[str, int]
    cases: dict[str, int]
    referrals: dict[str, int]
    roles: dict[str, int]
    vetoes: dict[str, int]

    def checked(self, size: str) -> "Summary":
        """This summary, or a refusal that names what is missing."""
        least = PROMISED[size]
        promises = {
            "institutions": self.institutions >= INSTITUTIONS,
            "kinds of institutions": self.kinds >= KINDS,
            "agreements": sum(self.agreements.values()) >= AGREEMENTS,
            "families": self.families >= least["families"],
            "referrals": sum(self.referrals.values()) >= least["referrals"],
            "states of agreements": set(self.agreements) == set(AgreementState.values),
            "states of cases": set(self.cases) == set(CaseState.values),
            "states of referrals": set(self.referrals) == set(ReferralState.values),
            "roles": set(self.roles) == set(Role.values),
        }
        broken = [name for name, kept in promises.items() if not kept]
        if broken:
            raise RuleBroken("demo.incomplete", f"The county lacks: {', '.join(broken)}")
        return self


def counted() -> Summary:
    with unrestricted(Referral, REASON) as referrals, unrestricted(Case, REASON) as cases:
        states = Counter(referrals.values_list("state", flat=True))
        of_cases = Counter(cases.values_list("state", flat=True))
    with unrestricted(Household, REASON) as households:
        families = households.count()
    return Summary(
        institutions=Institution.objects.count(),
        kinds=Institution.objects.values("kind").distinct().count(),
        accounts=User.objects.count(),
        families=families,
        agreements=Counter(Agreement.objects.values_list("state", flat=True)),
        cases=of_cases,
        referrals=states,
        roles=Counter(Membership.objects.values_list("role", flat=True)),
        vetoes=Counter(Veto.objects.values_list("kind", flat=True)),
    )
