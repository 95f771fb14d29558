"""The fictional county loaded anew: the same each time, and whole at the size of the demonstration."""

import pytest

from tests.config.test_demo import county, digest

pytestmark = [pytest.mark.full, pytest.mark.django_db]


def test_it_is_the_same_county_each_time() -> None:
    digests = []
    for _time in range(2):
        with county("tiny"):
            digests.append(digest())
    assert digests[0] == digests[1]


def test_the_small_county_holds_its_promises() -> None:
    with county("small") as summary:
        assert summary.families >= 60
        assert sum(summary.referrals.values()) >= 300
