"""All surfaces of one reader beside what the model says, in both directions."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from tests.kernel.ledger import Ledger
from tests.kernel.model import ACTIONS
from tests.kernel.small_county import ACTORS, HELP, KINDS, Family, Piece, SmallCounty

# Readers who ask the interface although nothing has changed for them.
IN_TURN = 2


class Looks:
    """`turn` chooses which of the dear surfaces are looked at now; a thorough look takes all of them."""

    def __init__(self, county: SmallCounty, ledger: Ledger, *, thorough: bool) -> None:
        self.county, self.ledger, self.thorough = county, ledger, thorough
        self.words = {piece.word: piece for piece in county.pieces if piece.word}
        self.asked = 0
        self.before: dict[str, Any] = {}

    def at_everything(self, turn: int) -> None:
        """The kernel is asked for everybody. The interface is asked by those for whom something has changed, and by
        two others in their turn; in a thorough look, by everybody and for each row.
        """
        for place, name in enumerate(ACTORS):
            self.kernel(name, ACTIONS if self.thorough or turn % 3 == place % 3 else ("read",))
            seen = self.ledger.sight(name), self.ledger.is_alive(name)
            in_turn = (turn + place) % len(ACTORS) < IN_TURN
            if self.thorough or in_turn or self.before.get(name) != seen:
                self.interface(name, turn + 5 * place)
            if self.thorough or turn % (2 * len(ACTORS)) == 2 * place:
                self.pages(name)
                self.who_sees(name, turn)
            self.before[name] = seen

    def interface(self, name: str, turn: int) -> None:
        self.lists(name)
        for family in self.county.families:
            self.case(name, family)
        for piece in self._some(turn, self.county.pieces):
            self.explanation(name, piece)
            self.person(name, piece)

    def _some(self, turn: int, pieces: list[Piece]) -> list[Piece]:
        return pieces if self.thorough else [pieces[turn % len(pieces)], pieces[(3 * turn + 7) % len(pieces)]]

    def _get(self, name: str, path: str) -> Any:
        self.asked += 1
        answer = self.county.programs[name].get(path)
        assert answer.status_code in ({200, 404} if self.ledger.is_alive(name) else {401}), (name, path, answer.content)
        self._tells_only_what_is_open(name, path, answer.content.decode())
        return answer

    def _tells_only_what_is_open(self, name: str, path: str, text: str) -> set[str]:
        found = {word for word in self.words if word in text}
        closed = {word for word in found if self.words[word] not in self.ledger.sight(name)}
        assert not closed, (name, path, closed)
        return found

    # ---- Each surface

    def kernel(self, name: str, actions: Iterable[str]) -> None:
        actor = self.county.workers[name].actor
        with snapshot():
            for action in actions:
                seen = self.ledger.sight(name, action)
                for kind, table in KINDS.items() if action == "read" else [("case", KINDS["case"])]:
                    shown = {row.pk for row in visible(table, actor, HELP, action).all()}
                    expected = {piece.pk for piece in seen if piece.kind == kind}
                    assert shown == expected, (name, action, kind, shown, expected)

    def lists(self, name: str) -> None:
        answer = self._get(name, "/cases?state=all")
        if answer.status_code == 200:
            expected = {piece.pk for piece in self.ledger.sight(name) if piece.kind == "case"}
            told = answer.json()
            assert ({row["id"] for row in told["items"]}, told["total"]["number"]) == (expected, len(expected)), name

    def case(self, name: str, family: Family) -> None:
        answer, seen = self._get(name, f"/cases/{family.case.ref}"), self.ledger.sight(name)
        assert (answer.status_code == 200) == (family.file in seen), (name, family.key)
        if answer.status_code == 200:
            told, mine = answer.json(), [piece for piece in family.pieces if piece in seen]
            for part, kind in (("people", "person"), ("notes", "note")):
                assert {row["id"] for row in told[part]} == {one.pk for one in mine if one.kind == kind}, (name, part)

    def person(self, name: str, piece: Piece) -> None:
        if piece.kind == "person":
            answer = self._get(name, f"/people/{piece.ref}")
            assert (answer.status_code == 200) == (piece in self.ledger.sight(name)), (name, piece)

    def explanation(self, name: str, piece: Piece) -> None:
        answer = self._get(name, f"/explain?kind={piece.kind}&id={piece.pk}")
        assert (answer.status_code == 200) == (piece in self.ledger.sight(name)), (name, piece)
        assert answer.status_code != 200 or answer.json()["grounds"], (name, piece)

    def who_sees(self, name: str, turn: int) -> None:
        seen = sorted(self.ledger.sight(name), key=lambda piece: (piece.kind, piece.pk))
        for piece in self._some(turn, seen) if seen else []:
            told = self._get(name, f"/who-can-see?kind={piece.kind}&id={piece.pk}").json()
            shown = {one["name"] for group in told["seen_by"] for one in group["people"]}
            readers = self.ledger.readers_of(piece)
            assert shown == {worker.user.full_name for worker in self._staff() if worker.user.pk in readers}, piece

    def _staff(self) -> list[Any]:
        return list(self.county.cast.workers.values())

    def pages(self, name: str) -> None:
        """The pages and the spreadsheet: whoever left is sent away from all of them."""
        seen, alive = self.ledger.sight(name), self.ledger.is_alive(name)
        files = {piece.word for piece in seen if piece.kind == "case"}
        found = self._words(name, "/rodziny/?stan=all", alive=alive)
        assert {word for word in found if self.words[word].kind == "case"} == files, name
        for family in self.county.families:
            shown = self._words(name, f"/rodziny/{family.case.ref}/", alive=alive and family.file in seen)
            mine = {one.word for one in family.pieces if one in seen and one.kind in {"case", "household", "person"}}
            assert family.file not in seen or mine <= shown, (name, mine - shown)
        self._sheet(name, alive=alive)

    def _words(self, name: str, path: str, *, alive: bool) -> set[str]:
        self.asked += 1
        answer = self.county.browser(name).get(path)
        assert (answer.status_code == 200) == alive, (name, path, answer.status_code)
        return self._tells_only_what_is_open(name, path, answer.content.decode())

    def _sheet(self, name: str, *, alive: bool) -> None:
        """What is taken out needs the right to export."""
        self.asked += 1
        answer = self.county.browser(name).get("/rodziny/xlsx/")
        assert (answer.status_code == 200) == alive, (name, answer.status_code)
        text = ""
        if alive:
            with ZipFile(BytesIO(answer.content)) as book:
                text = "".join(book.read(part).decode() for part in book.namelist() if part.endswith(".xml"))
        found = {word for word in self._tells_only_what_is_open(name, "xlsx", text) if self.words[word].kind == "case"}
        assert found == {piece.word for piece in self.ledger.sight(name, "export") if piece.kind == "case"}, name
