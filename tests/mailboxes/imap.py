"""A mail server that has one letter and does not always give it, on loopback."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PIECE = re.compile(r"BODY\.PEEK\[\]<(\d+)\.(\d+)>")


class Stingy(socketserver.ThreadingTCPServer):
    """``mood``: refuses (NO), stops (half of it and no more), or nothing: gives all."""

    daemon_threads = True

    def __init__(self, letter: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letter, self.mood = letter, ""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def answers(self, asked: str) -> list[bytes] | None:
        """Lines before the OK; None where it says NO."""
        if asked.startswith("CAPABILITY"):
            return [b"* CAPABILITY IMAP4rev1"]
        if asked.startswith("EXAMINE"):
            return [b"* 1 EXISTS", b"* OK [UIDVALIDITY 7] numbered"]
        if asked.startswith("UID SEARCH"):
            return [b"* SEARCH 1"]
        if "RFC822.SIZE" in asked:
            size = len(self.letter)
            return [f"* 1 FETCH (UID 1 RFC822.SIZE {size} BODYSTRUCTURE ())".encode()]
        piece = _PIECE.search(asked)
        return self._piece(int(piece[1]), int(piece[2])) if piece else []

    def _piece(self, start: int, length: int) -> list[bytes] | None:
        if self.mood == "refuses":
            return None
        half = len(self.letter) // 2
        end = half if start < half else start + length
        data = self.letter[start:end]
        if not data or (self.mood == "stops" and start >= half):
            return [b"* 1 FETCH (UID 1)"]
        head = f"* 1 FETCH (UID 1 BODY[]<{start}> {{{len(data)}}}\r\n".encode()
        return [head + data + b")"]


class _Talk(socketserver.StreamRequestHandler):
    server: Stingy

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _space, asked = line.decode().strip().partition(" ")
            lines = self.server.answers(asked)
            for said in lines or []:
                self.wfile.write(said + b"\r\n")
            end = "NO [SERVERBUG] Internal error" if lines is None else "OK done"
            self.wfile.write(f"{tag} {end}\r\n".encode())
            if asked == "LOGOUT":
                return


@contextmanager
def stingy(letter: bytes) -> Iterator[Stingy]:
    with Stingy(letter) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
