"""An operator lets a file out of quarantine: it is scanned and read anew."""

from __future__ import annotations

from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files import actions
from congvu.files.models import FileState, StoredFile
from tests.files.conftest import make_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept_away(settings, tmp_path) -> StoredFile:
    settings.HOME = tmp_path
    (tmp_path / "tmp").mkdir()
    stored = actions.store(
        stream=BytesIO(make_pdf()), name="a.pdf", by=SYSTEM, at=timezone.now()
    )
    StoredFile.objects.update(state=FileState.QUARANTINED, reason="Quá lâu.")
    return stored.file


def test_the_command_releases_and_the_log_says_so(kept_away: StoredFile) -> None:
    out = StringIO()

    call_command("release_file", kept_away.sha256.upper(), stdout=out)

    kept_away.refresh_from_db()
    assert (kept_away.state, kept_away.reason) == (FileState.WAITING, "")
    assert "đọc lại" in out.getvalue()
    event = AuditEvent.objects.get(event="files.released", object_id=kept_away.id)
    assert (event.actor_name, event.door) == ("congvu release-file", "command")


@pytest.mark.parametrize("sha256", ["", "f" * 64, "khong-phai"])
def test_what_is_not_there_is_said(sha256: str) -> None:
    with pytest.raises(CommandError, match="Không có tệp nào"):
        call_command("release_file", sha256)


def test_a_file_that_is_not_kept_away_is_left_alone(kept_away: StoredFile) -> None:
    StoredFile.objects.update(state=FileState.READY, reason="")

    with pytest.raises(CommandError, match="không thể đưa ra khỏi cách ly"):
        call_command("release_file", kept_away.sha256)
