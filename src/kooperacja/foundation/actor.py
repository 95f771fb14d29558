"""Who acts, in which role, for which institution, through which edge."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting membership of one person; a person with several chooses one (domain.md A.5).

    `via` is the edge: ``web``, ``cli``, ``api`` or ``system``. `request_id` joins the trail
    entries of one request. A system act is an actor with a name and no membership.
    """

    user_id: int
    membership_id: int
    institution_id: int
    role: str
    name: str
    via: str = "web"
    request_id: str = ""

    @property
    def is_system(self) -> bool:
        return self.via == "system"

    @classmethod
    def system(cls, name: str, institution_id: int = 0) -> "Actor":
        """A named machine act (an import, a nightly job): it opens no protected row."""
        return cls(0, 0, institution_id, "system", name, via="system")
