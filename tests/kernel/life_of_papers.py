"""The moves of the state machine about agreements, and about the papers of workers."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.cast import MONDAY
from tests.kernel import model
from tests.kernel.ledger import BINDING
from tests.kernel.life import ANY, EXPLORED, WHAT, WHERE, WHO, Base
from tests.kernel.small_county import CLAUSES, HELP, MANAGERS, clause, day_of, end_of


class Workers(Base):
    def _keeps_workers(self, who: str, other: str) -> bool:
        mine, same = self.ledger.me(who), self.ledger.me(who)["institution"] == self.ledger.me(other)["institution"]
        manager = self.ledger.actor(who).role == "institution_manager"
        return same and manager and self.ledger.is_alive(other) and mine["user"] != self.user(other)

    def _end_authorisations(self, other: str) -> None:
        for paper in self.ledger.live("authorisations", **self.ledger.me(other)):
            self.ledger.end("authorisations", paper)

    @rule(
        who=st.sampled_from(("halina", "wanda", "zofia", "iga")),
        other=st.sampled_from(("iga", "jan", "piotr", "filip")),
    )
    def leave(self, who: str, other: str) -> None:
        ledger, post = self.ledger, self.county.workers[other].membership.pk
        before = EXPLORED["moves made"]
        self.make(who, f"/workers/{post}/leave", {"reason": "koniec umowy"}, ok=self._keeps_workers(who, other))
        if EXPLORED["moves made"] > before:
            for fact in ledger.live("memberships", **ledger.me(other)):
                ledger.end("memberships", fact)
            self._end_authorisations(other)
            self._recall(ledger.live("appointments", **ledger.me(other), capacity="intake"))

    @rule(who=st.sampled_from(("halina", "wanda", "anna")), other=WHO, takes=st.booleans(), what=WHAT)
    def authorise(self, who: str, other: str, takes: bool, what: str) -> None:
        ledger, path = self.ledger, f"/workers/{self.county.workers[other].membership.pk}"
        ok = self._keeps_workers(who, other)
        if takes:
            if self.make(who, f"{path}/revoke", ok=ok):
                self._end_authorisations(other)
            return
        wanted = sorted({"coordination", what})
        paper = {"categories": wanted, "number": "9/2026", "signed_on": day_of(ledger.at).isoformat()}
        covered = {right.category for right in ledger.live("role_rights", role=ledger.actor(other).role)}
        if self.make(who, f"{path}/authorise", paper, ok=ok and set(wanted) <= covered):
            for category in wanted:
                ledger.begin("authorisations", model.Authorisation(**ledger.now(**ledger.me(other), category=category)))


class Papers(Base):
    @rule(who=WHO, code=st.sampled_from(("suspend", "resume", "suspend", "resume", "end")))
    def suspend_resume_or_end(self, who: str, code: str) -> None:
        ledger = self.ledger
        mine = ledger.me(who)["institution"]
        allowed = {
            "suspend": ledger.state == "in_force",
            "resume": ledger.state == "suspended" and ledger.suspended_for == mine and not ledger.is_over(),
            "end": ledger.state in BINDING,
        }
        body = {"suspend": {"code": "law"}, "resume": None, "end": {"reason": "koniec"}}[code]
        if self.make(who, f"{self.paper}/moves/{code}", body, ok=ledger.keeps(who) and allowed[code]):
            ledger.state = {"suspend": "suspended", "resume": "in_force", "end": "terminated"}[code]
            ledger.suspended_for = mine if code == "suspend" else ledger.suspended_for
            self._flow(opens=code == "resume")

    def _flow(self, *, opens: bool) -> None:
        ledger = self.ledger
        if opens:
            span = {"start": ledger.at, "end": end_of(ledger.last_day)}
            ledger.begin("forces", model.AgreementForce(**span, agreement=ledger.agreement))
            return
        for force in [one for one in ledger.facts["forces"] if one.end > ledger.at]:
            ledger.end("forces", force)

    @rule(who=WHO)
    def withdraw(self, who: str) -> None:
        ledger = self.ledger
        ok = ledger.keeps(who) and ledger.state in BINDING
        if self.make(who, f"{self.paper}/withdraw", {"code": "tasks"}, ok=ok):
            for party in ledger.live("parties", institution=ledger.me(who)["institution"]):
                ledger.end("parties", party)

    @precondition(lambda self: self.ledger.clauses)
    @rule(who=WHO, number=ANY)
    def end_clause(self, who: str, number: int) -> None:
        ledger = self.ledger
        pk = sorted(ledger.clauses)[number % len(ledger.clauses)]
        ok = ledger.keeps(who) and ledger.state in BINDING and ledger.clauses[pk].end > ledger.at
        if self.make(who, f"{self.paper}/clauses/{pk}/end", ok=ok):
            ledger.clauses[pk] = ledger.end("clauses", ledger.clauses[pk])

    @rule(
        who=st.sampled_from(("halina", "wanda", "zofia", "anna")),
        number=ANY,
        change=st.sampled_from(("drop", "add", "replace", "day")),
    )
    def annex(self, who: str, number: int, change: str) -> None:
        """The whole way of an annex; what it does is done at one instant, by a second person."""
        ledger = self.ledger
        last = day_of(ledger.at) + timedelta(days=number % 30) if change == "day" else ledger.last_day
        begins = ledger.keeps(who) and ledger.state in BINDING and not ledger.is_over()
        lacks = last == ledger.last_day if change == "day" else change != "add" and not self._paragraphs()
        if begins and (lacks or not self._can_be_signed(who)):
            return
        told = self.make(who, f"{self.paper}/annexes", {"valid_until": last.isoformat()}, ok=begins)
        if told and change == "day":
            self._sign_and_enforce(who, f"/agreements/{told['ref']}", set(self._signers()))
            self._last_day(last)
        elif told:
            self._change_clauses(who, f"/agreements/{told['ref']}", number, change)

    def _paragraphs(self) -> list[int]:
        return [pk for pk, fact in sorted(self.ledger.clauses.items()) if fact.end > self.ledger.at]

    def _last_day(self, last: Any) -> None:
        self.ledger.last_day = last
        for force in [one for one in self.ledger.facts["forces"] if one.end > self.ledger.at]:
            self.ledger.change("forces", force, end=max(end_of(last), force.start))

    def _change_clauses(self, who: str, path: str, number: int, change: str) -> None:
        ledger, living = self.ledger, self._paragraphs()
        old = living[number % len(living)] if change != "add" else 0
        category, level = sorted(CLAUSES.items())[number % 3]
        highest = 3 if number % 2 else level
        if change == "drop":
            self.make(who, f"{path}/clauses/{old}/drop", ok=True)
        else:
            self.make(
                who, f"{path}/clauses", clause(category, highest) | ({"replaces_id": old} if old else {}), ok=True
            )
        self._sign_and_enforce(who, path, set(self._signers()))
        if old:
            ledger.clauses[old] = ledger.end("clauses", ledger.clauses[old])
        if change != "drop":
            what = {"category": category, "purpose": HELP, "max_level": highest}
            sides = {"agreement": ledger.agreement, "giver": None, "receiver": None}
            ledger.begin("clauses", model.Clause(**ledger.now(**what, **sides)))
            self._number_the_clauses()

    @rule(who=st.sampled_from(("halina", "wanda", "zofia", "jan")), where=WHERE)
    def accede(self, who: str, where: str) -> None:
        """A new party, or one that has left; who accedes does not let itself in."""
        ledger, new = self.ledger, self.county.institutions[where]
        mine = ledger.me(who)["institution"]
        keeper = ledger.is_alive(who) and ledger.actor(who).role == "institution_manager"
        begins = keeper and ledger.state in BINDING and not ledger.is_over() and (mine == new or mine in ledger.bound())
        begins = begins and new not in ledger.bound()
        if begins and not (self._can_be_signed(who) and ledger.is_alive(MANAGERS[where])):
            return
        told = self.make(who, f"{self.paper}/accessions", {"institution_id": new}, ok=begins)
        if told:
            self._sign_and_enforce(
                who, f"/agreements/{told['ref']}", {*self._signers(), MANAGERS[where]}, acceding=where
            )
            ledger.begin("parties", model.Party(**ledger.now(agreement=ledger.agreement, institution=new)))

    def _signers(self) -> list[str]:
        return [MANAGERS[key] for key, pk in self.county.institutions.items() if pk in self.ledger.bound()]

    def _can_be_signed(self, who: str) -> bool:
        """All who are bound have somebody to sign, an officer to ask, and a second person."""
        signers = self._signers()
        asked = self.ledger.is_alive("filip") and "halina" in signers
        return asked and all(map(self.ledger.is_alive, signers)) and bool(set(signers) - {who})

    def _sign_and_enforce(self, who: str, path: str, signers: set[str], acceding: str = "") -> None:
        for move in ("negotiate", "review"):
            self.make(who, f"{path}/moves/{move}", ok=True)
        self.make("filip", f"{path}/opinion", {"advice": "positive"}, ok=True)
        self.make(who, f"{path}/moves/submit", ok=True)
        second = min(set(self._signers()) - {who, MANAGERS.get(acceding, "")})
        signed = {"signed_on": MONDAY.date().isoformat()}
        for signer in sorted(signers):
            # Before the last one has signed it is brought into force by nobody.
            self.make(second, f"{path}/moves/enforce", ok=False)
            self.make(signer, f"{path}/sign", signed, ok=True)
        self.make(min(signers), f"{path}/sign", signed, ok=False)
        self.make(who, f"{path}/moves/enforce", ok=False)
        self.make(second, f"{path}/moves/enforce", ok=True)
