"""Whatever opens a row has words on both pages that explain access, and neither page fails for want of them."""

from datetime import timedelta
from typing import Any

from kooperacja.access.actions import break_glass, seal
from kooperacja.access.grounds import GROUNDS
from kooperacja.access.models import Capacity
from kooperacja.cases.models import Case
from kooperacja.desk.queries.sights import WHY
from kooperacja.people.models import Person
from tests.cast import Town

WHY_IT_IS = "Dziecko samo w domu, nikt nie odbiera telefonu."


def test_every_ground_has_words_for_others() -> None:
    assert set(WHY) == {ground.name for ground in GROUNDS}


def test_who_opened_an_emergency_access_is_named_to_the_key_worker_and_reads_why_himself(
    cast: Town, ola: Person, as_worker: Any, at_monday: Any
) -> None:
    """I17: the page stayed closed to the owner for as long as somebody read in an emergency."""
    break_glass(cast.tomasz.actor, subject_id=ola.subject_id, reason=WHY_IT_IS)
    at_monday.shift(timedelta(minutes=1))
    seen = as_worker(cast.anna).get(f"/kto-widzi/person/{ola.pk}/")
    assert seen.status_code == 200
    assert "korzysta z dostępu ratunkowego" in seen.content.decode()
    assert WHY_IT_IS not in seen.content.decode()
    told = as_worker(cast.tomasz).get(f"/dlaczego/person/{ola.pk}/")
    assert told.status_code == 200
    for words in ("Masz otwarty dostęp ratunkowy: tylko do odczytu", "Masz otwarty dostęp ratunkowy z podanym powodem"):
        assert words in told.content.decode(), words


def test_a_keeper_reads_why_he_sees_a_sealed_file(cast: Town, case: Case, as_worker: Any) -> None:
    keepers = [cast.halina.user.pk, cast.ewa.user.pk]
    seal(cast.halina.actor, anchor_id=case.anchor_id, keepers=keepers)
    assert "Jesteś opiekunem tych zamkniętych akt" in _why(as_worker(cast.ewa), case)
    seen = as_worker(cast.ewa).get(f"/kto-widzi/case/{case.pk}/").content.decode()
    assert str(Capacity.KEEPER.label) in seen


def _why(browser: Any, case: Case) -> str:
    answer = browser.get(f"/dlaczego/case/{case.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())
