"""More files than one form may carry: nothing is kept, and the limit is named."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.documents.models import IntakeItem
from congvu.files.models import StoredFile
from tests.people import Province


def test_201_files_in_one_form_are_refused_with_the_limit(
    province: Province, settings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF") for n in range(201)]

    answer = province.client("lan").post("/tiep-nhan/tai-len/", {"file": files})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "nhiều nhất 200 tệp" in page
    assert "không tệp nào được nhận" in page
    assert not IntakeItem.objects.exists()
    assert not StoredFile.objects.exists()
