"""Codes of the state: what is accepted, what is said of a wrong one."""

import pytest
from django.utils import translation

from kooperacja.directory import checks
from kooperacja.foundation.errors import RuleBroken


@pytest.mark.parametrize(
    ("check", "typed", "kept"),
    [
        (checks.nip, "526-000-68-41", "5260006841"),
        (checks.nip, "PL 526 000 68 41", "5260006841"),
        (checks.regon, "000 331 501", "000331501"),
        (checks.regon, "12345678512347", "12345678512347"),
        (checks.krs, "0000 123 456", "0000123456"),
        (checks.terc, "20", "20"),
        (checks.terc, "2007", "2007"),
        (checks.terc, "2007022", "2007022"),
        (checks.terc, "1465 02 8", "1465028"),
    ],
)
def test_a_good_code_is_kept_without_spaces(check: object, typed: str, kept: str) -> None:
    assert check(typed) == kept  # type: ignore[operator]


@pytest.mark.parametrize(
    ("check", "typed"),
    [
        (checks.nip, "5260006840"),
        (checks.nip, "52600068"),
        (checks.nip, "abcdefghij"),
        (checks.nip, "٥٢٦٠٠٠٦٨٤١"),
        (checks.regon, "000331502"),
        (checks.regon, "0003315"),
        (checks.regon, "12345678512348"),
        (checks.krs, "123456789"),
        (checks.krs, "00001234567"),
        (checks.krs, "\uff10000123456"),
        (checks.terc, "2"),
        (checks.terc, "200702"),
        (checks.terc, "2007026"),
        (checks.terc, "2007020"),
        (checks.terc, "two"),
    ],
)
def test_a_wrong_code_is_refused_in_polish(check: object, typed: str) -> None:
    with translation.override("pl"), pytest.raises(RuleBroken) as refused:
        check(typed)  # type: ignore[operator]
    sentence = str(refused.value.message)
    assert sentence.endswith(".")
    assert any(word in sentence for word in ("cyfr", "Ostatnia"))


def test_every_fault_of_a_row_is_told_at_once() -> None:
    facts = {"name": "GOPS", "kind": "castle", "level": "commune", "nip": "1", "krs": "2", "place": "x" * 81}
    assert {fault.field for fault in checks.faults(facts)} == {"kind", "nip", "krs", "place"}
