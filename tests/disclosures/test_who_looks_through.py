"""The recipient's side decides which of its workers look through a window: who supervises, and never for himself."""

from typing import Any

import pytest

from kooperacja.access.door import visible
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.models import Case
from kooperacja.consents.actions import Item
from kooperacja.disclosures import actions
from kooperacja.disclosures.models import RegisterEntry
from kooperacja.foundation.errors import KooperacjaError
from kooperacja.notices.models import Notice
from kooperacja.people.models import Person
from tests.cast import Town, Worker
from tests.consents.conftest import Give
from tests.disclosures.conftest import HELP, entry_of


@pytest.fixture
def shown(cast: Town, case: Case, family: dict[str, Person], give: Give, hand_over: Any) -> RegisterEntry:
    """Who Marta is, through a window for the school."""
    school = cast.at("school").pk
    give(items=[Item(school, "identity")])
    return hand_over((family["Marta"].anchor_id, "identity", school))[0]  # type: ignore[no-any-return]


def names(worker: Worker) -> list[str]:
    with snapshot():
        return [str(row) for row in visible(Person, worker.actor, HELP).all()]


def test_who_is_let_in_sees_it_and_is_told_and_sees_nothing_when_let_out(cast: Town, shown: RegisterEntry) -> None:
    mine = entry_of(cast.wanda, shown)
    assert names(cast.piotr) == []
    actions.let_in(actor=cast.wanda.actor, entry=mine, user_id=cast.piotr.user.pk)
    assert names(cast.piotr) == ["Marta Malinowska"]
    assert Notice.objects.filter(user=cast.piotr.user, code="disclosure.let_in").count() == 1
    actions.let_out(actor=cast.wanda.actor, entry=mine, user_id=cast.piotr.user.pk)
    assert names(cast.piotr) == []


def test_nobody_lets_himself_in_and_nobody_of_another_institution(cast: Town, shown: RegisterEntry) -> None:
    mine = entry_of(cast.wanda, shown)
    for worker, code in ((cast.wanda, "window.own"), (cast.jan, "window.worker_unknown")):
        with pytest.raises(KooperacjaError) as refused:
            actions.let_in(actor=cast.wanda.actor, entry=mine, user_id=worker.user.pk)
        assert refused.value.code == code
    assert names(cast.wanda) == names(cast.jan) == []


def test_through_a_closed_window_nobody_is_let_in(cast: Town, shown: RegisterEntry) -> None:
    actions.close(actor=cast.anna.actor, entry=shown)
    with pytest.raises(KooperacjaError) as refused:
        actions.let_in(actor=cast.wanda.actor, entry=entry_of(cast.wanda, shown), user_id=cast.piotr.user.pk)
    assert refused.value.code == "disclosure.no_window"


def test_the_page_lets_in_and_shows_the_person_to_who_looks(cast: Town, shown: RegisterEntry, as_worker: Any) -> None:
    address = f"/udostepnienia/{shown.disclosure.ref}/"
    wanda = as_worker(cast.wanda)
    first = wanda.get(address).content.decode()
    assert "Jeszcze nikt" in first
    assert "Malinowsk" not in first
    done = wanda.post(f"{address}czytelnicy/", {"user_id": cast.piotr.user.pk}, follow=True).content.decode()
    assert "Od teraz ta osoba widzi" in done
    assert "Piotr Sowa" in done
    wrong = wanda.post(f"{address}czytelnicy/", {"user_id": "x"}, follow=True).content.decode()
    assert "Od teraz" not in wrong
    assert as_worker(cast.anna).get(address).content.decode().count("Kto z Was") == 0
    assert as_worker(cast.anna).post(f"{address}czytelnicy/", {"user_id": 1}).status_code == 403
    gone = wanda.post(f"{address}czytelnicy/koniec/", {"user_id": cast.piotr.user.pk}, follow=True).content.decode()
    assert "Jeszcze nikt" in gone
