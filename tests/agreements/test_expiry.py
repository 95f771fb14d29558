"""The end of an agreement: told before it comes, put off by an annex, or followed by a successor."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from kooperacja.agreements import actions, cli
from kooperacja.agreements.law import days_of_warning
from kooperacja.agreements.models import Agreement, Pact
from kooperacja.audit.models import Entry
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.clock import now
from kooperacja.foundation.errors import NotAllowed
from kooperacja.notices.models import Notice
from tests.agreements.conftest import CLAUSE, annexed, applied, send, sign
from tests.agreements.test_list_page import rows, shown
from tests.agreements.test_pacts import stored
from tests.cast import MONDAY, Town

NIGHT = Actor.system(cli.CALENDAR)
LAST = date(2027, 12, 31)


def noon(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=12)


@pytest.fixture
def alone(cast: Town, in_force: Agreement) -> Agreement:
    """Only the agreement of this test has a last day."""
    Agreement.objects.exclude(pk=in_force.pk).update(valid_until=None)
    return in_force


def test_the_number_of_days_is_dated_and_has_a_source() -> None:
    assert (days_of_warning(date(2026, 11, 2)), days_of_warning(date(2019, 1, 1))) == (60, 0)


@pytest.mark.parametrize(("before", "state"), [(61, "W mocy"), (60, "Wygasa wkrótce"), (0, "Wygasa wkrótce")])
def test_it_is_called_expiring_sixty_days_before(
    cast: Town, alone: Agreement, as_worker: Any, before: int, state: str
) -> None:
    with time_machine.travel(noon(LAST - timedelta(days=before)), tick=False):
        browser = as_worker(cast.anna)
        assert state in rows(shown(browser, "/porozumienia/?q=swietlicy"))
        filtered = rows(shown(browser, "/porozumienia/?state=expiring&q=swietlicy"))
        assert filtered.count("<tr>") == (before <= 60)
        assert rows(shown(browser, "/porozumienia/?state=in_force&q=swietlicy")).count("<tr>") == 1


def test_keepers_of_bound_parties_are_told_once(cast: Town, alone: Agreement) -> None:
    with time_machine.travel(noon(LAST - timedelta(days=61)), tick=False):
        assert actions.warn_expiring(actor=NIGHT) == 0
    with time_machine.travel(noon(LAST - timedelta(days=60)), tick=False):
        assert [actions.warn_expiring(actor=NIGHT) for _ in range(2)] == [1, 0]
    told = Notice.objects.filter(code="agreement.expiring")
    assert {notice.user_id for notice in told} == {cast.ewa.user.pk, cast.halina.user.pk, cast.wanda.user.pk}
    assert Entry.objects.get(action="agreement.warn").actor_name == "calendar"


def test_after_an_extension_the_new_last_day_is_told_again(cast: Town, alone: Agreement) -> None:
    with time_machine.travel(noon(LAST - timedelta(days=10)), tick=False):
        actions.warn_expiring(actor=NIGHT)
        applied(cast, annexed(cast, alone, valid_until=date(2028, 1, 31)))
        assert actions.warn_expiring(actor=NIGHT) == 1


@pytest.mark.parametrize("act", ["suspend", "end", "expired"])
def test_what_is_not_in_force_expires_silently(cast: Town, alone: Agreement, act: str) -> None:
    day = LAST + timedelta(days=1) if act == "expired" else LAST
    if act == "suspend":
        actions.suspend(actor=cast.wanda.actor, agreement=alone, code="law")
    elif act == "end":
        actions.end(actor=cast.wanda.actor, agreement=alone, reason="likwidacja")
    with time_machine.travel(noon(day), tick=False):
        assert actions.warn_expiring(actor=NIGHT) == 0


def test_the_calendar_warns_and_no_person_does(cast: Town, alone: Agreement) -> None:
    with pytest.raises(NotAllowed) as no:
        actions.warn_expiring(actor=cast.halina.actor)
    assert no.value.code == "agreement.only_calendar"


def test_the_nightly_command_says_how_many(cast: Town, alone: Agreement, capsys: Any) -> None:
    [command] = [one for one in cli.COMMANDS if one.name == "warn-expiring"]
    with time_machine.travel(noon(LAST), tick=False):
        command.run(None)  # type: ignore[arg-type]
    assert capsys.readouterr().out.strip() == "Powiadomiono strony 1 porozumienia."


def test_the_list_says_what_is_new_until_it_is_opened(cast: Town, alone: Agreement, as_worker: Any) -> None:
    with time_machine.travel(noon(LAST), tick=False):
        actions.warn_expiring(actor=NIGHT)
        browser = as_worker(cast.halina)
        assert "Wkrótce wygasa: przygotuj aneks" in shown(browser)
        shown(browser, f"/porozumienia/{alone.ref}/?nowe")
        assert "Wkrótce wygasa: przygotuj aneks" not in shown(browser)


def test_the_end_itself_is_the_end_of_the_day_in_warsaw(alone: Agreement) -> None:
    """I7: no command is needed for it."""
    last = datetime(2027, 12, 31, 23, tzinfo=UTC)
    assert {pact.valid_to for pact in Pact.objects.filter(agreement=alone)} == {last}


# ---- A successor


@pytest.fixture
def successor(cast: Town, in_force: Agreement) -> Agreement:
    """Signed by both, waiting; it begins on the day after the earlier one ends."""
    row = actions.draft_agreement(
        actor=cast.ewa.actor, title="Następne", renews=in_force, valid_on=date(2027, 1, 1), valid_until=LAST
    )
    actions.add_party(actor=cast.ewa.actor, agreement=row, institution=cast.at("school"))
    actions.add_clause(actor=cast.ewa.actor, agreement=row, **CLAUSE)
    send(cast, row)
    for worker in (cast.halina, cast.wanda):
        sign(worker, row)
    return row


def test_a_successor_takes_over_at_its_first_instant(cast: Town, in_force: Agreement, successor: Agreement) -> None:
    actions.enforce(actor=cast.halina.actor, agreement=successor)
    assert Agreement.objects.get(pk=in_force.pk).state == "renewed"
    begins = successor.forces.get().valid_from
    assert begins == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert {pact.valid_to for pact in Pact.objects.filter(agreement=in_force)} == {begins}
    derived = stored()
    actions.rebuild()
    assert stored() == derived


def test_the_renewed_one_links_its_successor(
    cast: Town, in_force: Agreement, successor: Agreement, as_worker: Any
) -> None:
    browser = as_worker(cast.anna)
    assert "zastąpi wcześniejsze porozumienie" in shown(browser, f"/porozumienia/{successor.ref}/")
    actions.enforce(actor=cast.halina.actor, agreement=successor)
    page = shown(browser, f"/porozumienia/{in_force.ref}/")
    assert "Odnowione" in page
    assert f"/porozumienia/{successor.ref}/" in page


def test_a_stranger_renews_nothing(cast: Town, in_force: Agreement) -> None:
    cast.olga.membership.role = "institution_manager"
    with pytest.raises(NotAllowed) as no:
        actions.draft_agreement(actor=cast.olga.actor, title="Moje", renews=in_force)
    assert no.value.code == "agreement.not_signed"


def test_what_was_terminated_meanwhile_stays_terminated(cast: Town, in_force: Agreement, successor: Agreement) -> None:
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        actions.end(actor=cast.wanda.actor, agreement=in_force, reason="likwidacja")
        actions.enforce(actor=cast.halina.actor, agreement=successor)
        assert Agreement.objects.get(pk=in_force.pk).state == "terminated"
        assert not Pact.objects.filter(agreement=in_force, valid_to__gt=now()).exists()
