"""What the state machine knows from what it did itself: facts begin and end, nothing else happens. And which
moves the rules refuse, said anew here from the decisions, not asked of the product.
"""

from collections import Counter
from dataclasses import replace
from typing import Any

from kooperacja.access.models import VetoRight
from tests.kernel import model
from tests.kernel.model import FOREVER, Actor, World, allowed, live, pacts
from tests.kernel.small_county import HELP, Family, Piece, SmallCounty, day_of, facts_in_tables, ground, law_in_tables

KEEPERS = {"team_coordinator", "institution_manager", "bureau_manager", "rops_coordinator"}
BINDING = {"in_force", "suspended"}


class Ledger:
    def __init__(self, county: SmallCounty, agreement: int) -> None:
        self.county, self.agreement, self.at = county, agreement, 0
        self.ground: dict[str, Any] = ground() | law_in_tables()
        self.facts: dict[str, list[Any]] = {name: list(found) for name, found in facts_in_tables(agreement).items()}
        self.rights = set(VetoRight.objects.values_list("kind", "role", "action"))
        self.state, self.suspended_for = "in_force", 0
        self.last_day = day_of(25 * 24 * 60)
        # Facts that the moves name by number, as they stand in the lists.
        self.windows: dict[int, model.Share] = {}
        self.bases: dict[int, model.Basis] = {}
        self.locks: dict[int, model.Veto] = {}
        self.emergencies: dict[int, tuple[model.Emergency, bool]] = {}
        self.clauses: dict[int, model.Clause] = {}
        self._sight: dict[Any, Any] = {}

    # ---- Facts

    def begin(self, name: str, fact: Any) -> Any:
        self.facts[name].append(fact)
        self._sight.clear()
        return fact

    def end(self, name: str, fact: Any) -> Any:
        """From now; a fact that has ended before stays so."""
        return self.change(name, fact, end=min(fact.end, max(self.at, fact.start)))

    def change(self, name: str, fact: Any, **columns: Any) -> Any:
        changed = replace(fact, **columns)
        self.facts[name] = [changed if one is fact else one for one in self.facts[name]]
        self._sight.clear()
        return changed

    def now(self, **more: Any) -> dict[str, Any]:
        return {"start": self.at, "end": FOREVER, **more}

    def live(self, name: str, **keys: Any) -> list[Any]:
        return live(self.facts.get(name, ()) or self.ground.get(name, ()), self.at, **keys)

    def tick(self, minutes: int) -> None:
        self.at += minutes
        self._sight.clear()

    def told(self) -> dict[str, Counter[Any]]:
        """To compare with the tables; a fact that ended as it began says nothing."""
        return {name: Counter(fact for fact in rows if fact.start < fact.end) for name, rows in self.facts.items()}

    def world(self) -> World:
        return World(**self.ground, **{name: tuple(rows) for name, rows in self.facts.items()})

    # ---- Who sees what

    def actor(self, name: str) -> Actor:
        worker = self.county.workers[name]
        return Actor(worker.user.pk, worker.institution.pk, worker.membership.role)

    def sight(self, name: str, action: str = "read") -> frozenset[Piece]:
        return self.sight_of(self.actor(name), action)

    def sight_of(self, actor: Actor, action: str = "read") -> frozenset[Piece]:
        key = actor, action
        if key not in self._sight:
            world = self._sight.setdefault("world", self.world())
            seen = (one for one in self.county.pieces if allowed(world, actor, one.row, HELP, self.at, action))
            self._sight[key] = frozenset(seen)
        found: frozenset[Piece] = self._sight[key]
        return found

    # ---- Who may do what

    def me(self, name: str) -> dict[str, int]:
        actor = self.actor(name)
        return {"user": actor.user, "institution": actor.institution}

    def is_alive(self, name: str) -> bool:
        return bool(self.live("memberships", **self.me(name)))

    def supervises(self, name: str) -> bool:
        mine = self.me(name)
        return bool(self.live("memberships", **mine, supervises=True) and self.live("declarations", **mine))

    def members(self, institution: int) -> set[int]:
        return {fact.user for fact in self.live("memberships", institution=institution)}

    def places(self, name: str, family: Family) -> set[int]:
        """Empty for who has no page of what this file shows."""
        if not self.is_alive(name) or family.file not in self.sight(name) or not self.owns(name, family):
            return set()
        seen = {one.row.anchor for one in self.sight(name) if one.kind == "person" and one in family.pieces}
        return {family.case.anchor_id, family.case.subject_id, *seen}

    def owns(self, name: str, family: Family) -> bool:
        return self.me(name)["institution"] == family.case.owner_id

    def writes(self, name: str, family: Family) -> bool:
        return self.is_alive(name) and family.file in self.sight(name, "write")

    def covers(self, name: str, category: str) -> bool:
        right = self.live("role_rights", role=self.actor(name).role, category=category, action="write")
        return bool(right and self.live("authorisations", **self.me(name), category=category))

    def shows(self, name: str, family: Family, category: str) -> bool:
        return self.writes(name, family) and self.covers(name, category)

    def leads(self, name: str, family: Family) -> bool:
        mine = self.live("appointments", **self.me(name), anchor=family.case.anchor_id, capacity="key_worker")
        return self.writes(name, family) and bool(mine or self.supervises(name))

    def may_join(self, user: str, family: Family) -> bool:
        """Appointed, the worker would be able to work on the file."""
        dossier = family.case.anchor_id
        post = model.Appointment(**self.now(**self.me(user), anchor=dossier, capacity="team"))
        world = replace(self.world(), appointments=(*self.facts["appointments"], post))
        return allowed(world, self.actor(user), family.file.row, HELP, self.at, "write")

    def may_set(self, name: str, kind: str, user: int) -> bool:
        own = kind == "conflict" and user == self.actor(name).user
        return own or (kind, self.actor(name).role, "set") in self.rights

    def may_lift(self, name: str, lock: model.Veto) -> bool:
        mine = {one.id for one in self.ground["anchors"] if one.owner == self.me(name)["institution"]}
        right = (lock.kind, self.actor(name).role, "lift") in self.rights and lock.anchor in mine
        return self.is_alive(name) and right and lock.user != self.actor(name).user and lock.end > self.at

    def covering(self, owner: int, recipient: int, category: str) -> int:
        """Until when the agreement lets this flow; 0 when it does not now."""
        keys = {"giver": owner, "receiver": recipient, "category": category, "purpose": HELP}
        return max((pact.end for pact in live(pacts(self.world()), self.at, **keys)), default=0)

    # ---- The agreement

    def bound(self) -> set[int]:
        return {fact.institution for fact in self.live("parties")}

    def keeps(self, name: str) -> bool:
        """A keeper who acts for a party that is bound."""
        actor = self.actor(name)
        return self.is_alive(name) and actor.role in KEEPERS and actor.institution in self.bound()

    def is_over(self) -> bool:
        return self.last_day < day_of(self.at)

    def unreviewed(self, name: str) -> bool:
        user = self.actor(name).user
        return any(fact.user == user and not reviewed for fact, reviewed in self.emergencies.values())

    def readers_of(self, piece: Piece) -> set[int]:
        """Accounts of everybody in the county to whom the row is open, in any of their memberships."""
        posts = {Actor(one.user, one.institution, one.role) for one in self.live("memberships")}
        return {actor.user for actor in posts if piece in self.sight_of(actor)}
