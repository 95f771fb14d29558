"""The questions of the access benchmark: through the door, of an owner without rights, and with one OR."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from bench.county import NOTES, PURPOSE, SUPERVISORS, TEAM, County
from kooperacja.access.compiler import ROW_COLUMNS, Compiler
from kooperacja.access.door import READ, decide, visible, who
from kooperacja.access.explain import explain, who_can_see
from kooperacja.access.models import Labelled
from kooperacja.access.permit import Claim, permit
from kooperacja.access.snapshot import read_transaction, snapshot
from kooperacja.access.visible import COUNT_LIMIT, _encoded
from kooperacja.cases.models import Case, Note
from kooperacja.cases.queries.listing import ALL, Wanted, case_page
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.folding import fold
from kooperacja.people.models import Household

DOOR, OWNER, WHOLE_OR = "the door", "owner's list without rights", "one OR of all grounds"
PAGE, DEEP, CROWD = 50, 1000, 20
ORDER = ("-updated_at", "-pk")
SEARCHED = ("Kowalewska", "Nowakowski", "Zieliński", "Szymańczyk", "Lewandarz")
Actors = Sequence[Actor]


class Asked:
    """Who asks, and what. A question is asked by the actors in turn, by the number of the repetition."""

    def __init__(self, county: County) -> None:
        self.county = county
        self._pages: dict[Actor, list[int]] = {}
        largest = county.dossiers * 24 // 100
        self.workers = self._actors(county.own, range(largest, county.dossiers))
        self.colleagues = self._actors(county.own, range(largest))
        self.partners = self._actors(county.partner, range(county.in_largest_agreement))
        self.supervisors = [self.actor(number + 1) for number in range(SUPERVISORS)]
        self.rescuers = self._actors(county.own, range(3, county.dossiers - 1, 10 * TEAM))

    def actor(self, user: int) -> Actor:
        place, role = self.county.posts[user - 1]
        return Actor(user, user, place + 1, role, name="")

    def _actors(self, users: Sequence[int], dossiers: range) -> list[Actor]:
        step = max(1, len(dossiers) // CROWD)
        return [self.actor(user) for user in dict.fromkeys(users[dossier] for dossier in dossiers[::step])]

    # ---- A page

    def page(self, actors: Actors, number: int, after: str = "") -> list[int]:
        with snapshot():
            found = visible(Note, _turn(actors, number), PURPOSE).page(ORDER, after=after, limit=PAGE)
        return [row.pk for row in found.rows]

    def owner_page(self, actors: Actors, number: int) -> list[int]:
        rows = Note._base_manager.filter(owner_id=_turn(actors, number).institution_id).order_by(*ORDER)
        return [row.pk for row in rows[: PAGE + 1]][:PAGE]

    def whole_page(self, actors: Actors, number: int, start: int = 0) -> list[int]:
        with snapshot() as shot:
            rows = _whole(Note, _turn(actors, number), shot.at).order_by(*ORDER)
            return [row.pk for row in rows[start : start + PAGE + 1]][:PAGE]

    def deep(self) -> tuple[str, int]:
        """The cursor before the thousandth page of the first supervisor, or before the last whole one."""
        actor = self.supervisors[0]
        with snapshot() as shot:
            arm = visible(Note, actor, PURPOSE)._plan.queries()[0][1].order_by(*ORDER)
            total = arm.order_by().count()
            start = min(DEEP, total // PAGE - 1) * PAGE
            with permit(Claim(**who(actor, PURPOSE), at=shot.at)):
                return _encoded(arm[start - 1], ORDER), start

    # ---- One object

    def note(self, actors: Actors, number: int) -> int:
        """A note of the first page of the actor whose turn it is."""
        actor = _turn(actors, number)
        if actor not in self._pages:
            self._pages[actor] = self.page([actor], 0)
        return self._pages[actor][number // len(actors) % len(self._pages[actor])]

    def _any_note(self, actors: Actors, number: int) -> int:
        """Every other time one that the actor may well not see."""
        return 1 + number * 7919 % self.county.rows if number % 2 else self.note(actors, number)

    def one(self, actors: Actors, number: int) -> int:
        with snapshot():
            rows = visible(Note, _turn(actors, number), PURPOSE).filter(pk=self.note(actors, number)).all(limit=1)
        return len(rows)

    def bare_one(self, actors: Actors, number: int) -> int:
        return len(Note._base_manager.filter(pk=self.note(actors, number))[:1])

    def explained(self, actors: Actors, number: int) -> bool:
        return any(report.holds for report in explain(_turn(actors, number), self._row(actors, number), PURPOSE))

    def decided(self, actors: Actors, number: int) -> bool:
        return bool(decide(_turn(actors, number), READ, self._row(actors, number), PURPOSE))

    def _row(self, actors: Actors, number: int) -> Note:
        row: Note = Note._base_manager.get(pk=self._any_note(actors, number))
        return row

    def seers(self, number: int) -> list[int]:
        """Of a sample of workers, those whom `who_can_see` names."""
        found = {sight.user_id for sight in who_can_see(self._row(self.partners, number), PURPOSE)}
        return sorted(found & self._sample(number))

    def seers_one_by_one(self, number: int) -> list[int]:
        row = self._row(self.partners, number)
        return sorted(user for user in self._sample(number) if decide(self.actor(user), READ, row, PURPOSE))

    def _sample(self, number: int) -> set[int]:
        dossier = (self._any_note(self.partners, number) - 1) // NOTES
        near = {self.county.own[dossier], self.county.partner[dossier]} - {0}
        crowd = (*self.workers[:4], *self.partners[:4], *self.supervisors[:2])
        return near | {actor.user_id for actor in crowd}

    # ---- How many, and a search

    def count(self, actors: Actors, number: int) -> tuple[int, bool]:
        with snapshot():
            total = visible(Note, _turn(actors, number), PURPOSE).count()
        return total.number, total.more

    def owner_count(self, actors: Actors, number: int) -> tuple[int, bool]:
        rows = Note._base_manager.filter(owner_id=_turn(actors, number).institution_id)
        return _total(rows)

    def whole_count(self, actors: Actors, number: int) -> tuple[int, bool]:
        with snapshot() as shot:
            return _total(_whole(Note, _turn(actors, number), shot.at))

    def search(self, actors: Actors, number: int) -> list[int]:
        with snapshot():
            page = case_page(_turn(actors, number), PURPOSE, Wanted(_text(number), ALL), limit=PAGE)
        return [row.pk for row in page.rows]

    def owner_search(self, actors: Actors, number: int) -> list[int]:
        """The same statements of the page and of the count, narrowed to the owner alone."""
        owned = {"owner_id": _turn(actors, number).institution_id}
        homes, cases = Household._base_manager.filter(**owned), Case._base_manager.filter(**owned)
        found = cases.filter(_matches(homes, number))
        with read_transaction():
            _total(found)
            return [row.pk for row in found.order_by(*ORDER)[: PAGE + 1]][:PAGE]

    def whole_search(self, actors: Actors, number: int) -> list[int]:
        actor = _turn(actors, number)
        with snapshot() as shot:
            homes, cases = _whole(Household, actor, shot.at), _whole(Case, actor, shot.at)
            rows = cases.filter(_matches(homes, number)).order_by(*ORDER)
            return [row.pk for row in rows[: PAGE + 1]][:PAGE]


def _turn(actors: Actors, number: int) -> Actor:
    return actors[number % len(actors)]


def _whole(model: type[Labelled], actor: Actor, at: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._base_manager.filter(Compiler(ROW_COLUMNS, who(actor, PURPOSE), at).whole())
    return rows


def _total(rows: QuerySet[Any]) -> tuple[int, bool]:
    number = rows.order_by()[: COUNT_LIMIT + 1].count()
    return min(number, COUNT_LIMIT), number > COUNT_LIMIT


def _text(number: int) -> str:
    return SEARCHED[number % len(SEARCHED)]


def _matches(homes: QuerySet[Any], number: int) -> Q:
    text = _text(number)
    named = homes.filter(folded__contains=fold(text)).values("anchor_id")
    return Q(number__icontains=text) | Q(external_number__icontains=text) | Q(subject_id__in=named)
