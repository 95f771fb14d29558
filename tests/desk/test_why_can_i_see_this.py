""" "Dlaczego to widzę?": the facts in plain Polish, for own rows and for windows, and nothing for others."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from kooperacja.access.actions import restrict
from kooperacja.access.models import Authorisation
from kooperacja.audit.models import Entry, Kind
from kooperacja.people.models import Person
from tests.cast import Town


def why(row: Any) -> str:
    return f"/dlaczego/{row._meta.model_name}/{row.pk}/"


def test_the_key_worker_reads_why_she_sees_her_own_case(cast: Town, ola: Person, as_worker: Any) -> None:
    page = as_worker(cast.anna).get(why(ola))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Widzisz te dane, bo GOPS Wierzbowo prowadzi tę sprawę, a Ty przy niej pracujesz." in text
    assert "Upoważnienie nr 7/2026" in text
    assert "Powołanie na osobę prowadzącą" in text
    assert "Żaden z warunków nie ma ostatniego dnia" in text


def test_the_supervisor_reads_that_he_supervises(cast: Town, ola: Person, as_worker: Any) -> None:
    assert "nadzorujesz" in as_worker(cast.halina).get(why(ola)).content.decode()


def test_a_partner_reads_agreement_consent_and_what_ends_first(
    cast: Town, ola: Person, open_window: Callable[..., Any], as_worker: Any
) -> None:
    open_window(ola, cast.piotr)
    Authorisation.objects.filter(user=cast.piotr.user).update(valid_to=datetime(2027, 8, 31, 22, tzinfo=UTC))
    text = as_worker(cast.piotr).get(why(ola)).content.decode()
    assert "Widzisz te dane, bo GOPS Wierzbowo udostępnia je Twojej instytucji." in text
    assert "Porozumienie o współpracy PZK Wierzbowo, § 4 ust. 2" in text
    assert "Zgoda z 12.10.2026, punkt 2" in text
    assert "31.12.2027" in text
    assert "Najwcześniej skończy się: Upoważnienie, 31.08.2027." in text


def test_the_read_of_another_institutions_row_is_in_the_trail_before_the_page(
    cast: Town, ola: Person, open_window: Callable[..., Any], as_worker: Any
) -> None:
    open_window(ola, cast.piotr)
    as_worker(cast.piotr).get(why(ola))
    entry = Entry.objects.get(kind=Kind.READ)
    assert (entry.action, entry.user_id, entry.ground) == ("read.why", cast.piotr.user.pk, "shared")


def test_a_window_that_has_ended_is_the_page_of_what_is_missing(
    cast: Town, ola: Person, open_window: Callable[..., Any], as_worker: Any, at_monday: Any
) -> None:
    """I7: the last instant and the first one after it."""
    open_window(ola, cast.piotr, valid_to=datetime(2026, 11, 30, 23, tzinfo=UTC))
    browser = as_worker(cast.piotr)
    assert browser.get(why(ola)).status_code == 200
    at_monday.move_to(datetime(2026, 11, 30, 23, tzinfo=UTC))
    browser = as_worker(cast.piotr)
    assert browser.get(why(ola)).status_code == 404


def test_who_does_not_see_the_row_learns_nothing(cast: Town, ola: Person, as_worker: Any) -> None:
    browser = as_worker(cast.jan)
    closed = browser.get(why(ola))
    missing = browser.get(f"/dlaczego/person/{ola.pk + 77}/")
    assert closed.status_code == missing.status_code == 404
    assert browser.get("/dlaczego/password/1/").status_code == 404


def test_a_restricted_row_says_so_to_the_key_worker(cast: Town, ola: Person, as_worker: Any) -> None:
    restrict(cast.halina.actor, anchor_id=ola.anchor_id)
    assert (
        "Przetwarzanie tych danych jest ograniczone (art. 18 RODO)"
        in as_worker(cast.anna).get(why(ola)).content.decode()
    )
    assert as_worker(cast.halina).get(why(ola)).status_code == 404


def test_the_title_holds_no_name(cast: Town, ola: Person, as_worker: Any) -> None:
    assert "Malinowsk" not in as_worker(cast.anna).get(why(ola)).content.decode()
