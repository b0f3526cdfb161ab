"""Files that share what is costly to make run on one worker, and no others do; tests
that repeat themselves are known to the long run.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests import long, whole
from tests.soak import parts
from tests.together import TOGETHER, share_of

TESTS = Path(__file__).resolve().parents[1]
_ASKS = re.compile(r"\b(demo: Demo|undone)\b")
_WHOLE = re.compile(r"^pytestmark = .*mark\.whole|^@pytest\.mark\.whole$", re.MULTILINE)
_REPEATS = re.compile(r"^from tests\.scale import", re.MULTILINE)


def test_who_asks_for_the_loaded_demo_is_given_out_together() -> None:
    files = (TESTS / "demo").glob("test_*.py")
    asking = {f.name for f in files if _ASKS.search(f.read_text(encoding="utf-8"))}

    assert asking == set(TOGETHER["tests/demo"])


def test_any_other_file_is_given_out_alone() -> None:
    assert share_of("tests/demo/test_the_act.py") == "tests/demo"
    for alone in ("tests/demo/test_on_the_hub.py", "tests/hub/test_the_act.py"):
        assert share_of(alone) == alone


def test_who_asks_how_often_is_run_in_full_by_the_soak() -> None:
    asking = {
        str(f)
        for f in TESTS.rglob("test_*.py")
        if _REPEATS.search(f.read_text(encoding="utf-8"))
    }

    assert len(asking) > 5
    assert asking <= set(long.files())


def test_an_installation_of_its_own_is_run_by_each_soak() -> None:
    """Marks that stand in several lines are found by name, as those of one line are."""
    asking = {
        str(f)
        for f in TESTS.rglob("test_*.py")
        if _WHOLE.search(f.read_text(encoding="utf-8"))
    }

    assert len(asking) > 5
    assert asking <= set(whole.files())
    assert str(TESTS / "mailboxes" / "stack") in whole.files()
    assert "whole" in {part.name for part in parts(3)}
