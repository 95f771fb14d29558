"""A row takes its number from another one, which the reader may not see: then it has no number.

The note of the documented world is shared with the school, the case that it lies in is not.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from kooperacja.access.models import Authorisation
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.cases.models import Case
from kooperacja.config.world.building import build
from kooperacja.config.world.reading import checked
from kooperacja.desk.queries.sights import sights
from kooperacja.desk.queries.why import grounds
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound
from tools.make_world import AT

EXAMPLE = Path(__file__).parents[2] / "docs" / "world.json"


@pytest.fixture
def ids(db: None) -> Iterator[Any]:
    with time_machine.travel(AT, tick=False):
        yield build(checked(json.loads(EXAMPLE.read_text(encoding="utf-8"))))


def actor(email: str) -> Actor:
    row = Membership.objects.get(user__email=email)
    return Actor(row.user_id, row.pk, row.institution_id, row.role, "")


def title(reader: Actor, kind: str, pk: int) -> tuple[str, bool]:
    with snapshot():
        naming, _row, _grounds = grounds(reader, kind, pk, Purpose.JOINT_HELP)
        assert sights(reader, kind, pk).naming == naming
    return naming.title, naming.place is not None


def test_a_partner_is_told_of_the_note_and_not_the_number_of_the_case_that_is_closed_to_him(ids: Any) -> None:
    number, note = ids["dossiers"]["sprawa"]["number"], ids["notes"]["wizyta"]["id"]
    told, has_place = title(actor("piotr@sp.example"), "note", note)
    assert (number in told, has_place) == (False, False)
    told, has_place = title(actor("anna@gops.example"), "note", note)
    assert (number in told, has_place) == (True, True)
    with snapshot(), pytest.raises(NotFound):
        grounds(actor("piotr@sp.example"), Case._meta.model_name or "", ids["dossiers"]["sprawa"]["case"], "joint_help")


def test_a_letter_is_told_without_the_number_of_a_referral_whose_side_is_closed(ids: Any) -> None:
    """Whoever may read of families and not of coordination reads the letter and not the course."""
    anna, letter = actor("anna@gops.example"), ids["referrals"]["skierowanie"]["addressee"]["letter"]
    number = ids["referrals"]["skierowanie"]["number"]
    assert number in title(anna, "letter", letter)[0]
    Authorisation.objects.filter(user=anna.user_id, category="coordination").update(valid_to=AT)
    told, has_place = title(anna, "letter", letter)
    assert (number in told, has_place) == (False, False)
    with snapshot():
        assert sights(anna, "letter", letter).other_party == ""
