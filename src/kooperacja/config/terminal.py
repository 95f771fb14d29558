"""How the command line prints: plain sentences to people, tables, and errors to stderr."""

from collections.abc import Container, Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

T = TypeVar("T")

# Words of people may hold brackets; rich would read them as markup, so every text is a Text.


def say(sentence: str, style: str = "") -> None:
    Console(highlight=False).print(Text(sentence, style), soft_wrap=True)


def complain(sentence: str) -> None:
    Console(stderr=True, highlight=False).print(Text(sentence, "red"), soft_wrap=True)


def show_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    styles: Sequence[str] = (),
    whole: Container[int] = (),
) -> None:
    """A table; `styles` names one style a row, `whole` the columns that are never broken, so that
    people can copy from them.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))
    for column, heading in enumerate(headings):
        table.add_column(Text(heading), overflow="fold", no_wrap=column in whole)
    for number, row in enumerate(rows):
        style = styles[number] if number < len(styles) else ""
        table.add_row(*(Text(cell) for cell in row), style=style)
    Console(highlight=False).print(table)


def with_progress(steps: Sequence[T]) -> Iterable[T]:
    """The same steps, with a bar that shows how far they are; away from a terminal, nothing."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield from bar.track(steps)
