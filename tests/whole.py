"""Offices, hubs and mail stacks of their own: set up, upgraded, killed, restored.

    python -m congvu.machine.scratch python -m tests.whole

The tests marked ``whole``. Each takes its minutes with processes of its own, so ``make
test`` leaves them out and every ``make soak``, a short one too, runs them. Prints one
JSON; exits 1 on a failure, and where none was run.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests import long

MARKS = re.compile(r"mark\.whole\b")


def files() -> list[str]:
    """Those with such a test; of a folder whose ``conftest.py`` marks them, all."""
    marking = long.files(MARKS, "conftest.py")
    return [*long.files(MARKS), *(str(Path(one).parent) for one in marking)]


def main() -> int:
    return long.run("whole", files())


if __name__ == "__main__":
    sys.exit(main())
