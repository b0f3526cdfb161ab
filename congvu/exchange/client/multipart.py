"""A form with one file that is read while it is sent: `requests` would hold it all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO


class Form:
    """Readable like a file, and as long as ``len`` says."""

    def __init__(
        self,
        fields: Sequence[tuple[str, str]],
        name: str,
        file_name: str,
        file: BinaryIO,
    ) -> None:
        edge = secrets.token_hex(16)
        head = "".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n'
            f"{value}\r\n"
            for key, value in fields
        )
        head += (
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="{file_name}"\r\nContent-Type: application/xml\r\n\r\n'
        )
        before, after = head.encode(), f"\r\n--{edge}--\r\n".encode()
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
        self.headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        self.len = len(before) + length + len(after)
        self._parts: list[BinaryIO] = [BytesIO(before), file, BytesIO(after)]

    def read(self, size: int = -1) -> bytes:
        while self._parts:
            if piece := self._parts[0].read(size):
                return piece
            self._parts.pop(0)
        return b""
