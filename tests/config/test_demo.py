"""The fictional county in a database: loaded once, by the real actions, at a small size."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from kooperacja.access.door import visible
from kooperacja.access.models import VetoKind
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.accounts.models import User
from kooperacja.agreements.labels import Purpose
from kooperacja.agreements.models import AgreementParty
from kooperacja.audit.models import Entry
from kooperacja.config.demo import accounts, load
from kooperacja.config.demo.county import POSTS, email, role_accounts
from kooperacja.config.demo.summary import Summary
from kooperacja.consents.queries.listing import LIVE, OVER, REFUSED, SOON, Wanted, item_page
from kooperacja.desk.queries.home import home
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Area, Membership
from kooperacja.disclosures.queries.register import Wanted as Register
from kooperacja.disclosures.queries.register import register_page
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.handover.queries.left import unattended
from kooperacja.handover.queries.substitutions import substitutions
from kooperacja.people.kinds import DetailKind
from kooperacja.people.models import Detail, Relation
from kooperacja.people.queries import who_may_consent_for
from kooperacja.teams.models import Team, TeamState
from kooperacja.teams.queries import team_page
from tests.tripwire import tripwire

HELP = Purpose.JOINT_HELP

# The same actions as in all other tests write it, so PostgreSQL loads it under `--full` alone.
pytestmark = [pytest.mark.installation, pytest.mark.once]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# What a person sees of a row; references and salts are drawn anew each time.
SHOWN = {
    "referrals_referral": "number, state, urgency, sent_at, since_at, due_on, ended_at",
    "referrals_letter": "number, request, reason, first_name, last_name, occupation, place, basis, sent_at",
    "referrals_answer": "move, reason_code, text, written_at",
    "cases_case": "number, state, opened_on, interview_due_on, interview_done_on, closed_on, close_reason",
    "cases_note": "kind, category, happened_on, text",
    "people_person": "first_name, last_name, born_on",
    "audit_entry": "at, action, about_kind",
    "notices_notice": "code, created_at, seen_at",
}
ORDER = {"audit_entry": "sequence"}


@contextmanager
def county(size: str) -> Iterator[Summary]:
    """The county in a transaction that is rolled back at the end."""
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        with tripwire():
            yield load(size=size, progress=iter)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Summary]:
    """One load for all tests of this file."""
    with django_db_blocker.unblock(), county("tiny") as summary:
        yield summary


@pytest.fixture
def here(loaded: Summary, db: None) -> Iterator[Summary]:
    """A test in the loaded county, on the morning after its last day."""
    with time_machine.travel(NOW, tick=False):
        yield loaded


def actor_of(key: str) -> Actor:
    row = Membership.objects.select_related("user").get(user__email=email(key), institution__key=POSTS[key].place)
    return Actor(row.user_id, row.pk, row.institution_id, row.role, row.user.full_name)


def digest() -> str:
    shown = sha256()
    with permit(), connection.cursor() as cursor:
        for table, columns in SHOWN.items():
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {ORDER.get(table, 'id')}")  # noqa: S608
            shown.update(repr([tuple(map(str, row)) for row in cursor.fetchall()]).encode())
    return shown.hexdigest()


# ---- What is there


def test_the_promised_numbers_hold(here: Summary) -> None:
    assert here.institutions >= 30
    assert here.kinds >= 15
    assert here.roles.keys() == set(Role.values)
    assert here.vetoes == {VetoKind.CONFLICT: 2, VetoKind.RESTRICTION: 1, VetoKind.DO_NOT_SHOW_TO: 1}
    assert here.checked("tiny") is here


def test_a_county_that_lacks_something_is_refused(here: Summary) -> None:
    with pytest.raises(RuleBroken, match="families, referrals"):
        here.checked("small")


def test_the_areas_are_marked_as_fictional(here: Summary) -> None:
    assert Area.objects.filter(is_fictional=True).count() == Area.objects.filter(pk__startswith="9").count() == 6


def test_the_association_has_not_signed(here: Summary) -> None:
    parties = AgreementParty.objects.filter(agreement__state="in_force")
    assert [row.institution.key for row in parties if not row.has_signed] == ["mostek"]


def test_the_trail_runs_forward_in_time_from_the_founding_until_now(here: Summary) -> None:
    moments = list(Entry.objects.order_by("sequence").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert (NOW - moments[0]).days > 700
    assert moments[-1] < NOW


def test_a_few_people_work_in_two_institutions(here: Summary) -> None:
    double = [user for user in User.objects.all() if user.memberships.count() > 1]
    assert {user.full_name for user in double} == {"Ida Mech", "Paweł Szpak", "Elżbieta Kłos"}


# ---- Who signs in


@pytest.mark.parametrize(("who", "address", "password"), accounts())
def test_every_role_signs_in_and_sees_its_home(here: Summary, who: str, address: str, password: str) -> None:
    browser = Client()
    answer = browser.post(reverse("account_login"), {"login": address, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    assert browser.get(reverse("desk:home")).status_code == 200


def test_the_printed_accounts_begin_with_the_walk_and_hold_every_role() -> None:
    shown = [address for _who, address, _password in accounts()]
    assert shown[:3] == ["piotr@school.example", "anna@gops.example", "jan@police.example"]
    assert {email(key) for key in role_accounts().values()} <= set(shown)


@pytest.mark.parametrize("key", ["anna", "piotr", "halina", "olga", "ida", "tomasz", "jan", "grazyna"])
def test_there_is_something_to_do_on_the_desk_of_the_cast(here: Summary, key: str) -> None:
    with snapshot():
        page = home(actor_of(key), referrals=True, families=POSTS[key].place == "gops")
    assert page.waiting or page.late, key


def test_the_register_holds_each_kind_of_end(here: Summary) -> None:
    with snapshot():
        page = register_page(actor_of("anna"), HELP, Register())
        got = register_page(actor_of("ida"), HELP, Register(party="recipient"))
    assert Counter((row.mode, row.state.value, row.is_deferred) for row in page.rows) == {
        ("window", "disclosed", False): 2,
        ("window", "disclosed", True): 1,
        ("window", "revoked", False): 1,
        ("letter", "recalled", False): 1,
        ("letter", "disclosed", False): 2,
        ("letter", "waiting", False): 1,
    }
    assert [row.state.value for row in page.rows if row.is_outdated] == ["disclosed"]
    assert [row.mode for row in got.rows] == ["letter"]


def test_consents_of_every_kind_are_there_and_a_guardian_and_a_child_of_two_homes(here: Summary) -> None:
    anna = actor_of("anna")
    with snapshot():
        asked = {status: item_page(anna, HELP, Wanted(status)).total.number for status in (LIVE, SOON, OVER, REFUSED)}
        homes = visible(Relation, anna, HELP).filter(person__first_name="Ola", ended_on=None).count().number
        [ruling] = visible(Detail, anna, HELP).filter(kind=DetailKind.GUARDIAN).select_related("person").all("pk")
    assert asked == {LIVE: 4, SOON: 2, OVER: 2, REFUSED: 1}
    assert homes == 2
    [zofia] = who_may_consent_for(anna, ruling.person, NOW.date())
    assert (zofia.name, zofia.kind) == ("Zofia Modrzewska", "guardian")


def test_anna_has_late_things_things_that_wait_and_things_that_came_back(here: Summary) -> None:
    with snapshot():
        page = home(actor_of("anna"), referrals=True, families=True)
    assert page.late_number >= 2
    assert page.waiting_number >= 3
    assert len(page.news) >= 3
    assert page.dates
    assert page.families


def test_somebody_is_away_now_somebody_soon_and_files_of_a_leaver_wait(here: Summary) -> None:
    with snapshot():
        found = [(row.absent, row.substitute, row.is_now) for row in substitutions(actor_of("halina"))]
        assert found == [("Iga Klon", "Anna Lis", True), ("Anna Lis", "Iga Klon", False)]
        left = unattended(actor_of("zbigniew"))
    assert left.files
    assert {file.led_by for file in left.files} == {"Monika Szczygieł"}


def test_teams_of_each_variant_grow_for_two_years_and_mostek_has_not_signed(here: Summary) -> None:
    teams = Team.objects.select_related("variant").prefetch_related("seats")
    assert {team.state for team in teams} == set(TeamState.values)
    working = {(team.variant.code, team.kind) for team in teams if team.state == TeamState.WORKING}
    statutory, urban = ("statutory", "interdisciplinary"), {("urban", "pzk"), ("urban", "zzk")}
    assert working == urban | {
        ("rural", "pzk"),
        ("rural", "wzk"),
        statutory,
        ("urban_rural", "pzk"),
        ("urban_rural", "ggk"),
    }
    wierzbowo = next(team for team in teams if team.name == "PZK Wierzbowo")
    begun = sorted(seat.valid_from for seat in wierzbowo.seats.all())
    assert (begun[-1] - begun[0]).days > 365
    page = team_page(actor_of("grazyna"), wierzbowo.ref)
    lacks = {line.institution.key: (line.is_ready, line.lacks) for line in page.lines}
    assert lacks["mostek"] == (False, ["„Mostek” nie podpisał jeszcze porozumienia."])
    assert [key for key, (is_ready, _lacks) in lacks.items() if not is_ready] == ["mostek"]
