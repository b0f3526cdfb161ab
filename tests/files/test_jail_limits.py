"""Each wall of the jail, tried from inside by somebody who has taken the child over."""

from __future__ import annotations

import ctypes
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from congvu.files import jail
from congvu.files.jail import Answer, JailFailed, Limits

TASKS = "tests.files.escaping"
Escape = Callable[..., Answer]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Somebody else's file, beside the document."""
    path = tmp_path / "mat-khau"
    path.write_text("khong cua ban")
    return path


@pytest.fixture
def escape(tmp_path: Path) -> Iterator[Escape]:
    document = tmp_path / "van-ban"
    document.write_bytes(b"noi dung")

    def escape(task: str, *, also: tuple[Path, ...] = (), **given: Any) -> Answer:
        limits = Limits(
            seconds=2, memory=300 * jail.MIB, file_size=8 * jail.MIB, open_files=32
        )
        return jail.run(
            task,
            document,
            temporary=tmp_path / "tmp",
            limits=limits,
            arguments=given,
            also=also,
            tasks=TASKS,
        )

    yield escape
    jail.stop()


def test_processor_time_ends(escape: Escape) -> None:
    began = time.monotonic()

    with pytest.raises(JailFailed) as failure:
        escape("burn")

    assert failure.value.timed_out
    assert time.monotonic() - began < 12


def test_memory_ends(escape: Escape) -> None:
    with pytest.raises(JailFailed, match="memory"):
        escape("hoard")


def test_what_it_writes_ends(escape: Escape, tmp_path: Path) -> None:
    with pytest.raises(JailFailed, match=r"File too large|crashed"):
        escape("flood")

    assert not list((tmp_path / "tmp").iterdir())


def test_what_it_answers_ends(escape: Escape) -> None:
    with pytest.raises(JailFailed, match=r"too long|memory"):
        escape("babble")


def test_open_files_end(escape: Escape) -> None:
    with pytest.raises(JailFailed, match="Too many open files"):
        escape("open_much")


def test_it_reaches_no_server_not_even_on_this_machine(escape: Escape) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        with pytest.raises(JailFailed, match="Error"):
            escape("call_out", port=server.getsockname()[1])

        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("task", ["read_other", "write_other"])
def test_it_opens_no_file_of_the_office(
    escape: Escape, secret: Path, task: str
) -> None:
    with pytest.raises(JailFailed, match="PermissionError"):
        escape(task, path=str(secret))

    assert secret.read_text() == "khong cua ban"


def test_nor_does_a_program_it_starts(escape: Escape, secret: Path) -> None:
    told = escape("read_by_program", path=str(secret))

    assert told.result["code"] != 0
    assert told.blob == b""


@pytest.mark.parametrize("place", ["/proc/{own}/environ", "/etc/hostname"])
def test_nor_what_other_programs_know(escape: Escape, place: str) -> None:
    place = place.format(own=os.getpid())
    assert Path(place).exists()

    with pytest.raises(JailFailed, match="PermissionError"):
        escape("read_other", path=place)


def test_it_sees_no_names_beside_its_document(escape: Escape, tmp_path: Path) -> None:
    with pytest.raises(JailFailed, match="PermissionError"):
        escape("list_other", path=str(tmp_path))


def test_its_document_its_folder_and_what_it_was_given_are_its_own(
    escape: Escape, secret: Path
) -> None:
    told = escape("own")
    given = escape("read_other", also=(secret,), path=str(secret))

    assert (told.result["mine"], told.blob) == ("mine", b"noi dung")
    assert given.blob == b"khong cua ban"


def test_this_machine_has_the_wall_that_these_tests_lean_on() -> None:
    """Else the tests above would fail for another reason than the product's."""
    version = ctypes.CDLL(None).syscall(444, None, 0, 1)

    assert version >= 1, "a kernel with Landlock is needed to try the jail"
