"""Static files as they are served: by the names of their contents, and compressed."""

from __future__ import annotations

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import (
    CompressedManifestStaticFilesStorage,
)

# What every page of ours loads is smaller, and packed as tightly as can be. The editor
# of the portal comes in files of half a megabyte: the last twelfth of those took four
# fifths of the time that all files take, at each set-up.
_LARGE = 64 * 1024
_TIGHTEST, _QUICK = 11, 9


class _Compressor(Compressor):  # type: ignore[misc]  # whitenoise says no types
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        quality = _QUICK if len(data) > _LARGE else _TIGHTEST
        return bytes(brotli.compress(data, quality=quality))


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # as above
    def create_compressor(self, **given: Any) -> Compressor:
        return _Compressor(**given)
