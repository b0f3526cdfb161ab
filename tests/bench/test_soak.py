"""`make soak`: every part runs whatever becomes of another; a failing one fails it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.soak import Part, main, parts, run_all

WELL = Part("a", [sys.executable, "-c", "print('{\"findings\": []}')"])
BADLY = Part("b", [sys.executable, "-c", "print('{\"findings\": [1]}'); exit(1)"])
SILENT = Part("c", [sys.executable, "-c", "exit(0)"])


def test_the_minutes_of_each_part() -> None:
    def minutes(asked: int) -> dict[str, str]:
        return {
            part.name: part.command[-1]
            for part in parts(asked)
            if "--minutes" in part.command
        }

    assert minutes(3) == {
        "soak": "3",
        "api": "1",
        "worlds": "1",
        "crash": "3",
        "crowd": "3",
    }
    assert minutes(30) == {
        "soak": "30",
        "api": "10",
        "worlds": "10",
        "crash": "10",
        "crowd": "30",
    }


@pytest.mark.parametrize("bad", [BADLY, SILENT])
def test_one_that_fails_or_says_nothing_fails_it_and_the_others_are_run(
    bad: Part, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_all([bad, WELL], None) == 1

    assert f"{bad.name}: FAILED, a: well" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_says_where_it_comes_from(tmp_path: Path) -> None:
    assert run_all([WELL], tmp_path) == 0

    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert told["findings"] == []
    assert {"on", "commit", "machine"} <= set(told)


def test_what_is_no_figure_is_not_kept(tmp_path: Path) -> None:
    tests = Part("long", WELL.command, is_figure=False)

    assert run_all([tests], tmp_path) == 0

    assert list(tmp_path.iterdir()) == []


def test_a_short_run_is_not_kept() -> None:
    with pytest.raises(SystemExit):
        main(["--minutes", "3", "--keep"])
