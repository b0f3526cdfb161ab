"""The keys that sign ID tokens: files in CONGVU_HOME, for their owner alone.

The newest signs. The ones before it are published a while longer, so that what they
have signed can still be checked. Several web servers share the folder.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from joserfc.jwk import KeySet, RSAKey

from congvu.machine.state import write_private
from congvu.openid.rules import ALGORITHM, KEY_KEPT

NAME = "%Y%m%dT%H%M%S.%fZ"  # UTC: sorted by name is sorted by age


def signing_key(at: datetime) -> RSAKey:
    """The newest; made when there is none yet."""
    paths = _paths()
    if not paths:
        with _alone():
            paths = _paths() or [_make(at)]
    return _read(paths[-1])


def published_keys(at: datetime) -> KeySet:
    """Whatever may have signed something that is still valid."""
    signing_key(at)
    return KeySet([_read(path) for path in _paths()])


def key_made_at() -> datetime | None:
    paths = _paths()
    return _made_at(paths[-1]) if paths else None


def rotate(at: datetime) -> str:
    """A new key signs from now on; old ones go when nothing of theirs is valid."""
    with _alone():
        before = _paths()
        fresh = _make(at)
        for old, successor in pairwise(before):
            if at - _made_at(successor) > KEY_KEPT:
                old.unlink()
    return str(_read(fresh).kid)


def _folder() -> Path:
    return Path(settings.HOME) / "openid"


def _paths() -> list[Path]:
    return sorted(_folder().glob("*.json"))


def _made_at(path: Path) -> datetime:
    return datetime.fromisoformat(path.stem)


@contextmanager
def _alone() -> Iterator[None]:
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(at: datetime) -> Path:
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    path = _folder() / f"{at.astimezone(UTC).strftime(NAME)}.json"
    write_private(path, json.dumps(key.as_dict(private=True)))
    return path


@lru_cache(maxsize=8)
def _read(path: Path) -> RSAKey:
    """A key file never changes; a new key is a new file."""
    return RSAKey.import_key(json.loads(path.read_text(encoding="utf-8")))
