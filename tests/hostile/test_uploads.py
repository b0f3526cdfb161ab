"""Every kind of broken or hostile file, through a real worker and its jail.

Each ends in a state of its own, with the reason in words; its bytes are kept as they
came; and the worker goes on to the next, and to the honest paper behind them all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files import actions, jail, queries, rules
from congvu.files.models import FileState, StoredFile
from tests.files.conftest import ODD_PDFS, make_pdf
from tests.hostile import documents, pdfs
from tests.jobs.test_worker import clear_runs, start_worker

LOCKED = {"locked with a password"}
READ_ALL_THE_SAME = {
    "nothing wrong",
    "locked with nothing",
    "no end",
    "no end and rubbish",
    "the table elsewhere",
    "javascript at opening",
    "a program at opening",
    "a call at opening",
    "a program inside",
    "a head after a thousand bytes",
    "a stream longer than the file",
}
NEVER_OPENED = {
    "word with a macro.docx",
    "word bomb.docx",
    "pile.zip",
    "bomb.zip",
    "locked.zip",
    "a web page.txt",
    "a drawing that runs.svg",
    "a program.pdf",
    "a shortcut.pdf",
    "old and locked.doc",
    "all the world.png",
}
_LETTERS = set("ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ")


@pytest.fixture
def home(settings, tmp_path: Path) -> Iterator[Path]:
    settings.HOME = tmp_path
    yield tmp_path
    jail.stop()


def corpus() -> Iterator[tuple[str, bytes]]:
    for name, made in pdfs.KINDS.items():
        yield f"{name}.pdf", made()
    for name, made in documents.KINDS.items():
        yield name, made()
    for path in sorted(ODD_PDFS.glob("*.pdf")):
        yield path.name, path.read_bytes()


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.repeats
@pytest.mark.django_db(transaction=True)
def test_no_file_stops_the_worker_is_lost_or_ends_without_a_word(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Reading is what is tried; recognising each picture would take minutes.
    monkeypatch.setenv("PATH", "/nowhere")
    clear_runs()
    kept: dict[str, str] = {}
    for name, content in [*corpus(), ("sau cung.pdf", make_pdf("Cong van sau cung"))]:
        actions.store(stream=BytesIO(content), name=name, by=SYSTEM, at=timezone.now())
        kept[name] = hashlib.sha256(content).hexdigest()

    assert start_worker(home, "--once").wait(timeout=900) == 0

    files = {file.sha256: file for file in StoredFile.objects.all()}
    for name, sha256 in kept.items():
        _ended_well(name, files[sha256])
    assert "sau cung" in files[kept["sau cung.pdf"]].text
    assert _states(files, kept, READ_ALL_THE_SAME, ".pdf") == {FileState.READY}
    assert _states(files, kept, NEVER_OPENED) == {FileState.QUARANTINED}
    for name in LOCKED:
        assert files[kept[f"{name}.pdf"]].reason == rules.LOCKED
    runs = ProcrastinateJob.objects.filter(task_name="files.read")
    assert set(runs.values_list("status", flat=True)) == {"succeeded"}
    told = AuditEvent.objects.filter(event__in=["files.read", "files.quarantined"])
    assert told.count() >= len(files)
    assert not list((home / "tmp").glob("jail-*"))


@pytest.mark.parametrize(
    "name", [name for name in pdfs.KINDS if "all the world" in name or "itself" in name]
)
def test_what_is_too_large_or_endless_to_draw_is_drawn_small_or_not_at_all(
    home: Path, name: str
) -> None:
    paper = home / "van-ban"
    paper.write_bytes(pdfs.KINDS[name]())
    asked = {"kind": "pdf", "number": 1, "width": 900, "most_bytes": 120_000}

    drawn = jail.Answer({}, b"")
    with suppress(jail.JailFailed):
        drawn = jail.run(
            "preview",
            paper,
            temporary=home / "tmp",
            limits=jail.Limits(seconds=3),
            arguments=asked,
        )

    assert len(drawn.blob) <= 120_000
    assert not list((home / "tmp").iterdir())


def _ended_well(name: str, file: StoredFile) -> None:
    assert file.state in (FileState.READY, FileState.QUARANTINED), name
    if file.state == FileState.QUARANTINED:
        assert set(file.reason.lower()) & _LETTERS, (name, file.reason)
    with queries.open_file(file) as content:
        assert hashlib.sha256(content.read()).hexdigest() == file.sha256, name


def _states(
    files: dict[str, StoredFile],
    kept: dict[str, str],
    names: set[str],
    ending: str = "",
) -> set[str]:
    return {files[kept[name + ending]].state for name in names}
