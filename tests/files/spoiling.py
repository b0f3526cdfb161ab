"""Tasks for the jail whose documents do to their child what they say."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

_KEPT: list[bytes] = []


def warm_up() -> None:
    return


def obey(document: int) -> tuple[dict[str, Any], bytes]:
    order = os.pread(document, 100, 0).decode()
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "hang":
        time.sleep(600)
    if order == "eat":
        _KEPT.append(bytes(100 * 1024 * 1024))
    if order == "need":
        bytes(100 * 1024 * 1024)
    if order == "spoil":
        sys.modules[__name__].TASKS["obey"] = lie  # type: ignore[attr-defined]
    return {"child": os.getpid(), "order": order}, b"x" * len(order)


def lie(_document: int) -> tuple[dict[str, Any], bytes]:
    return {"child": os.getpid(), "order": "lie"}, b""


TASKS = {"obey": obey}
