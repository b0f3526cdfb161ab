"""What the jail does with packages of lessons: read and unpacked, or every reason not.

Loaded by a zygote of its own (see `congvu.files.jail`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from congvu.training.formats.scorm import read_package

Task = Callable[..., tuple[dict[str, Any], bytes]]


def warm_up() -> None:
    """Nothing to load before the forks."""


def unpack(document: int) -> tuple[dict[str, Any], bytes]:
    with os.fdopen(document, "rb", closefd=False) as content:
        package, whole = read_package(content)
    return asdict(package), whole


TASKS: dict[str, Task] = {"unpack": unpack}
