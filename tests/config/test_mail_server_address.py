"""The address of the mail server, as an operator writes it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kooperacja.config import mail


def test_account_password_port_and_encryption_are_read() -> None:
    found = mail.server("smtp+tls://konto%40gops:has%2Fło@poczta.example", 5)
    assert (found["host"], found["port"]) == ("poczta.example", 587)
    assert (found["username"], found["password"]) == ("konto@gops", "has/ło")
    assert (found["use_tls"], found["use_ssl"], found["timeout"]) == (True, False, 5)
    assert mail.server("smtps://poczta.example:10465", 5)["use_ssl"]
    assert mail.server("", 5) == {}


@pytest.mark.parametrize("wrong", ["poczta.example", "http://poczta.example", "smtp://", "smtp://a:b@host:port"])
def test_a_wrong_one_stops_the_start_and_the_password_is_not_repeated(wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="KOOPERACJA_SMTP_URL") as told:
        mail.server(wrong, 5)
    assert "a:b" not in str(told.value)


@pytest.mark.parametrize("wrong", [-1, 24])
def test_the_day_has_hours_from_0_to_23(wrong: int) -> None:
    with pytest.raises(ImproperlyConfigured, match="0-23"):
        mail.hour(wrong)
    assert mail.hour(23) == 23
