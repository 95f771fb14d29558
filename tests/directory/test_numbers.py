"""Numbers of cases and referrals: in the pattern of the institution, none twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from kooperacja.directory.actions import next_number
from kooperacja.directory.kinds import InstitutionKind, Level, Series
from kooperacja.directory.models import Institution
from tests.cast import Town


def test_each_series_counts_in_its_own_pattern(cast: Town) -> None:
    gops = cast.at("gops").pk
    assert next_number(gops, Series.CASE, 2026) == "GOPS.5021.1.2026"
    assert next_number(gops, Series.CASE, 2026) == "GOPS.5021.2.2026"
    assert next_number(gops, Series.REFERRAL, 2026) == "GOPS.SK.0001.2026"


def test_each_year_and_each_institution_begins_anew(cast: Town) -> None:
    next_number(cast.at("gops").pk, "case", 2026)
    assert next_number(cast.at("gops").pk, "case", 2027) == "GOPS.5021.1.2027"
    assert next_number(cast.at("school").pk, "case", 2026) == "SP.W.1.2026"


def test_a_number_of_an_act_that_failed_is_given_again(cast: Town) -> None:
    gops = cast.at("gops").pk
    with transaction.atomic():
        next_number(gops, "case", 2026)
        transaction.set_rollback(True)
    assert next_number(gops, "case", 2026) == "GOPS.5021.1.2026"


def test_an_unknown_series_is_a_fault_of_ours(cast: Town) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        next_number(cast.at("gops").pk, "nonsense", 2026)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_different_numbers() -> None:
    row = Institution.objects.create(
        name="GOPS", short_name="GOPS", kind=InstitutionKind.WELFARE_CENTRE, level=Level.COMMUNE
    )

    def number(_turn: int) -> str:
        try:
            return next_number(row.pk, "case", 2026)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        given = list(people.map(number, range(20)))
    assert sorted(given) == sorted(f"S.{n}.2026" for n in range(1, 21))
