"""A small county for the state machine: three institutions with their workers, a family at two of them,
an agreement between those two, and the facts in the tables as the model says them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kooperacja.access import models as access
from kooperacja.access.permit import permit
from kooperacja.accounts.models import User
from kooperacja.agreements import models as papers
from kooperacja.cases import actions as cases
from kooperacja.cases.models import Case, Note
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Institution, Membership
from kooperacja.people.models import Household, Occupation, Person, Relation
from tests.cast import MONDAY, Town, Worker, enrol
from tests.kernel import model

HELP = "joint_help"
MINUTE, DAY = timedelta(minutes=1), 24 * 60
KINDS: dict[str, Any] = {
    "case": Case,
    "note": Note,
    "person": Person,
    "household": Household,
    "relation": Relation,
    "occupation": Occupation,
}
ACTORS = ("anna", "iga", "halina", "filip", "piotr", "wanda", "jan", "zofia")
MANAGERS = {"gops": "halina", "school": "wanda", "police": "zofia"}
CLAUSES = {"coordination": 1, "identity": 2, "health": 3}


def minute(instant: datetime) -> int:
    """Instants of the model are minutes after Monday; what was before is its beginning, and an open end is far."""
    passed = int((instant - MONDAY) / MINUTE)
    return min(max(passed, 0), model.FOREVER)


def day_of(at: int) -> date:
    return (MONDAY + at * MINUTE).astimezone(ZoneInfo("Europe/Warsaw")).date()


def end_of(day: date) -> int:
    """The first instant of the day after."""
    after = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo("Europe/Warsaw"))
    return minute(after)


@dataclass(frozen=True)
class Piece:
    """A protected row: its label, the word that stands in it and nowhere else, and its reference."""

    kind: str
    pk: int
    row: model.Row
    word: str = ""
    ref: str = ""


@dataclass
class Family:
    """A case of one institution with everything in it."""

    key: str
    case: Case
    people: list[Person]
    pieces: list[Piece] = field(default_factory=list)

    @property
    def places(self) -> list[int]:
        return [self.case.anchor_id, self.case.subject_id, *(person.anchor_id for person in self.people)]

    @property
    def file(self) -> Piece:
        return next(piece for piece in self.pieces if piece.kind == "case")


class SmallCounty:
    def __init__(self, cast: Town, program: Callable[[Worker], Any], as_worker: Callable[[Worker], Any]) -> None:
        chief = User.objects.create_user("zofia@policja.example", full_name="Zofia Topola")
        title = {"title": "komendantka", "supervises": True}
        cast.workers["zofia"] = enrol(chief, cast.at("police"), Role.INSTITUTION_MANAGER, **title)
        self.cast = cast
        self.workers = {name: cast.workers[name] for name in ACTORS}
        self.institutions = {key: cast.at(key).pk for key in MANAGERS}
        self.programs = {name: program(worker) for name, worker in self.workers.items()}
        self.as_worker = as_worker
        self.families = [
            self._family("anna", "gops", ("Aurelia", "Bazyli", "Cytryna", "Rumianek")),
            self._family("piotr", "school", ("Dobrawa", "Eugeniusz", "Figowiec", "Szałwia")),
        ]
        self.agreement = self._agreement()

    def _family(self, who: str, key: str, words: tuple[str, str, str, str]) -> Family:
        first, second, surname, place = words
        actor, on = self.workers[who].actor, MONDAY.date()
        case = cases.open_case(actor=actor, family_name=surname, learned_on=on, key_worker_id=actor.user_id)
        school = {"occupation": place, "occupation_kind": "education"}
        child = cases.add_member(actor=actor, case=case, first_name=first, kinship="daughter", **school)
        parent = cases.add_member(actor=actor, case=case, first_name=second, kinship="father")
        for about, category in ((None, "family"), (child, "health"), (parent, "income")):
            told = {"kind": "visit", "happened_on": on, "category": category, "text": f"zapis-{key}-{category}"}
            cases.write_note(actor=actor, case=case, person=about, **told)  # type: ignore[arg-type]
        family = Family(key, case, [child, parent])
        family.pieces = list(_pieces(family))
        return family

    def _agreement(self) -> str:
        """Signed by the centre and the school, by programs, as anybody would."""
        halina, wanda, filip = (self.programs[name] for name in ("halina", "wanda", "filip"))
        last = (MONDAY + timedelta(days=25)).date().isoformat()
        ref: str = halina.post("/agreements", {"title": "Porozumienie próbne", "valid_until": last}).json()["ref"]
        path = f"/agreements/{ref}"
        halina.post(f"{path}/parties", {"institution_id": self.institutions["school"]})
        for category, level in CLAUSES.items():
            _done(halina.post(f"{path}/clauses", clause(category, level)))
        for move in ("negotiate", "review"):
            _done(halina.post(f"{path}/moves/{move}"))
        _done(filip.post(f"{path}/opinion", {"advice": "positive"}))
        _done(halina.post(f"{path}/moves/submit"))
        for who in (halina, wanda):
            _done(who.post(f"{path}/sign", {"signed_on": MONDAY.date().isoformat()}))
        _done(wanda.post(f"{path}/moves/enforce"))
        return ref

    def browser(self, name: str) -> Any:
        """Signed in anew: a session of yesterday has ended by itself."""
        return self.as_worker(self.workers[name])

    @property
    def pieces(self) -> list[Piece]:
        return [piece for family in self.families for piece in family.pieces]


def clause(category: str, level: int) -> dict[str, Any]:
    what = {"paragraph": "§ 5", "purpose": HELP, "category": category, "max_level": level}
    return {**what, "basis_act": "ustawa o pomocy społecznej", "basis_article": "art. 100"}


def _done(answer: Any) -> None:
    assert answer.status_code < 300, answer.content


def _pieces(family: Family) -> Iterator[Piece]:
    words = {"person": "first_name", "note": "text", "household": "name", "occupation": "text", "case": "number"}
    for kind, table in KINDS.items():
        with permit():
            found = list(table._base_manager.filter(anchor__in=family.places).order_by("pk"))
        for row in found:
            label = model.Row(row.owner_id, row.anchor_id, row.subject_id, row.category, row.level)
            word = getattr(row, words[kind]) if kind in words else ""
            yield Piece(kind, row.pk, label, word, getattr(row, "ref", ""))


# ---- The facts in the tables


def _live(row: Any) -> dict[str, int]:
    return {"start": minute(row.valid_from), "end": minute(row.valid_to)}


def _facts(shape: Any, rows: Any, *names: str, **renamed: str) -> tuple[Any, ...]:
    columns = {name: name for name in names} | renamed
    found = (
        shape(**{name: getattr(row, column) for name, column in columns.items()}, **_live(row))
        for row in rows.order_by("pk")
    )
    return tuple(fact for fact in found if fact.start < fact.end)


def law_in_tables() -> dict[str, tuple[Any, ...]]:
    """What the files of law say: no move touches it."""
    return {
        "role_rights": _facts(model.RoleRight, access.RoleRight.objects, "role", "category", "action"),
        "kind_purposes": _facts(model.KindPurpose, access.KindPurpose.objects, "kind", "purpose"),
        "statutory_lines": _facts(model.StatutoryLine, access.StatutoryLine.objects, "purpose", "part", "category"),
        "vital_categories": _facts(model.VitalCategory, access.VitalCategory.objects, "category"),
    }


def facts_in_tables(agreement: int) -> dict[str, tuple[Any, ...]]:
    """What the tables say now, each fact as the model writes it; of agreements, the one alone."""
    me = {"user": "user_id", "institution": "institution_id"}
    paper = {"agreement": "agreement_id"}
    vetoes = (
        model.Veto(
            anchor=row.anchor_id,
            kind=row.kind,
            user=row.user_id or None,
            institution=row.institution_id or None,
            category=row.category or None,
            **_live(row),
        )
        for row in access.Veto.objects.order_by("pk")
    )
    return {
        "memberships": _facts(model.Membership, Membership.objects, "role", "supervises", **me),
        "authorisations": _facts(model.Authorisation, access.Authorisation.objects, "category", **me),
        "declarations": _facts(model.Declaration, access.Declaration.objects, **me),
        "appointments": _facts(model.Appointment, access.Appointment.objects, "capacity", anchor="anchor_id", **me),
        "parts": _facts(model.Part, access.Part.objects, "part", dossier="dossier_id", subject="subject_id"),
        "emergencies": _facts(model.Emergency, access.Emergency.objects, subject="subject_id", **me),
        "forces": _facts(model.AgreementForce, papers.AgreementForce.objects.filter(agreement=agreement), **paper),
        "parties": _facts(
            model.Party,
            papers.AgreementParty.objects.filter(agreement=agreement),
            institution="institution_id",
            **paper,
        ),
        "clauses": _facts(
            model.Clause,
            papers.Clause.objects.filter(agreement=agreement),
            "category",
            "purpose",
            "max_level",
            giver="giver_id",
            receiver="receiver_id",
            **paper,
        ),
        "bases": _facts(
            model.Basis,
            access.Basis.objects,
            "category",
            "purpose",
            id="pk",
            subject="subject_id",
            recipient="recipient_id",
        ),
        "shares": _facts(
            model.Share,
            access.Share.objects,
            "category",
            "purpose",
            owner="owner_id",
            recipient="recipient_id",
            anchor="anchor_id",
            subject="subject_id",
            basis="basis_id",
            **paper,
        ),
        "vetoes": tuple(fact for fact in vetoes if fact.start < fact.end),
    }


def ground() -> dict[str, Any]:
    """Accounts, institutions and anchors: what no move of the machine touches."""
    anchors = access.Anchor.objects.order_by("pk")
    return {
        "users": dict(User.objects.values_list("pk", "is_active")),
        "institutions": frozenset(Institution.objects.values_list("pk", flat=True)),
        "anchors": tuple(model.Anchor(row.pk, row.kind, row.owner_id) for row in anchors),  # type: ignore[arg-type]
    }
