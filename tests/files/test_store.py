"""A content is kept once, whole, under its hash; what must not come is refused."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files import actions, queries
from congvu.files.models import FilePage, StoredFile
from congvu.files.rules import clean_name
from tests.files.conftest import make_pdf


def store(content: bytes, name: str = "cong-van.pdf") -> actions.Stored:
    return actions.store(
        stream=BytesIO(content), name=name, by=SYSTEM, at=timezone.now()
    )


@pytest.mark.django_db
def test_the_same_content_is_kept_once_under_any_name(home):
    content = make_pdf()

    first, second = store(content, "a.pdf"), store(content, "b.pdf")

    assert first.created
    assert not second.created
    assert first.file.id == second.file.id
    sha = hashlib.sha256(content).hexdigest()
    assert (home / "files" / sha[:2] / sha[2:4] / sha).read_bytes() == content
    assert ProcrastinateJob.objects.filter(task_name="files.read").count() == 1
    assert AuditEvent.objects.filter(event="files.stored").count() == 1


@pytest.mark.django_db
def test_what_was_stored_comes_back(home):
    kept = store(make_pdf()).file

    with queries.open_file(kept) as content:
        assert hashlib.sha256(content.read()).hexdigest() == kept.sha256
    with queries.file_as_path(kept) as path:
        assert path.stat().st_size == kept.size


@pytest.mark.django_db
def test_an_empty_file_is_refused_and_nothing_is_left(home):
    with pytest.raises(actions.EmptyFile, match="rỗng"):
        store(b"")

    assert list((home / "files" / "tmp").iterdir()) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_and_nothing_is_left(home, settings):
    settings.MAX_FILE_BYTES = 3 * 1024 * 1024

    with pytest.raises(actions.FileTooLarge, match="lớn hơn 3 MB"):
        store(b"x" * (3 * 1024 * 1024 + 1))

    assert list((home / "files" / "tmp").iterdir()) == []


class BrokenLine(BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(size)


@pytest.mark.django_db
def test_an_upload_that_breaks_off_leaves_nothing(home):
    with pytest.raises(ConnectionResetError):
        actions.store(
            stream=BrokenLine(b"x" * 5_000_000),
            name="a.pdf",
            by=SYSTEM,
            at=timezone.now(),
        )

    assert list((home / "files" / "tmp").iterdir()) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_what_a_crash_left_is_swept_after_an_hour_and_nothing_else(home):
    kept = store(make_pdf()).file
    old = time.time() - 7200
    orphan = home / "files" / "ab" / "cd" / ("abcd" + "0" * 60)
    orphan.parent.mkdir(parents=True)
    for path in (home / "files" / "tmp" / "in-1-old", orphan):
        path.write_bytes(b"half")
        os.utime(path, (old, old))
    young = home / "files" / "tmp" / "in-2-young"
    young.write_bytes(b"half")
    with queries.file_as_path(kept) as path:
        os.utime(path, (old, old))

    assert actions.sweep() == 2

    assert young.exists()
    assert list(queries.verify_store()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("no_runs")
@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_the_same_content_keep_one(home):
    content = make_pdf()
    created: list[bool] = []

    def one() -> None:
        created.append(store(content).created)
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(created) == [False] * 7 + [True]
    assert StoredFile.objects.count() == 1
    assert len(list((home / "files").glob("??/??/*"))) == 1


@pytest.mark.django_db
def test_a_lost_or_altered_file_is_found(home, capsys):
    lost, altered = store(make_pdf("mot")).file, store(make_pdf("hai")).file
    with queries.file_as_path(lost) as path:
        path.unlink()
    with queries.file_as_path(altered) as path:
        path.write_bytes(b"khac")

    found = {(d.kind, d.sha256) for d in queries.verify_store()}
    assert found == {("missing", lost.sha256), ("altered", altered.sha256)}
    with pytest.raises(CommandError, match="2 tệp"):
        call_command("check_files")


@pytest.mark.django_db
def test_a_sound_store_is_said_to_be_sound(home, capsys):
    store(make_pdf())

    call_command("check_files")

    assert "nguyên vẹn" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\Công văn.pdf", "Công văn.pdf"),
        ("Co\u0302ng va\u0306n.pdf", "Công văn.pdf"),
        ("a\x00b\n\tc.pdf", "abc.pdf"),
        ("cong van\u202efdp.exe", "cong vanfdp.exe"),
        ("   ", "khong-ten"),
        ("..", "khong-ten"),
        ("nửa\ud800.pdf", "nửa?.pdf"),
    ],
)
def test_names_are_kept_readable_and_harmless(given, kept):
    assert clean_name(given) == kept


def test_a_long_name_keeps_its_ending_and_no_half_letters():
    name = clean_name("ữ" * 300 + ".docx")

    assert len(name.encode()) <= 255
    assert name.endswith("ữ.docx")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "no hash"},
        {"size": -1},
        {"progress_done": 2},
        {"state": "quarantined", "reason": ""},
        {"state": "destroyed", "reason": "x"},
    ],
)
def test_the_database_refuses_rows_that_cannot_be(home, change):
    kept = store(make_pdf()).file

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=kept.pk).update(**change)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"number": 0}, {"source": "???"}])
def test_the_database_refuses_pages_that_cannot_be(home, change):
    kept = store(make_pdf()).file
    facts = {"number": 1, "width": 1, "height": 1, "source": "text", **change}

    with pytest.raises(IntegrityError), transaction.atomic():
        FilePage.objects.create(file=kept, **facts)


@pytest.mark.django_db
def test_a_file_that_comes_again_leaves_alone_what_somebody_reads(home):
    content = make_pdf()
    kept = store(content).file

    with queries.file_as_path(kept) as path, path.open("rb") as read:
        store(content)

        assert os.path.samestat(os.fstat(read.fileno()), path.stat())


@pytest.mark.django_db
def test_a_damaged_copy_is_made_whole_when_the_content_comes_again(home):
    content = make_pdf()
    kept = store(content).file
    with queries.file_as_path(kept) as path:
        path.write_bytes(content[:50])

        store(content)

        assert path.read_bytes() == content
