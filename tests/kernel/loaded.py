"""A world's file as the independent model sees it: read from the file alone, not from the database.

Keys become numbers in the order in which they are met, instants their rank among all instants of the
file. The tables of law are those of the product: a world holds none.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from kooperacja.access import models as access
from kooperacja.foundation.intervals import valid_at
from tests.kernel import model
from tests.kernel.model import FOREVER, Row, World

Item = Mapping[str, Any]
LEVELS = {"coordination": 1, "health": 3}
ORDINARY = 2


class Asked(NamedTuple):
    """A labelled row of the file: its kind, whose key and place tell its number, and its label."""

    kind: str
    collection: str
    key: str
    place: tuple[str | int, ...]
    row: Row


class Reading:
    """The file at one instant."""

    def __init__(self, document: Mapping[str, Any], at: datetime) -> None:
        self.document = document
        self.now = at
        self.numbers: dict[str, int] = {}
        told = {_instant(text) for text in _instants(document)} | {at}
        self.ranks = {instant: rank for rank, instant in enumerate(sorted(told))}
        self.at = self.ranks[at]
        self.owners = {item["key"]: item["owner"] for name in OWNED for item in self.items(name)}

    def items(self, name: str) -> list[Any]:
        found: list[Any] = self.document.get(name, [])
        return found

    def number(self, key: str) -> int:
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def inbox(self, institution: str) -> str:
        return f"inbox of {institution}"

    def file(self, key: str) -> str:
        return key if key in self.owners else self.inbox(key)

    def owner(self, file: str) -> str:
        return self.owners.get(file, file.removeprefix("inbox of "))

    def when(self, item: Item) -> dict[str, int]:
        end = item.get("to")
        return {"start": self.ranks[_instant(item["from"])], "end": self.ranks[_instant(end)] if end else FOREVER}

    def world(self) -> World:
        return World(
            users={self.number(item["key"]): item.get("active", True) for item in self.items("users")},
            institutions=frozenset(self.number(item["key"]) for item in self.items("institutions")),
            memberships=tuple(
                model.Membership(*self.who(m), m["role"], m.get("supervises", False), **self.when(m))
                for m in self.items("memberships")
            ),
            authorisations=tuple(
                model.Authorisation(*self.who(a), category, **self.when(a))
                for a in self.items("authorisations")
                for category in a["categories"]
            ),
            declarations=tuple(model.Declaration(*self.who(s), **self.when(s)) for s in self.items("statements")),
            anchors=tuple(self.anchors()),
            appointments=tuple(
                model.Appointment(*self.who(a), self.number(self.file(a["file"])), a["capacity"], **self.when(a))
                for a in self.items("appointments")
            ),
            parts=tuple(
                model.Part(
                    self.number(p["dossier"]), self.number(p["subject"]), p.get("part", "member"), **self.when(p)
                )
                for p in self.items("parts")
            ),
            emergencies=tuple(
                model.Emergency(*self.who(e), self.number(e["subject"]), **self.when(e))
                for e in self.items("emergencies")
            ),
            vetoes=tuple(self.vetoes()),
            shares=tuple(self.shares()),
            bases=tuple(self.bases()),
            **self.papers(),
            **self.law(),
        )

    def who(self, item: Item) -> tuple[int, int]:
        return self.number(item["user"]), self.number(item["institution"])

    def anchors(self) -> Iterator[model.Anchor]:
        kinds = (("people", "person"), ("households", "household"), ("dossiers", "dossier"))
        for name, kind in kinds:
            for item in self.items(name):
                yield model.Anchor(self.number(item["key"]), kind, self.number(item["owner"]))  # type: ignore[arg-type]
        for item in self.items("institutions"):
            yield model.Anchor(self.number(self.inbox(item["key"])), "inbox", self.number(item["key"]))
        for item in self.items("referrals"):
            yield model.Anchor(self.number(f"person of {item['key']}"), "person", self.number(item["addressee"]))

    def vetoes(self) -> Iterator[model.Veto]:
        for v in self.items("vetoes"):
            user, institution = (self.number(v[name]) if name in v else None for name in ("user", "institution"))
            file = self.number(self.file(v["file"]))
            yield model.Veto(file, v["kind"], user, institution, v.get("category"), **self.when(v))

    def shares(self) -> Iterator[model.Share]:
        for s in self.items("shares"):
            file = self.file(s["file"])
            keys = (s.get("owner", self.owner(file)), s["recipient"], file, s["subject"])
            owner, recipient, anchor, subject = map(self.number, keys)
            rest = (self.number(s["agreement"]), self.number(s["basis"]))
            yield model.Share(owner, recipient, anchor, subject, s["category"], s["purpose"], *rest, **self.when(s))

    def bases(self) -> Iterator[model.Basis]:
        for b in (*self.items("consents"), *self.items("provisions")):
            keys = map(self.number, (b["key"], b["subject"], b["recipient"]))
            yield model.Basis(*keys, b["category"], b["purpose"], **self.when(b))

    def papers(self) -> dict[str, Any]:
        forces, parties, clauses = [], [], []
        for paper in self.items("agreements"):
            agreement = self.number(paper["key"])
            forces += [model.AgreementForce(agreement, **self.when(f)) for f in paper.get("in_force", [])]
            signed = [p for p in paper["parties"] if "from" in p]
            parties += [model.Party(agreement, self.number(p["institution"]), **self.when(p)) for p in signed]
            for c in paper.get("clauses", []):
                giver, receiver = (self.number(c[name]) if name in c else None for name in ("giver", "receiver"))
                terms = (c["category"], c["purpose"], c.get("max_level", 2))
                clauses.append(model.Clause(agreement, *terms, giver, receiver, **self.when(c)))
        return {"forces": tuple(forces), "parties": tuple(parties), "clauses": tuple(clauses)}

    def law(self) -> dict[str, Any]:
        """What holds now, as holding always: at other instants nothing is asked."""
        return {
            name: tuple(
                kind(*keys, start=0, end=FOREVER)
                for keys in table.objects.filter(valid_at(self.now)).values_list(*columns)
            )
            for name, (kind, table, columns) in LAW.items()
        }

    # ---- Rows

    def rows(self) -> Iterator[Asked]:
        for item in self.items("households"):
            yield self._asked("household", "households", item["key"], ("id",), item["key"], item["key"], "family")
        for item in self.items("people"):
            yield from self._of_person(item)
        for item in self.items("dossiers"):
            if "case" in item:
                where = (item["key"], item["case"]["household"])
                yield self._asked("case", "dossiers", item["key"], ("case",), *where, "coordination")
        families = {item["key"]: item["case"]["household"] for item in self.items("dossiers") if "case" in item}
        for item in self.items("notes"):
            where = (item["dossier"], item.get("subject", families[item["dossier"]]))
            yield self._asked("note", "notes", item["key"], ("id",), *where, item["category"])
        for item in self.items("referrals"):
            yield from self._of_referral(item)

    def _of_person(self, item: Item) -> Iterator[Asked]:
        key = item["key"]
        yield self._asked("person", "people", key, ("id",), key, key, "identity")
        if "household" in item:
            yield self._asked("relation", "people", key, ("relation",), item["household"], key, "family")
        for name, category in (("school", "education"), ("work", "employment")):
            if name in item:
                yield self._asked("occupation", "people", key, (name,), key, key, category)

    def _of_referral(self, item: Item) -> Iterator[Asked]:
        key = item["key"]
        theirs = self.file(item.get("addressee_file", item["addressee"]))
        them = item.get("addressee_subject", f"person of {key}")
        for party, file, subject in (("sender", item["file"], item["subject"]), ("addressee", theirs, them)):
            yield self._asked("side", "referrals", key, (party, "side"), file, subject, "coordination")
            yield self._asked("letter", "referrals", key, (party, "letter"), file, subject, "family")
            for number, _answer in enumerate(item.get("answers", [])):
                yield self._asked("answer", "referrals", key, (party, "answers", number), file, subject, "family")

    def _asked(
        self, kind: str, collection: str, key: str, place: tuple[str | int, ...], file: str, subject: str, category: str
    ) -> Asked:
        label = (self.number(self.owner(file)), self.number(file), self.number(subject))
        return Asked(kind, collection, key, place, Row(*label, category, LEVELS.get(category, ORDINARY)))


OWNED = ("people", "households", "dossiers")
LAW: dict[str, Any] = {
    "role_rights": (model.RoleRight, access.RoleRight, ("role", "category", "action")),
    "kind_purposes": (model.KindPurpose, access.KindPurpose, ("kind", "purpose")),
    "statutory_lines": (model.StatutoryLine, access.StatutoryLine, ("purpose", "part", "category")),
    "vital_categories": (model.VitalCategory, access.VitalCategory, ("category",)),
}


def _instants(value: Any) -> Iterator[str]:
    """Every beginning and end in the file."""
    if isinstance(value, list):
        for part in value:
            yield from _instants(part)
    elif isinstance(value, dict):
        yield from (value[name] for name in ("from", "to") if name in value)
        for part in value.values():
            yield from _instants(part)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
