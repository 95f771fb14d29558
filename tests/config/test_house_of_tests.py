import socket
import urllib.request

import pytest


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(Exception, match="may not reach"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(Exception, match="may not reach"):
        urllib.request.urlopen("http://example.invalid/", timeout=1)


def test_a_test_can_reach_its_own_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
