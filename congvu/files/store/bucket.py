"""The store in an S3-compatible bucket: ``s3://bucket/prefix?endpoint=http://…``.

boto3 is an optional extra, so it is loaded by name when this store is chosen. Keys come
from the usual ``AWS_ACCESS_KEY_ID`` and ``AWS_SECRET_ACCESS_KEY``.
"""

from __future__ import annotations

import importlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qs, urlsplit

from congvu.files.store.folder import sweep_folder


class S3Store:
    """An object is put whole or not at all, so no rename is needed."""

    def __init__(self, client: Any, bucket: str, prefix: str, temporary: Path) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix
        self._temporary = temporary
        temporary.mkdir(parents=True, exist_ok=True)

    @classmethod
    def from_address(cls, address: str, *, temporary: Path) -> S3Store:
        parts = urlsplit(address)
        options = parse_qs(parts.query)
        client = importlib.import_module("boto3").client(
            "s3",
            endpoint_url=options.get("endpoint", [None])[0],
            region_name=options.get("region", ["us-east-1"])[0],
        )
        prefix = parts.path.strip("/")
        return cls(client, parts.netloc, f"{prefix}/" if prefix else "", temporary)

    def new_temporary(self) -> Path:
        return self._temporary / f"in-{os.getpid()}-{secrets.token_hex(8)}"

    def keep(self, temporary: Path, sha256: str) -> None:
        self._client.upload_file(str(temporary), self._bucket, self._key(sha256))
        temporary.unlink()

    def open(self, sha256: str) -> BinaryIO:
        """A local copy that is already deleted: it can be sought and leaves nothing."""
        temporary = self._fetch(sha256)
        try:
            return temporary.open("rb")
        finally:
            temporary.unlink()

    @contextmanager
    def as_path(self, sha256: str) -> Iterator[Path]:
        temporary = self._fetch(sha256)
        try:
            yield temporary
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()

    def has(self, sha256: str) -> bool:
        return any(name == sha256 for name, _, _ in self._list(self._key(sha256)))

    def erase(self, sha256: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=self._key(sha256))

    def contents(self) -> Iterator[tuple[str, int, float]]:
        yield from self._list(self._prefix)

    def sweep(self, *, older_than: float) -> int:
        return sweep_folder(self._temporary, older_than=older_than)

    def _list(self, prefix: str) -> Iterator[tuple[str, int, float]]:
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
            for item in page.get("Contents", []):
                name = item["Key"].rsplit("/", 1)[-1]
                yield name, item["Size"], item["LastModified"].timestamp()

    def _fetch(self, sha256: str) -> Path:
        temporary = self.new_temporary()
        try:
            self._client.download_file(self._bucket, self._key(sha256), str(temporary))
        except self._client.exceptions.ClientError as error:
            raise FileNotFoundError(sha256) from error
        return temporary

    def _key(self, sha256: str) -> str:
        return f"{self._prefix}{sha256[:2]}/{sha256[2:4]}/{sha256}"
