"""Files that share what is costly to make run on one worker, and no others do."""

from __future__ import annotations

import re
from pathlib import Path

from tests.together import TOGETHER, share_of

TESTS = Path(__file__).resolve().parents[1]
_ASKS = re.compile(r"\b(demo: Demo|undone)\b")


def test_who_asks_for_the_loaded_demo_is_given_out_together() -> None:
    files = (TESTS / "demo").glob("test_*.py")
    asking = {f.name for f in files if _ASKS.search(f.read_text(encoding="utf-8"))}

    assert asking == set(TOGETHER["tests/demo"])


def test_any_other_file_is_given_out_alone() -> None:
    assert share_of("tests/demo/test_the_act.py") == "tests/demo"
    for alone in ("tests/demo/test_any_day.py", "tests/hub/test_the_act.py"):
        assert share_of(alone) == alone
