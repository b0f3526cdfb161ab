"""Where the state folder is, and the secrets and database addresses kept in it.

Imported by the settings, so it knows nothing of Django.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

CODE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class DatabaseUrls:
    """``owner`` is for migrations only; everything that runs uses ``app``."""

    app: str
    owner: str


def say(text: str) -> None:
    """Tell the operator; a closed terminal must not stop the office."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except UnicodeEncodeError:
        sys.stdout.write(text.encode("ascii", "replace").decode() + "\n")
    except OSError:
        return


def state_folder() -> Path:
    """``CONGVU_HOME``, or ``var`` beside the code."""
    return Path(os.environ.get("CONGVU_HOME") or CODE / "var").absolute()


def make_state_folder() -> Path:
    """The folder; a new one of root's can be walked through by the database user."""
    home = state_folder()
    if not home.exists():
        home.mkdir(parents=True)
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    for name in ("log", "run", "tmp"):
        (home / name).mkdir(mode=0o700, exist_ok=True)
    return home


def write_private(path: Path, text: str) -> None:
    """Replace a file at once, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def read_secret_key() -> str:
    """The key that signs sessions: given, or made once and kept in the home."""
    given = os.environ.get("CONGVU_SECRET_KEY")
    if given:
        return given
    path = state_folder() / "secret-key"
    if not path.exists():
        make_state_folder()
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def has_external_database() -> bool:
    return bool(os.environ.get("DATABASE_URL"))


def embedded_record() -> Path:
    """What is known of the embedded cluster: folder, port, passwords."""
    return state_folder() / "database.json"


def embedded_socket(data: Path, port: int) -> Path:
    """Through it a question costs a third less than over 127.0.0.1.

    In the data folder: nobody but the server's own user and root can walk there.
    """
    return data / f".s.PGSQL.{port}"


def embedded_place(record: Mapping[str, Any]) -> str:
    """Where in an address the embedded server is: its socket's folder, if it has one.

    A server started by an earlier version, or whose folder has too long a name for a
    socket, has none.
    """
    port = record.get("port", 5432)
    data = state_folder() / str(record.get("data", ""))
    has_socket = os.access(embedded_socket(data, port), os.W_OK)
    return f"{quote(str(data), safe='') if has_socket else '127.0.0.1'}:{port}"


def external_record() -> Path:
    """The app role made on the server that ``DATABASE_URL`` names."""
    return state_folder() / "database-role.json"


def with_login(url: str, user: str, password: str) -> str:
    """The same database address for another role."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return parts._replace(netloc=f"{login}@{place}").geturl()


def user_of(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def read_database_urls() -> DatabaseUrls:
    """Both roles' addresses, whichever database is used."""
    if has_external_database():
        return _external_urls(os.environ["DATABASE_URL"])
    record = read_json(embedded_record())
    base = f"postgresql://{embedded_place(record)}/congvu"
    return DatabaseUrls(
        app=with_login(base, "congvu_app", record.get("app_password", "")),
        owner=with_login(base, "congvu_owner", record.get("owner_password", "")),
    )


def read_mail_url() -> str:
    """As whom Postfix and Dovecot read schema ``mail``; empty where nobody said."""
    if has_external_database():
        return os.environ.get("DATABASE_MAIL_URL", "")
    record = read_json(embedded_record())
    base = f"postgresql://127.0.0.1:{record.get('port', 5432)}/congvu"
    return with_login(base, "congvu_mail", record.get("mail_password", ""))


def read_portal_url() -> str:
    """As whom the public process reads; empty where nobody said."""
    if has_external_database():
        given = os.environ.get("DATABASE_PORTAL_URL", "")
        record = read_json(external_record())
        url = os.environ["DATABASE_URL"]
        if given or record.get("url") != url or "portal_user" not in record:
            return given
        return with_login(url, record["portal_user"], record["portal_password"])
    record = read_json(embedded_record())
    base = f"postgresql://127.0.0.1:{record.get('port', 5432)}/congvu"
    return with_login(base, "congvu_portal", record.get("portal_password", ""))


def visits_log() -> Path:
    """Where visits to the portal are noted: beside the office, or by nginx."""
    told = os.environ.get("CONGVU_PORTAL_VISITS")
    return Path(told) if told else state_folder() / "log" / "portal-visits"


def portal_port() -> int:
    """Where the portal listens: as told, else beside the office."""
    told = os.environ.get("CONGVU_PORTAL_PORT", "")
    office = os.environ.get("CONGVU_PORT", "")
    if told.isdigit():
        return int(told)
    return int(office) + 1 if office.isdigit() else 8001


def is_portal_told() -> bool:
    """Whether this machine serves the portal, as deploy/portal and `run` say."""
    told = ("CONGVU_PORTAL_URL", "CONGVU_PORTAL_PORT")
    return any(os.environ.get(name) for name in told)


def _external_urls(url: str) -> DatabaseUrls:
    owner = os.environ.get("DATABASE_OWNER_URL")
    if owner:
        return DatabaseUrls(app=url, owner=owner)
    record = read_json(external_record())
    if record.get("url") != url:
        return DatabaseUrls(app=url, owner=url)
    return DatabaseUrls(
        app=with_login(url, record["user"], record["password"]), owner=url
    )
