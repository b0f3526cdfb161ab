"""Whatever a file does to its reader, the caller gets an answer and goes on."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from io import BytesIO

import pytest
from PIL import Image

from congvu.files import jail
from congvu.files.jail import JailFailed, Limits
from congvu.files.jail.caller import READING, ZYGOTES
from tests.files.conftest import make_pdf


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper"
    path.write_bytes(make_pdf())
    return path


def ask(task, path, home, **rest):
    return jail.run(task, path, temporary=home / "tmp", **rest)


def read(path, home, **rest):
    return ask("read", path, home, arguments={"kind": "pdf"}, **rest)


def test_the_walls_stand(paper, home, monkeypatch):
    monkeypatch.setenv("CONGVU_SECRET_KEY", "planted")
    jail.stop()

    walls = ask("walls", paper, home).result

    assert walls["memory"] == Limits().memory
    assert walls["core"] == 0
    assert walls["folder"].startswith(str(home / "tmp"))
    assert "CONGVU_SECRET_KEY" not in walls["environment"]
    assert walls["open_files"] <= 8


def test_there_is_no_network_inside(paper, home):
    walls = ask("walls", paper, home).result

    if walls["networks"] and os.geteuid() != 0:
        pytest.skip("this machine gives ordinary users no network of their own")
    assert walls["networks"] == []


def test_nothing_is_left_behind(paper, home):
    read(paper, home)

    assert list((home / "tmp").iterdir()) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
def test_a_task_that_takes_too_long_is_ended_with_its_programs(tmp_path, home):
    # Some thousand pages: no machine sets them within a second.
    long = tmp_path / "long.txt"
    long.write_text("Giao các sở, ban, ngành thực hiện.\n" * 300_000)
    started = time.monotonic()

    with pytest.raises(JailFailed) as failure:
        ask(
            "to_pdf",
            long,
            home,
            limits=Limits(seconds=1, memory=6144 * jail.MIB, open_files=1024),
            arguments={"ending": "txt", "timeout": 60},
        )

    assert failure.value.timed_out
    assert time.monotonic() - started < 10


def test_a_task_that_wants_too_much_memory_is_ended(tmp_path, home):
    out = BytesIO()
    Image.new("RGB", (9000, 9000)).save(out, "PNG")
    big = tmp_path / "big.png"
    big.write_bytes(out.getvalue())

    with pytest.raises(JailFailed, match="memory"):
        ask(
            "preview",
            big,
            home,
            limits=Limits(memory=400 * jail.MIB),
            arguments={"kind": "image", "number": 1, "width": 900, "most_bytes": 9},
        )


def test_a_killed_zygote_is_replaced(paper, home):
    read(paper, home)
    process = ZYGOTES[READING]._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)

    assert read(paper, home).result["total"] == 1


def test_an_answer_that_is_not_ours_is_a_failure_not_a_crash(paper, home):
    with pytest.raises(JailFailed, match="KeyError"):
        ask("no such task", paper, home)


def test_many_threads_share_one_jail(paper, home):
    totals: list[int] = []

    def one() -> None:
        totals.append(read(paper, home).result["total"])

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert totals == [1] * 12


def test_a_forked_process_gets_a_jail_of_its_own(paper, home):
    read(paper, home)
    pid = os.fork()
    if pid == 0:
        try:
            ok = read(paper, home).result["total"] == 1
            jail.stop()
        except BaseException:  # noqa: BLE001 - the child only reports
            ok = False
        os._exit(0 if ok else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert read(paper, home).result["total"] == 1
