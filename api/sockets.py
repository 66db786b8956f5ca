"""Answers leave at once: small writes do not wait for the other side to confirm the one before."""

from __future__ import annotations

import os
import socket
from contextlib import closing
from pathlib import Path


def send_at_once() -> int:
    """Switch off Nagle's algorithm on every socket that this process listens on; accepted ones inherit it.

    The server writes head and body of an answer apart, and its library leaves the switch alone on sockets that it did
    not open itself. On a connection in use the body would wait 40 ms for a delayed confirmation of the head [1]_.

    Returns
    -------
    int
        Sockets that were switched; 0 where the system has no list of open files.

    References
    ----------
    .. [1] Nagle, J. (1984). Congestion control in IP/TCP internetworks. RFC 896.
    """
    try:
        numbers = [int(entry.name) for entry in Path("/dev/fd").iterdir()]
    except OSError:
        return 0
    return sum(_switch(number) for number in numbers)


def _switch(number: int) -> bool:
    try:
        with closing(socket.socket(fileno=os.dup(number))) as found:
            if not found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                return False
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return True
    except OSError:  # no socket, or closed meanwhile
        return False
