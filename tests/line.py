"""A line between browser and server that can be cut: to the browser, the server was killed.

Whatever is under way when it is cut is lost, answers to what was stored already, too.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 64 * 1024


class Line:
    """Listens on a port of its own and carries everything to the server and back."""

    def __init__(self, target: str) -> None:
        host, _colon, port = target.removeprefix("http://").partition(":")
        self.target = (host, int(port))
        self.port = 0
        self.door: socket.socket | None = None
        self.open: set[socket.socket] = set()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def mend(self) -> None:
        """Begin to listen, on the same port as before."""
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", self.port))
        door.listen(64)
        self.port, self.door = door.getsockname()[1], door
        threading.Thread(target=self._take, args=[door], daemon=True).start()

    def cut(self) -> None:
        """Refuse connections, and break those that are there."""
        door, self.door = self.door, None
        for end in [door, *self.open]:
            if end is not None:
                _close(end)
        self.open.clear()

    def _take(self, door: socket.socket) -> None:
        while True:
            try:
                near, _address = door.accept()
                far = socket.create_connection(self.target)
            except OSError:
                return
            if self.door is not door:
                _close(near)
                _close(far)
                return
            self.open |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_carry, args=[one, other], daemon=True).start()


@contextmanager
def line(target: str) -> Iterator[Line]:
    """Give a line that is open, and end it."""
    made = Line(target)
    made.mend()
    try:
        yield made
    finally:
        made.cut()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(PIECE):
            other.sendall(piece)
    _close(one)
    _close(other)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
