"""Geometry of both pictures: rows of a genogram with the lines between them, and the two columns of an ecomap. Numbers
and paths only; what is not among the rows that come in takes no place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot
from textwrap import wrap

from kooperacja.genograms.queries.relatives import Bond, Relative, Sex, Tree
from kooperacja.genograms.queries.ties import Strength, Tie

SLOT, ROW, HALF = 164, 180, 28
TOP, LEAST_WIDTH = 48, 480
# The line above children lies so far over them; each further family of a row a little higher.
OVER, STEP = 30, 8
# The lines of an ecomap.
WIDE, BOX, BOX_HEIGHT, BOX_STEP, RING = 960, 270, 62, 78, 84
LETTERS, TEETH = 30, 9


@dataclass(frozen=True, slots=True)
class Node:
    """A person at the middle of the symbol. `outer` is the shape around who is marked."""

    who: Relative
    x: int
    y: int
    shape: str
    outer: str
    cross: str


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` is a bond; `cut` the two strokes that cross the line of people who separated."""

    path: str
    kind: str
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Genogram:
    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def genogram(tree: Tree) -> Genogram:
    """Generations from above, each row from left to right in the order in which it is read."""
    rows: dict[int, list[Relative]] = {}
    for one in tree.people:
        rows.setdefault(one.level, []).append(one)
    unions = _unions(tree)
    width = max([LEAST_WIDTH, *(len(row) * SLOT for row in rows.values())])
    at: dict[int, tuple[int, int]] = {}
    for level, row in sorted(rows.items()):
        left = (width - len(row) * SLOT) // 2 + SLOT // 2
        for place, pk in enumerate(_ordered(row, tree, unions, at)):
            at[pk] = (left + place * SLOT, TOP + level * ROW)
    nodes = sorted((_node(one, *at[one.pk]) for one in tree.people), key=lambda one: (one.y, one.x))
    lines = (*_couples(tree, unions, at), *_children(tree, at, Bond.PARENT), *_children(tree, at, Bond.CARE))
    return Genogram(width, TOP + max(len(rows), 1) * ROW - 76, tuple(nodes), lines)


def _unions(tree: Tree) -> set[tuple[int, int]]:
    """Couples, and who has children together: they stand side by side."""
    pairs = {(min(link.one, link.two), max(link.one, link.two)) for link in tree.couples()}
    level = {one.pk: one.level for one in tree.people}
    for one in tree.people:
        pairs |= set(combinations(sorted(tree.linked(one.pk, Bond.PARENT)), 2))
    return {pair for pair in pairs if level[pair[0]] == level[pair[1]]}


def _ordered(
    row: Sequence[Relative], tree: Tree, unions: Iterable[tuple[int, int]], at: Mapping[int, tuple[int, int]]
) -> list[int]:
    """Below their parents where these stand already, the elder first; who makes a pair comes right after the other."""
    beside: dict[int, list[int]] = {one.pk: [] for one in row}
    for one, two in sorted(unions):
        if one in beside:
            beside[one].append(two)
            beside[two].append(one)

    def place(one: Relative) -> float:
        above = [at[pk][0] for pk in tree.linked(one.pk, Bond.PARENT) if pk in at]
        return sum(above) / len(above) if above else 0.0

    # Who has several partners stands between them, so a chain begins at one of its ends.
    waiting = [one.pk for one in sorted(row, key=lambda one: (place(one), len(beside[one.pk]) > 1))]
    ordered: list[int] = []
    while waiting:
        chain = waiting[:1]
        while chain:
            pk = chain.pop()
            waiting.remove(pk)
            ordered.append(pk)
            chain = [other for other in beside[pk] if other in waiting][:1]
    return ordered


def _node(one: Relative, x: int, y: int) -> Node:
    cross = f"M{x - HALF} {y - HALF}L{x + HALF} {y + HALF}M{x + HALF} {y - HALF}L{x - HALF} {y + HALF}"
    return Node(one, x, y, _shape(one.sex, x, y, HALF), _shape(one.sex, x, y, HALF + 7), cross if one.has_died else "")


def _shape(sex: Sex, x: int, y: int, half: int) -> str:
    """A square, a circle, or a diamond where the sex is not known."""
    if sex == Sex.MAN:
        return f"M{x - half} {y - half}h{2 * half}v{2 * half}h-{2 * half}z"
    if sex == Sex.WOMAN:
        return f"M{x - half} {y}a{half} {half} 0 1 0 {2 * half} 0a{half} {half} 0 1 0 -{2 * half} 0z"
    wide = half + 4
    return f"M{x} {y - wide}L{x + wide} {y}L{x} {y + wide}L{x - wide} {y}z"


def _couples(tree: Tree, unions: Iterable[tuple[int, int]], at: Mapping[int, tuple[int, int]]) -> Iterator[Line]:
    apart = {(min(link.one, link.two), max(link.one, link.two)) for link in tree.links if link.bond == Bond.SEPARATED}
    for pair in sorted(unions):
        (left, y), (right, _same) = sorted(at[pk] for pk in pair)
        if right - left == SLOT:
            path = f"M{left + HALF} {y}H{right - HALF}"
        else:
            path = f"M{left} {y - HALF}V{y - HALF - 14}H{right}V{y - HALF}"
            y -= HALF + 14
        middle = (left + right) // 2 - 22
        cut = f"M{middle} {y + 10}l8 -20M{middle + 9} {y + 10}l8 -20" if pair in apart else ""
        yield Line(path, Bond.SEPARATED if cut else Bond.COUPLE, cut)


def _children(tree: Tree, at: Mapping[int, tuple[int, int]], bond: Bond) -> Iterator[Line]:
    """One line down from the parents, one across, and one to each child."""
    families: dict[tuple[int, ...], list[int]] = {}
    for one in tree.people:
        parents = tuple(sorted(tree.linked(one.pk, bond)))
        if parents:
            families.setdefault(parents, []).append(one.pk)
    for number, (parents, children) in enumerate(sorted(families.items())):
        bar = min(at[pk][1] for pk in children) - HALF - OVER - STEP * (number % 5)
        starts = [_start(parents, at)] if len(parents) == 2 else [at[pk] for pk in parents]  # noqa: PLR2004 - a pair.
        middle = starts[0][0]
        path = "".join(f"M{x} {y}V{bar}H{middle}" for x, y in starts)
        path += "".join(f"M{middle} {bar}H{at[pk][0]}V{at[pk][1] - HALF}" for pk in children)
        yield Line(path, bond)


def _start(parents: Sequence[int], at: Mapping[int, tuple[int, int]]) -> tuple[int, int]:
    """Between two parents; of those who do not stand side by side, below the left one."""
    (left, y), (right, other) = sorted(at[pk] for pk in parents)
    return ((left + right) // 2, y) if right - left == SLOT and y == other else (left, y)


@dataclass(frozen=True, slots=True)
class Box:
    """With whom or what: its corner, its text in lines, and the line to the family."""

    tie: Tie
    x: int
    y: int
    lines: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Ecomap:
    width: int
    height: int
    middle: tuple[int, int]
    boxes: tuple[Box, ...]


def ecomap(ties: Sequence[Tie]) -> Ecomap:
    """The first half on the left from above, the other on the right: as it is read."""
    half = (len(ties) + 1) // 2
    height = max(half * BOX_STEP + 24, 2 * RING + 40)
    middle = (WIDE // 2, height // 2)
    sides = ((ties[:half], 4), (ties[half:], WIDE - BOX - 4))
    boxes = tuple(box for side, x in sides for box in _column(side, x, height, middle))
    return Ecomap(WIDE, height, middle, boxes)


def _column(ties: Sequence[Tie], x: int, height: int, middle: tuple[int, int]) -> Iterator[Box]:
    top = (height - len(ties) * BOX_STEP) // 2 + (BOX_STEP - BOX_HEIGHT) // 2
    for place, tie in enumerate(ties):
        y = top + place * BOX_STEP
        edge = (x + BOX if x < middle[0] else x, y + BOX_HEIGHT // 2)
        lines = tuple(wrap(tie.what, LETTERS, max_lines=2 if not tie.whose else 1, placeholder="…"))
        yield Box(tie, x, y, lines, _tie_path(edge, middle, tie.strength))


def _tie_path(edge: tuple[int, int], middle: tuple[int, int], strength: Strength) -> str:
    """From the box to the circle of the family; a strained tie goes in a zigzag."""
    across, down = middle[0] - edge[0], middle[1] - edge[1]
    far = hypot(across, down)
    part = (far - RING) / far
    end = (edge[0] + across * part, edge[1] + down * part)
    if strength != Strength.STRAINED:
        return f"M{edge[0]} {edge[1]}L{end[0]:.0f} {end[1]:.0f}"
    points = [f"M{edge[0]} {edge[1]}"]
    for tooth in range(1, TEETH):
        side = 7 if tooth % 2 else -7
        x = edge[0] + across * part * tooth / TEETH - down / far * side
        y = edge[1] + down * part * tooth / TEETH + across / far * side
        points.append(f"L{x:.0f} {y:.0f}")
    return "".join(points) + f"L{end[0]:.0f} {end[1]:.0f}"
