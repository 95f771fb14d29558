"""The Malinowscy of GOPS, of whom two are adults."""

from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
