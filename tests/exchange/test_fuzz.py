"""A hundred and fifty inputs of ``make soak``; and that it would tell."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

CODE = Path(__file__).resolve().parents[2]


def run(*words: str) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, *words], cwd=CODE, capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_broken_messages_are_refused_or_read_and_nothing_else() -> None:
    code, told = run("-m", "tests.exchange.fuzz", "--inputs", "150", "--seed", "1")

    assert told["findings"] == []
    assert code == 0
    assert told["inputs"] == 150
    assert {"read", "xml"} <= set(told["outcomes"])
    assert 0 < told["peak_mb"] < 300


def test_what_goes_wrong_is_a_finding() -> None:
    for broken, words in (
        ("lambda data: 1 / 0", "ZeroDivisionError"),
        ("lambda data: os._exit(3)", "the reader died"),
        ("lambda data: sum(iter(int, 1))", "no answer"),
    ):
        program = (
            "import os, sys\n"
            "from tests.exchange import fuzz\n"
            f"fuzz.examine, fuzz.SILENCE = {broken}, 0.5\n"
            "sys.exit(fuzz.main(['--inputs', '1']))"
        )
        code, told = run("-c", program)
        assert code == 1
        assert words in told["findings"][0]
