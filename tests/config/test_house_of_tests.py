import socket
import urllib.request

import pytest

from kooperacja.accounts.models import User
from kooperacja.directory.models import Area


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(Exception, match="may not reach"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(Exception, match="may not reach"):
        urllib.request.urlopen("http://example.invalid/", timeout=1)


def test_a_test_can_reach_its_own_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_and_the_law_stays(turn: int) -> None:
    assert Area.objects.exists()
    assert not User.objects.exists()
    User.objects.create(email="a@example.org")


@pytest.mark.django_db
def test_the_law_is_there_for_the_next_test() -> None:
    assert Area.objects.exists()
    assert not User.objects.exists()
