"""A kept child serves one owner; what spoils it spoils nothing of anybody else."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from congvu.files import jail
from congvu.files.jail import JailFailed, Limits, Readers, readers
from congvu.files.jail.caller import READING

TASKS = "tests.files.spoiling"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    kept = Readers("obey", tasks=TASKS, limits=Limits(seconds=1, memory=180 * jail.MIB))

    def ask(order: str, owner: str = "H03") -> dict[str, Any]:
        document = tmp_path / "document"
        document.write_text(order)
        answer = kept.read(document, owner=owner, temporary=tmp_path / "tmp")
        assert answer.blob in (b"x" * len(order), b"")
        return answer.result

    yield ask
    kept.stop()
    jail.stop()


def test_an_owners_documents_go_to_one_child_and_no_others_do(ask: Ask) -> None:
    children = [ask("a")["child"], ask("b")["child"], ask("c", "H55")["child"]]

    assert children[0] == children[1] != children[2]
    assert ask("d")["child"] == children[0]


def test_a_spoiled_child_lies_to_its_owner_only(ask: Ask) -> None:
    ask("spoil")

    assert ask("a")["order"] == "lie"
    assert ask("a", "H55")["order"] == "a"


@pytest.mark.parametrize("order", ["die", "hang"])
def test_a_document_that_ends_its_child_ends_no_other(ask: Ask, order: str) -> None:
    first = ask("a")["child"]
    began = time.monotonic()

    with pytest.raises(JailFailed) as failure:
        ask(order)

    assert failure.value.timed_out == (order == "hang")
    assert time.monotonic() - began < 12
    assert ask("a")["child"] != first


def test_what_an_earlier_document_left_is_no_later_ones_fault(ask: Ask) -> None:
    first = ask("eat")["child"]

    told = ask("need")

    assert told["order"] == "need"
    assert told["child"] != first
    assert ask("a")["child"] == told["child"]


def test_a_killed_child_is_replaced(ask: Ask) -> None:
    first = ask("a")["child"]
    os.kill(first, signal.SIGKILL)

    assert ask("a")["child"] != first


def test_no_child_is_kept_for_long(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "LIFE", 1)
    monkeypatch.setattr(readers, "MOST_DOCUMENTS", 3)
    children = [ask("a")["child"] for _n in range(4)]
    assert children[0] == children[2] != children[3]
    time.sleep(1.2)
    children.append(ask("a")["child"])
    assert children[4] != children[3]

    # Nobody asks for the last one again: the zygote ends it.
    end = time.monotonic() + 10
    while any(map(_lives, children)):
        assert time.monotonic() < end, "a child lives on"
        time.sleep(0.1)


def test_few_idle_children_are_kept(ask: Ask, tmp_path: Path) -> None:
    for number in range(readers.MOST_IDLE + 3):
        ask("a", f"H{number}")

    assert len(list((tmp_path / "tmp").iterdir())) == readers.MOST_IDLE


def test_a_kept_child_has_the_walls_of_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONGVU_SECRET_KEY", "planted")
    jail.stop()
    limits = Limits(seconds=5, memory=900 * jail.MIB)
    document = tmp_path / "document"
    document.write_text("a")
    once = jail.run("walls", document, temporary=tmp_path, limits=limits).result
    kept = Readers("walls", tasks=READING, limits=limits)

    for _n in range(2):
        walls = kept.read(document, owner="H03", temporary=tmp_path).result
        assert {**walls, "folder": ""} == {**once, "folder": ""}
    assert walls["folder"] != once["folder"]
    kept.stop()


def _lives(child: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{child}/stat").read_text().rpartition(") ")[2][0] != "Z"
    return False
