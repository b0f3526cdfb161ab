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

from congvu.files.store.folder import StoreUnavailable, sweep_folder

PATIENCE = {"connect_timeout": 5, "read_timeout": 30}  # seconds
TRIES = {"max_attempts": 2, "mode": "standard"}
ABSENT = {"404", "NoSuchKey"}


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
        patience = importlib.import_module("botocore.config").Config
        client = importlib.import_module("boto3").client(
            "s3",
            config=patience(retries=TRIES, **PATIENCE),
            endpoint_url=options.get("endpoint", [None])[0],
            region_name=options.get("region", ["us-east-1"])[0],
        )
        prefix = parts.path.strip("/")
        return cls(client, parts.netloc, f"{prefix}/" if prefix else "", temporary)

    def new_temporary(self) -> Path:
        return self._temporary / f"in-{os.getpid()}-{secrets.token_hex(8)}"

    def keep(self, temporary: Path, sha256: str) -> None:
        with self._answering():
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
        with self._answering():
            self._client.delete_object(Bucket=self._bucket, Key=self._key(sha256))

    def contents(self) -> Iterator[tuple[str, int, float]]:
        yield from self._list(self._prefix)

    def sweep(self, *, older_than: float) -> int:
        return sweep_folder(self._temporary, older_than=older_than)

    def try_out(self) -> None:
        key = f"{self._prefix}trial"
        with self._answering():
            self._client.put_object(Bucket=self._bucket, Key=key, Body=b"x")
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def _list(self, prefix: str) -> Iterator[tuple[str, int, float]]:
        pages = self._client.get_paginator("list_objects_v2")
        with self._answering():
            for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
                for item in page.get("Contents", []):
                    name = item["Key"].rsplit("/", 1)[-1]
                    yield name, item["Size"], item["LastModified"].timestamp()

    def _fetch(self, sha256: str) -> Path:
        temporary = self.new_temporary()
        try:
            with self._answering():
                key = self._key(sha256)
                self._client.download_file(self._bucket, key, str(temporary))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return temporary

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """What the library says becomes what a disk would: absent, or not to be had."""
        errors = importlib.import_module("botocore.exceptions")
        failed = importlib.import_module("boto3.exceptions").Boto3Error
        try:
            yield
        except errors.ClientError as why:
            if why.response.get("Error", {}).get("Code") in ABSENT:
                raise FileNotFoundError(str(why)) from why
            raise StoreUnavailable(str(why)) from why
        except (errors.BotoCoreError, failed) as why:
            raise StoreUnavailable(str(why)) from why

    def _key(self, sha256: str) -> str:
        return f"{self._prefix}{sha256[:2]}/{sha256[2:4]}/{sha256}"
