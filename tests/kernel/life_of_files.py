"""The moves of the state machine about files: consents and windows, teams, locks, emergencies."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from kooperacja.access import models as access
from tests.kernel import model
from tests.kernel.life import ANY, EXPLORED, WHAT, WHERE, WHO, Base
from tests.kernel.small_county import DAY, HELP, MANAGERS, Family, day_of, end_of

WHY = "Dziecko nieprzytomne, szpital pyta o choroby."


class Windows(Base):
    @initialize(turn=ANY)
    def both_families_are_shown(self, turn: int) -> None:
        """So that no life begins where nothing can be taken away. Each begins to look somewhere else."""
        self.turn = turn
        for number, what in ((0, "identity"), (1, "coordination")):
            self.show_and_look(number, what, 1)

    @rule(who=WHO, where=WHERE, what=WHAT, number=ANY, consent=st.booleans(), days=st.sampled_from((None, 3)))
    def record_basis(self, who: str, where: str, what: str, number: int, consent: bool, days: int | None) -> None:
        family = self.family(number)
        subject = family.places[1:][number // 2 % 3]
        fits = not (consent and subject == family.case.subject_id) and subject in self.ledger.places(who, family)
        self._basis(who, family, subject, where, what, consent, days, ok=fits and self.ledger.shows(who, family, what))

    def _basis(
        self,
        who: str,
        family: Family,
        subject: int,
        where: str,
        what: str,
        consent: bool,
        days: int | None,
        *,
        ok: bool,
    ) -> Any:
        recipient = self.county.institutions[where]
        last = day_of(self.ledger.at) + timedelta(days=days) if days else None
        body = {"subject_id": subject, "recipient_id": recipient, "category": what, "is_consent": consent}
        told = self.make(
            who,
            f"/cases/{family.case.ref}/bases",
            {**body, "source": "zgoda", "until": last and last.isoformat()},
            ok=ok,
        )
        if told:
            end = end_of(last) if last else model.FOREVER
            keys = {"id": told["id"], "subject": subject, "recipient": recipient, "category": what, "purpose": HELP}
            self.ledger.bases[told["id"]] = self.ledger.begin(
                "bases", model.Basis(start=self.ledger.at, end=end, **keys)
            )
        return told

    @precondition(lambda self: self.ledger.bases)
    @rule(who=WHO, number=ANY, place=st.integers(0, 3), days=st.sampled_from((None, 5, 60)))
    def open_window(self, who: str, number: int, place: int, days: int | None) -> None:
        basis = self._one(self.ledger.bases, number)
        family = self._family_of(basis.subject)
        self._window(who, family, family.places[place], basis, days)

    def _window(self, who: str, family: Family, place: int, basis: model.Basis, days: int | None = None) -> Any:
        ledger = self.ledger
        owner = family.case.owner_id
        until = ledger.covering(owner, basis.recipient, basis.category)
        last = day_of(ledger.at) + timedelta(days=days) if days else None
        end = end_of(last) if last else until
        fits = basis.end > ledger.at and place in {*family.places[:2], basis.subject} and basis.recipient != owner
        seen = {place, basis.subject} <= ledger.places(who, family)
        ok = fits and seen and ledger.shows(who, family, basis.category) and bool(until) and end <= until
        body = {"place_id": place, "basis_id": basis.id, "agreement": self.county.agreement}
        told = self.make(who, f"/cases/{family.case.ref}/windows", {**body, "until": last and last.isoformat()}, ok=ok)
        if told:
            whose = {"owner": owner, "recipient": basis.recipient, "anchor": place, "subject": basis.subject}
            what = {"category": basis.category, "purpose": HELP, "agreement": ledger.agreement, "basis": basis.id}
            fact = model.Share(start=ledger.at, end=end, **whose, **what)
            ledger.windows[told["id"]] = ledger.begin("shares", fact)
        return told

    @rule(number=ANY, what=st.sampled_from(("coordination", "identity", "health")), place=st.integers(0, 2))
    def show_and_look(self, number: int, what: str, place: int) -> None:
        """The usual way, so that most lives have open windows."""
        family, ledger = self.family(number), self.ledger
        owner, where = ("anna", "school") if number % 2 == 0 else ("piotr", "gops")
        subject = family.places[1] if what == "coordination" else family.places[2 + number // 2 % 2]
        spot = family.places[0] if place == 0 or what == "coordination" else subject
        fits = {subject, spot} <= ledger.places(owner, family) and ledger.shows(owner, family, what)
        basis = self._basis(owner, family, subject, where, what, what != "coordination", None, ok=fits)
        window = self._window(owner, family, spot, ledger.bases[basis["id"]]) if basis else None
        if window:
            self._place(MANAGERS[where], window["id"], {"school": "piotr", "gops": "iga"}[where])

    @precondition(lambda self: self.ledger.bases)
    @rule(who=WHO, number=ANY)
    def withdraw_consent(self, who: str, number: int) -> None:
        basis = self._one(self.ledger.bases, number)
        family = self._family_of(basis.subject)
        ok = basis.end > self.ledger.at and basis.subject in self.ledger.places(who, family)
        ok = ok and self.ledger.writes(who, family)
        if self.make(who, f"/cases/{family.case.ref}/bases/{basis.id}/end", ok=ok):
            self.ledger.bases[basis.id] = self.ledger.end("bases", basis)

    @precondition(lambda self: self.ledger.windows)
    @rule(who=WHO, number=ANY)
    def close_window(self, who: str, number: int) -> None:
        pk = sorted(self.ledger.windows)[number % len(self.ledger.windows)]
        share = self.ledger.windows[pk]
        family = self._family_of(share.subject)
        ok = share.end > self.ledger.at and share.anchor in self.ledger.places(who, family)
        if self.make(who, f"/cases/{family.case.ref}/windows/{pk}/close", ok=ok and self.ledger.writes(who, family)):
            self.ledger.windows[pk] = self.ledger.end("shares", share)

    @precondition(lambda self: self.ledger.windows)
    @rule(who=st.sampled_from(("halina", "wanda", "zofia", "piotr")), number=ANY, reader=WHO)
    def place_reader(self, who: str, number: int, reader: str) -> None:
        self._place(who, sorted(self.ledger.windows)[number % len(self.ledger.windows)], reader)

    def _place(self, who: str, pk: int, reader: str) -> None:
        ledger, share, mine = self.ledger, self.ledger.windows[pk], self.ledger.me(who)["institution"]
        ok = ledger.supervises(who) and share.recipient == mine and share.end > ledger.at and reader != who
        ok = ok and self.user(reader) in ledger.members(mine)
        told = self.make(who, f"/windows/{pk}/readers", {"user_id": self.user(reader)}, ok=ok)
        if told:
            self._appoint({"user": self.user(reader), "institution": mine}, share.anchor, "team")

    @precondition(lambda self: self.ledger.windows)
    @rule(who=st.sampled_from(("halina", "wanda", "zofia")), number=ANY, reader=WHO)
    def recall_reader(self, who: str, number: int, reader: str) -> None:
        ledger, mine = self.ledger, self.ledger.me(who)["institution"]
        pk = sorted(ledger.windows)[number % len(ledger.windows)]
        share = ledger.windows[pk]
        keys = {"user": self.user(reader), "institution": mine, "anchor": share.anchor, "capacity": "team"}
        posts = ledger.live("appointments", **keys)
        ok = ledger.supervises(who) and share.recipient == mine and bool(posts)
        if self.make(who, f"/windows/{pk}/readers/{self.user(reader)}/recall", ok=ok):
            self._recall(posts)


class Files(Base):
    def _leaders(self, family: Family) -> list[Any]:
        return self.ledger.live("appointments", anchor=family.case.anchor_id, capacity="key_worker")

    @rule(who=WHO, other=WHO, number=ANY, leads=st.booleans())
    def appoint(self, who: str, other: str, number: int, leads: bool) -> None:
        family, ledger, user = self.family(number), self.ledger, self.user(other)
        posts = ledger.live("appointments", user=user, anchor=family.case.anchor_id)
        taken = any(one.user == user for one in self._leaders(family)) if leads else bool(posts)
        member = user in ledger.members(family.case.owner_id)
        ok = ledger.leads(who, family) and not taken and member and ledger.may_join(other, family)
        body = {"user_id": user, "as_key_worker": leads}
        before = EXPLORED["moves made"]
        self.make(who, f"/cases/{family.case.ref}/team", body, ok=ok)
        if EXPLORED["moves made"] > before:
            self._appointed(family, other, leads=leads)

    def _appointed(self, family: Family, other: str, *, leads: bool) -> None:
        me, dossier = self.ledger.me(other), family.case.anchor_id
        if leads:
            self._recall(self.ledger.live("appointments", user=me["user"], anchor=dossier, capacity="team"))
            for post in self._leaders(family):
                self._recall([post])
                self._appoint({"user": post.user, "institution": post.institution}, dossier, "team")
        self._appoint(me, dossier, "key_worker" if leads else "team")

    @rule(who=WHO, other=WHO, number=ANY)
    def recall(self, who: str, other: str, number: int) -> None:
        family, ledger = self.family(number), self.ledger
        posts = ledger.live("appointments", user=self.user(other), anchor=family.case.anchor_id)
        ok = ledger.leads(who, family) and bool(posts) and "key_worker" not in {post.capacity for post in posts}
        before = EXPLORED["moves made"]
        self.make(who, f"/cases/{family.case.ref}/team/{self.user(other)}/recall", ok=ok)
        if EXPLORED["moves made"] > before:
            self._recall(posts)

    # ---- Locks

    @rule(
        who=WHO,
        number=ANY,
        place=st.integers(0, 3),
        kind=st.sampled_from(("restriction", "do_not_show_to", "conflict")),
        whom=WHO,
        where=st.sampled_from(("", *sorted(MANAGERS))),
    )
    def lock(self, who: str, number: int, place: int, kind: str, whom: str, where: str) -> None:
        family, ledger = self.family(number), self.ledger
        spot = family.places[place]
        user = 0 if kind == "restriction" or (kind == "do_not_show_to" and where) else self.user(whom)
        institution = self.county.institutions[where] if where and kind == "do_not_show_to" else 0
        ok = spot in ledger.places(who, family) and family.file in ledger.sight(who, "export")
        ok = ok and ledger.may_set(who, kind, user)
        ok = ok and (not user or user in ledger.members(family.case.owner_id))
        body = {"kind": kind, "place": spot, "worker": user, "institution": institution}
        self._locked(who, f"/cases/{family.case.ref}/locks", body, spot, ok=ok)

    @rule(who=WHO, number=ANY)
    def own_conflict(self, who: str, number: int) -> None:
        family = self.family(number)
        body = {"kind": "conflict", "worker": self.user(who), "institution": 0}
        ok = family.file in self.ledger.sight(who)
        self._locked(who, f"/cases/{family.case.ref}/conflict", body, family.case.anchor_id, ok=ok)

    def _locked(self, who: str, path: str, body: dict[str, Any], spot: int, *, ok: bool) -> None:
        before = EXPLORED["moves made"]
        self.make(who, path, body if path.endswith("locks") else None, ok=ok)
        keys = {"user": body["worker"] or None, "institution": body["institution"] or None, "category": None}
        same = {"anchor": spot, "kind": body["kind"], **keys}
        if EXPLORED["moves made"] > before and not self.ledger.live("vetoes", **same):
            fact = self.ledger.begin("vetoes", model.Veto(**self.ledger.now(**same)))
            self.ledger.locks[access.Veto.objects.latest("pk").pk] = fact

    @precondition(lambda self: self.ledger.locks)
    @rule(who=st.sampled_from(("halina", "wanda", "filip", "anna")), number=ANY)
    def lift(self, who: str, number: int) -> None:
        pk = sorted(self.ledger.locks)[number % len(self.ledger.locks)]
        lock = self.ledger.locks[pk]
        before = EXPLORED["moves made"]
        self.make(who, f"/locks/{pk}/lift", ok=self.ledger.may_lift(who, lock))
        if EXPLORED["moves made"] > before:
            self.ledger.locks[pk] = self.ledger.end("vetoes", lock)

    # ---- Emergencies

    @rule(who=WHO, number=ANY)
    def break_glass(self, who: str, number: int) -> None:
        family = self.family(number)
        person = family.people[number // 2 % 2]
        body = {"owner_id": family.case.owner_id, "case_number": family.case.number, "reason": WHY}
        ok = not self.ledger.unreviewed(who)
        told = self.make(who, "/emergencies", {**body, "first_name": person.first_name}, ok=ok)
        if told:
            span = {"start": self.ledger.at, "end": self.ledger.at + DAY}
            fact = model.Emergency(**span, **self.ledger.me(who), subject=person.anchor_id)
            self.ledger.emergencies[told["id"]] = self.ledger.begin("emergencies", fact), False

    @precondition(lambda self: self.ledger.emergencies)
    @rule(who=st.sampled_from(("filip", "halina", "jan")), number=ANY, justified=st.booleans())
    def review(self, who: str, number: int, justified: bool) -> None:
        ledger = self.ledger
        pk = sorted(ledger.emergencies)[number % len(ledger.emergencies)]
        fact, reviewed = ledger.emergencies[pk]
        mine, owner = ledger.me(who), self._family_of(fact.subject).case.owner_id
        concerns = mine["institution"] in {fact.institution, owner} and fact.user != mine["user"]
        ok = concerns and ledger.actor(who).role == "data_protection_officer" and not reviewed
        outcome = {"outcome": "justified" if justified else "unjustified"}
        if self.make(who, f"/emergencies/{pk}/review", outcome, ok=ok):
            ended = fact if justified else ledger.end("emergencies", fact)
            ledger.emergencies[pk] = ended, True

    @precondition(lambda self: self.ledger.emergencies)
    @rule(who=WHO, number=ANY)
    def end_emergency(self, who: str, number: int) -> None:
        ledger = self.ledger
        pk = sorted(ledger.emergencies)[number % len(ledger.emergencies)]
        fact, reviewed = ledger.emergencies[pk]
        mine, owner = ledger.me(who), self._family_of(fact.subject).case.owner_id
        officer = ledger.actor(who).role == "data_protection_officer"
        ok = fact.user == mine["user"] or (officer and mine["institution"] in {fact.institution, owner})
        if self.make(who, f"/emergencies/{pk}/end", ok=ok):
            ledger.emergencies[pk] = ledger.end("emergencies", fact), reviewed
