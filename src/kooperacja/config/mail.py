"""The address of a mail server, as the operator writes it, taken apart."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
LAST_HOUR = 23


def server(address: str, timeout: int) -> dict[str, Any]:
    """`smtp+tls://account:password@host:587` as the arguments of an SMTP connection; empty for none. Without
    encryption only `smtp://`, for a server on this machine or in its closed network.
    """
    if not address:
        return {}
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError) as error:
        raise _refused() from error
    if not parts.hostname:
        raise _refused()
    return {
        "host": parts.hostname,
        "port": port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": timeout,
    }


def _refused() -> ImproperlyConfigured:
    # The address itself is not repeated: it holds a password.
    return ImproperlyConfigured(
        "KOOPERACJA_SMTP_URL nie jest adresem serwera poczty. Przykład: smtp+tls://konto:haslo@poczta.example:587 / "
        "KOOPERACJA_SMTP_URL is no address of a mail server, for example smtp+tls://account:password@mail.example:587."
    )


def hour(number: int) -> int:
    if 0 <= number <= LAST_HOUR:
        return number
    raise ImproperlyConfigured("KOOPERACJA_MAIL_HOUR: 0-23")
