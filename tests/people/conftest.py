"""The people of tests/cases stand here too: a person is reached through the case of the family."""

from tests.api.conftest import program
from tests.cases.conftest import case, family

__all__ = ["case", "family", "program"]
