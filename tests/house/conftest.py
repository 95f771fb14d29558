"""Numbers that a rule of the house counts are printed at the end of the run, also when all is well."""

from collections.abc import Callable, Mapping

import pytest

Told = Callable[[str, Mapping[str, object]], None]
MARK = "told "


@pytest.fixture
def told(record_property: Callable[[str, object], None]) -> Told:
    """`told("lines of packages", {"cases": 1938})`."""

    def tell(title: str, rows: Mapping[str, object]) -> None:
        record_property(MARK + title, {name: str(value) for name, value in rows.items()})

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, rows in getattr(report, "user_properties", ()):
                if name.startswith(MARK) and getattr(report, "when", "") == "call" and rows:
                    _print(terminalreporter, name.removeprefix(MARK), rows)


def _print(reporter: pytest.TerminalReporter, title: str, rows: Mapping[str, str]) -> None:
    reporter.write_sep("-", title)
    width = max(map(len, rows))
    for name, value in rows.items():
        reporter.write_line(f"{name:<{width}}  {value}")
