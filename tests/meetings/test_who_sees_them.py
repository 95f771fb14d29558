"""The page that says who sees a row knows a point of a meeting about a case."""

from typing import Any

from kooperacja.meetings.models import CaseItem
from tests.cast import Town


def test_who_sees_a_point_of_a_meeting_is_told_to_who_works_on_the_case(
    cast: Town, item: CaseItem, as_worker: Any
) -> None:
    page = as_worker(cast.anna).get(f"/kto-widzi/caseitem/{item.pk}/").content.decode()
    assert "Punkt posiedzenia o sprawie" in page
    assert cast.piotr.user.full_name in page
    assert as_worker(cast.tomasz).get(f"/kto-widzi/caseitem/{item.pk}/").status_code == 404
