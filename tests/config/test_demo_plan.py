"""The plan of the fictional county: pure, so it is tried on many days."""

from collections import Counter
from datetime import date, timedelta

import pytest

from kooperacja.config.demo import county, families, texts
from kooperacja.config.demo.gathered import Gathering
from kooperacja.config.demo.pace import back
from kooperacja.config.demo.plan import FOUNDED, SPAN, Plan, planned
from kooperacja.config.demo.stories import Casework
from kooperacja.directory.areas import SHIPPED
from kooperacja.directory.kinds import Role
from kooperacja.foundation.working_days import is_working_day
from tests.real import real

pytestmark = pytest.mark.installation

TODAY = date(2026, 11, 23)
# A year of starts, on every weekday, around holidays and the turn of a year.
DAYS = [date(2026, 3, 2) + timedelta(days=19 * number) for number in range(24)]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(TODAY)


def told(plan: Plan) -> list[tuple[str, str, str]]:
    return [(step.at.isoformat(), step.name, repr(step.told)) for _story, step in plan.timeline()]


def test_the_same_day_gives_the_same_plan(plan: Plan) -> None:
    assert told(planned(TODAY)) == told(plan)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_on_any_day_everything_is_over_and_in_order(day: date) -> None:
    made = planned(day)
    first, last = made.timeline()[0][1], made.timeline()[-1][1]
    assert back(made.last, FOUNDED) < first.at.date()
    assert last.at.date() < day
    for story in made.stories:
        moments = [step.at for step in story.steps]
        assert moments == sorted(moments)


def test_letters_are_spread_over_two_years(plan: Plan) -> None:
    begun = [exchange.steps[0].at.date() for exchange in plan.exchanges()]
    assert min(begun) < back(plan.last, SPAN - 40)
    halves = Counter((plan.last - day).days // 183 for day in begun)
    assert [half for half in range(4) if halves[half] < 25] == []


def test_people_act_on_working_days_only_and_the_machine_at_night(plan: Plan) -> None:
    for _story, step in plan.timeline():
        assert is_working_day(step.at.date()) or step.name == "lapse", step
        assert (step.at.hour < 4) == (step.name == "lapse"), step


def test_letters_go_between_many_pairs_of_institutions_with_many_words(plan: Plan) -> None:
    letters = plan.exchanges()
    assert len({(one.sender, one.addressee) for one in letters}) > 60
    assert len({one.content.reason for one in letters}) > 120
    assert not any("{" in one.content.reason + one.content.request for one in letters)
    assert not any("/" in one.content.reason and "[" in one.content.reason for one in letters)


def test_every_topic_of_letters_and_every_note_can_be_written(plan: Plan) -> None:
    written = {one.content.reason_code for one in plan.exchanges()}
    assert written == {topic.reason for topic in texts.topics().values()}


def test_no_two_families_in_care_have_the_same_name(plan: Plan) -> None:
    names = [story.family.name for story in plan.stories if isinstance(story, Casework) and story.place != "pcpr"]
    assert len(names) == len(set(names)) >= 60


def test_surnames_have_their_polish_forms() -> None:
    forms = families.surnames()
    assert ("Malicki", "Malicka", "Maliccy") in forms
    assert ("Zawadzki", "Zawadzka", "Zawadzcy") in forms
    assert ("Nowak", "Nowak", "Nowakowie") in forms


def test_a_child_is_in_the_class_of_its_age() -> None:
    assert families.school_of("Wierzbowo", date(2014, 3, 21), date(2026, 11, 2)) == "SP Wierzbowo, klasa 6"
    assert families.school_of("Wierzbowo", date(2018, 7, 9), date(2026, 8, 31)) == "SP Wierzbowo, klasa 1"
    assert families.school_of("Zalesie", date(2010, 7, 9), date(2026, 11, 2)) == "ZS w Brzezinie, klasa 2"
    assert families.school_of("Zalesie", date(2025, 7, 9), date(2026, 11, 2)) == ""


def test_the_county_exists_nowhere() -> None:
    known = {line.split(";")[0] for line in SHIPPED.read_text(encoding="utf-8").splitlines()}
    assert not known & set(county.AREAS)
    assert all(code.startswith("9") for code in county.AREAS)
    assert all(county.email(key).endswith(".example") for key in county.POSTS)


def test_no_institution_of_it_bears_the_name_of_a_real_one() -> None:
    published = {line.split(";")[1].casefold() for line in real("institutions.csv").read_text("utf-8").splitlines()}
    assert not published & {place.name.casefold() for place in county.PLACES.values()}


def test_every_role_has_an_account_and_works_in_one_place_only() -> None:
    shown = county.role_accounts()
    assert set(shown) == set(Role)
    assert not set(shown.values()) & set(county.SECOND_POSTS)
    assert (shown[Role.KEY_WORKER], shown[Role.TEAM_MEMBER]) == ("anna", "piotr")


def test_at_least_five_teams_meet_one_calls_a_meeting_off_and_the_next_is_in_a_few_days(plan: Plan) -> None:
    meeting = [story for story in plan.stories if isinstance(story, Gathering)]
    assert len(meeting) > 5
    for story in meeting:
        names = Counter(step.name for step in story.steps)
        assert names["hold"] > 3
        assert (names["call_off"], names["answer"]) == (1, 1)
        coming = [step.told for step in story.steps if step.name == "call"][-1]
        assert timedelta() < coming - plan.last < timedelta(days=14)
