"""Where the state folder is, and the secrets and database addresses kept in it.

Imported by the settings, so it knows nothing of Django.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DatabaseUrls:
    """``owner`` is for migrations only; everything that runs uses ``app``."""

    app: str
    owner: str


def state_folder() -> Path:
    """``CONGVU_HOME``, or ``var`` beside the code."""
    default = Path(__file__).resolve().parents[2] / "var"
    return Path(os.environ.get("CONGVU_HOME", default)).absolute()


def read_secret_key() -> str:
    given = os.environ.get("CONGVU_SECRET_KEY")
    if given:
        return given
    path = state_folder() / "secret-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def read_database_urls() -> DatabaseUrls:
    url = os.environ.get("DATABASE_URL", "postgresql://congvu@127.0.0.1/congvu")
    return DatabaseUrls(app=url, owner=os.environ.get("DATABASE_OWNER_URL", url))
