"""Sockets of this machine: answers leave at once, and a second address for others on the local network."""

from __future__ import annotations

import ipaddress
import os
import socket
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FAR_AWAY = ("203.0.113.1", 9)
"""An address for documentation, which nobody has (RFC 5737): the system says which way leads there; nothing is sent."""
_WAITING = 512
Socket = socket.socket


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


def local_addresses() -> list[str]:
    """IPv4 addresses of this machine by which others on its network can reach it, the likeliest first.

    Nothing is sent: the system is asked which addresses it has, and which of them leads outward.

    Returns
    -------
    list of str
        Empty where there is no network.
    """
    import psutil  # noqa: PLC0415 - only a meeting with a room needs it

    states = psutil.net_if_stats()
    up = [name for name, state in states.items() if state.isup]
    entries = [entry for name, found in psutil.net_if_addrs().items() if name in up for entry in found]
    usable = [entry.address for entry in entries if entry.family == socket.AF_INET and _is_usable(entry.address)]
    outward = _outward()
    return sorted(set(usable), key=lambda address: (address != outward, ipaddress.IPv4Address(address)))


def listen(address: str, ports: Iterable[int]) -> socket.socket:
    """Open a socket on one address of this machine, on the first of the ports that is free.

    Parameters
    ----------
    address : str
        IPv4 address.
    ports : iterable of int
        0 is any free one.

    Returns
    -------
    socket
        Listening; what it accepts sends at once.

    Raises
    ------
    OSError
        If this machine does not have the address, or every port is in use or kept for others.
    """
    why: OSError | None = None
    for port in ports:
        opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would let two programs share a port
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            opened.bind((address, port))
            opened.listen(_WAITING)
        except OSError as error:
            opened.close()
            why = error
        else:
            return opened
    raise why or OSError(f"no port of {address} was named")


def _outward() -> str:
    """Address from which this machine would speak to another one, or nothing."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(_FAR_AWAY)  # of this kind of socket it only fixes the way
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _is_usable(address: str) -> bool:
    found = ipaddress.IPv4Address(address)
    return not (found.is_loopback or found.is_link_local or found.is_unspecified)
