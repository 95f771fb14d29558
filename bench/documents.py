"""A paper of one page as PDF/A with tags, of new data each time, by the one compiler that is kept."""

from argparse import Namespace
from contextlib import ExitStack

from bench.rounds import Act, Case, Goal, measure, opened, verdict
from kooperacja.documents.printing import pdf

# Milliseconds; WeasyPrint takes 226 for such a page, and whoever makes the compiler anew each time some 200.
MOST = 40
ROWS = 12


def main(options: Namespace) -> int:
    with ExitStack() as stack:
        report = opened(stack, options, bench="documents", rows=ROWS)
        acts = {"letter of one page": Act(lambda number: len(_letter(number)) > 0, repeat=20)}
        measure(Case("paper", acts, [Goal("letter of one page", most=MOST)]), report, options.rounds)
    return verdict(report)


_made = iter(range(10**9))


def _letter(_number: int) -> bytes:
    """What is printed twice in the same words would be kept by the compiler."""
    turn = next(_made)
    rows = [[f"Dane o edukacji {turn} {row}", "Szkoła Podstawowa w Wierzbowie"] for row in range(ROWS)]
    parts = [{"text": f"Zgoda numer {turn}. " * 20}, {"head": ["Co", "Komu"], "rows": rows}, {"sign": "Data i podpis"}]
    return pdf("documents", "letter", {"parts": parts}, title=f"Potwierdzenie {turn}", institution="GOPS Wierzbowo")
