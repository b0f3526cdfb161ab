"""A clerk on a machine of its own: ``python -m tests.keeping.clerk BEFORE AFTER``.

Registers papers with a file each, says the moment between the two lots, goes on.
"""

from __future__ import annotations

import json
import sys
import time
from io import BytesIO

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django is set up above

from congvu.audit.jobs import Sealer  # noqa: E402
from congvu.audit.rules import SYSTEM  # noqa: E402
from congvu.files.actions import store  # noqa: E402
from congvu.keeping.queries import archiving  # noqa: E402
from tests.documents.pages import make_entry  # noqa: E402
from tests.people import Province, make_province  # noqa: E402


def register(province: Province, count: int, lot: str) -> None:
    for number in range(count):
        make_entry(province, subject=f"Văn bản {lot} {number}")
        content = BytesIO(f"Nội dung {lot} {number}".encode())
        store(stream=content, name="a.txt", by=SYSTEM, at=timezone.now())
    Sealer().round()


def main(before: int, after: int) -> None:
    province = make_province(timezone.now(), timezone.localdate())
    register(province, before, "trước")
    time.sleep(0.2)
    moment = timezone.now().isoformat()
    time.sleep(0.2)
    register(province, after, "sau")
    state = archiving()
    json.dump({"moment": moment, "failing": state and state.failing}, sys.stdout)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
