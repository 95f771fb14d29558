"""What every life of the state machine has: a county, a ledger, and the looks after each move."""

from collections import Counter
from typing import Any

import time_machine
from django.core.cache import cache
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kooperacja.agreements.models import Agreement
from tests.cast import MONDAY
from tests.kernel import model
from tests.kernel.ledger import Ledger
from tests.kernel.looks import Looks
from tests.kernel.small_county import ACTORS, DAY, MANAGERS, MINUTE, Family, SmallCounty, facts_in_tables

WHO = st.sampled_from(ACTORS)
ANY = st.integers(0, 1000)
WHERE = st.sampled_from(sorted(MANAGERS))
WHAT = st.sampled_from(("coordination", "identity", "family", "health", "income"))
REFUSED = {401, 403, 404, 409, 422}
EXPLORED: Counter[str] = Counter()


class Base(RuleBasedStateMachine):
    """Built anew for each example inside of a savepoint; `county` is set before the run."""

    county: SmallCounty
    thorough = False

    def __init__(self) -> None:
        super().__init__()
        self.mark = transaction.savepoint()
        self.clock = time_machine.travel(MONDAY, tick=False)
        self.hands = self.clock.start()
        paper = Agreement.objects.get(ref=self.county.agreement)
        self.ledger = Ledger(self.county, paper.pk)
        self.looks = Looks(self.county, self.ledger, thorough=self.thorough)
        self.turn = 0
        self._number_the_clauses()

    def teardown(self) -> None:
        EXPLORED["questions"] += self.looks.asked
        EXPLORED["lives"] += 1
        self.clock.stop()
        transaction.savepoint_rollback(self.mark)

    # ---- After each move

    @invariant()
    def the_tables_say_what_was_done(self) -> None:
        told, kept = facts_in_tables(self.ledger.agreement), self.ledger.told()
        for name, facts in told.items():
            assert Counter(facts) == kept[name], (name, Counter(facts) - kept[name], kept[name] - Counter(facts))

    @invariant()
    def every_surface_equals_the_model(self) -> None:
        self.turn += 1
        EXPLORED["states"] += 1
        # Who has left asks again and again at one instant, with a key that died: the limit of wrong keys, which
        # other tests try, would answer instead of the door.
        cache.clear()
        self.looks.at_everything(self.turn)

    # ---- Making a move

    def make(self, who: str, path: str, body: Any = None, *, ok: bool) -> Any:
        """A move that the rules let through is made; one that they refuse is refused with a code."""
        answer = self.county.programs[who].post(path, body)
        done = answer.status_code < 300
        assert done == (ok and self.ledger.is_alive(who)), (
            who,
            path,
            body,
            answer.status_code,
            answer.content.decode(),
        )
        assert done or answer.status_code in REFUSED, (path, answer.status_code)
        assert done or answer.json()["code"], path
        EXPLORED["moves made" if done else "moves refused"] += 1
        return answer.json() if done and answer.content else {}

    def family(self, number: int) -> Family:
        return self.county.families[number % 2]

    def user(self, name: str) -> int:
        return self.county.workers[name].user.pk

    def _one(self, facts: dict[int, Any], number: int) -> Any:
        return facts[sorted(facts)[number % len(facts)]]

    def _family_of(self, place: int) -> Family:
        return next(family for family in self.county.families if place in family.places)

    def _appoint(self, me: dict[str, int], anchor: int, capacity: str) -> None:
        keys = {**me, "anchor": anchor, "capacity": capacity}
        if not self.ledger.live("appointments", **keys):
            self.ledger.begin("appointments", model.Appointment(**self.ledger.now(**keys)))

    def _recall(self, posts: list[Any]) -> None:
        for post in posts:
            self.ledger.end("appointments", post)

    @property
    def paper(self) -> str:
        return f"/agreements/{self.county.agreement}"

    def _number_the_clauses(self) -> None:
        """Each paragraph that is live, by its number on the paper."""
        told = self.county.programs["zofia"].get(self.paper).json()["clauses"]
        known, ledger = set(self.ledger.clauses), self.ledger
        for line in told:
            if line["id"] not in known and not line["has_ended"]:
                what = {"category": line["category"], "max_level": line["max_level"]}
                used = {id(fact) for fact in ledger.clauses.values()}
                ledger.clauses[line["id"]] = next(one for one in ledger.live("clauses", **what) if id(one) not in used)

    # ---- Time

    @rule(minutes=st.sampled_from((1, 60, 10 * 60, DAY, 3 * DAY, 12 * DAY)))
    def tick(self, minutes: int) -> None:
        self.ledger.tick(minutes)
        self.hands.shift(minutes * MINUTE)
