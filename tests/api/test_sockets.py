import socket

from api.sockets import send_at_once


def test_connections_accepted_afterwards_send_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert send_at_once() >= 1
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_files_and_sockets_that_do_not_listen_are_left_alone() -> None:
    before = send_at_once()
    with socket.socket() as idle, open("/dev/null"):  # noqa: PTH123 - a file that is no socket
        assert send_at_once() == before
        assert not idle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
