"""Polish words: every package's catalogue is complete, compiled, and says the same thing in the same way."""

import pytest

from tests.house.tree import packages
from tools import messages


@pytest.mark.parametrize("package", packages())
def test_the_polish_catalogue_of_a_package_is_complete(package: str) -> None:
    if problems := list(messages.check(package)):
        pytest.fail("\n".join(problems), pytrace=False)


def test_the_same_words_are_translated_the_same_in_every_package() -> None:
    if problems := list(messages.conflicts(messages.translations(packages()))):
        pytest.fail("\n".join(problems), pytrace=False)
