"""How much of an upload reaches the disk."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class CappedUpload(TemporaryFileUploadHandler):
    """Keeps one byte more than is allowed of a file, and lets the rest pass by.

    That byte is what the refusal is made from: the person is told the limit, and a
    file of any size fills no disk.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        room = settings.MAX_FILE_BYTES + 1 - start
        return super().receive_data_chunk(raw_data[: max(room, 0)], start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return super().file_complete(min(file_size, settings.MAX_FILE_BYTES + 1))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for a request nobody can read; too many files at once are named.

    Their number is checked while the request is taken apart, before any view.
    """
    too_many = isinstance(exception, TooManyFilesSent)
    most = settings.DATA_UPLOAD_MAX_NUMBER_FILES if too_many else None
    return render(request, "400.html", {"most_files": most}, status=400)
