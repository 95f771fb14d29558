"""What the loaded county holds, and whether it is what the documentation promises."""

from collections.abc import Mapping
from dataclasses import dataclass

from kooperacja.agreements.models import AgreementState
from kooperacja.cases.models import CaseState
from kooperacja.directory.kinds import Role
from kooperacja.foundation.errors import RuleBroken
from kooperacja.referrals.models import ReferralState
from kooperacja.referrals.queries.inventory import by_state, totals

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
    agreements: Mapping[str, int]
    cases: Mapping[str, int]
    referrals: Mapping[str, int]
    roles: Mapping[str, int]
    vetoes: Mapping[str, int]

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
    number, states = totals(), by_state()
    return Summary(
        institutions=number["institutions"],
        kinds=number["kinds"],
        accounts=number["accounts"],
        families=number["families"],
        agreements=states["agreements"],
        cases=states["cases"],
        referrals=states["referrals"],
        roles=states["roles"],
        vetoes=states["vetoes"],
    )
