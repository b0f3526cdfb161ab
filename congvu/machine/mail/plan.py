"""What differs between two machines: names, folders, ports, accounts, addresses."""

from __future__ import annotations

import hashlib
import hmac
import json
import pwd
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from congvu.machine.cluster import OUTSIDE, ClusterProblem, free_port, port_is_free
from congvu.machine.processes import Account, run_as
from congvu.machine.state import (
    make_state_folder,
    read_json,
    write_private,
)

NOBODY = "none"
LARGEST = 50 * 1024 * 1024
"""Of one letter, as sent: a file of 35 MB."""


@dataclass(frozen=True)
class Ports:
    """Of the demo, all on loopback; a real server has the world's."""

    smtp: int = 2525
    submission: int = 2587
    submissions: int = 2465
    imap: int = 2143
    imaps: int = 2993
    web: int = 8870
    inject: int = 2526  # letters that the machine itself writes
    guard: int = 2890
    dkim: int = 2891
    quota: int = 2892
    judge: int = 2893


WORLD = Ports(smtp=25, submission=587, submissions=465, imap=143, imaps=993, web=443)


@dataclass(frozen=True)
class Client:
    """Who a program of ours is to the office as OpenID provider."""

    id: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Plan:
    """One machine's mail stack. ``place`` is its own folder, the rest may lie apart.

    ``relay``: where letters to others go; empty, to their own servers; NOBODY: nowhere.
    """

    place: Path
    postfix: Path
    dovecot: Path
    spool: Path
    log: Path
    host: str
    ports: Ports
    database: str = field(repr=False)
    owner: Account
    office: str  # as people reach it
    inside: str  # as this machine does
    certificate: Path
    key: Path
    relay: str = NOBODY
    is_open: bool = False  # to other machines
    largest: int = LARGEST
    server_client: Client = Client()
    web_client: Client = Client()
    master: Client = Client()  # as whom the office itself looks into seats' boxes
    web_database: str = ""
    web_at: str = ""
    dns: str = ""  # whom to ask, HOST@PORT; else as this machine does
    signs: bool = True
    judges: bool = False  # letters of strangers, by Rspamd

    def keep(self) -> None:
        """Written down, with its secrets, for the commands that come after."""
        told = asdict(self)
        paths = {name: str(v) for name, v in told.items() if isinstance(v, Path)}
        write_private(self.place / "plan.json", json.dumps(told | paths, indent=1))

    @classmethod
    def kept(cls, place: Path) -> Plan:
        told = read_json(place / "plan.json")
        if not told:
            raise ClusterProblem("Chưa có máy chủ thư nào ở đây: congvu mail start.")
        paths = {n: Path(told[n]) for n in _PATHS}
        return cls(
            **told
            | paths
            | {
                "ports": Ports(**told["ports"]),
                "owner": Account(**told["owner"]),
                "server_client": Client(**told["server_client"]),
                "web_client": Client(**told["web_client"]),
                "master": Client(**told["master"]),
            }
        )

    @property
    def boxes(self) -> Path:
        return self.place / "boxes"

    @property
    def run(self) -> Path:
        return self.place / "run"

    @property
    def keys(self) -> Path:
        return self.place / "dkim"

    @property
    def web(self) -> Path:
        return self.place / "roundcube"

    @property
    def full(self) -> Path:
        return self.place / "full"

    @property
    def status(self) -> Path:
        return self.place / "status.json"

    @property
    def web_address(self) -> str:
        return self.web_at or f"http://127.0.0.1:{self.ports.web}/"


_PATHS = ("place", "postfix", "dovecot", "spool", "log", "certificate", "key")


def make_place(owner: Account) -> Path:
    """Below the home, or beside the database's data where others cannot walk there."""
    home = make_state_folder()
    place = Path(read_json(home / "mail.json").get("place") or home / "mail")
    if not place.exists():
        if not _can_walk_to(owner, home):
            place = OUTSIDE / f"mail-{secrets.token_hex(4)}"
            OUTSIDE.mkdir(mode=0o755, exist_ok=True)
        write_private(home / "mail.json", json.dumps({"place": str(place)}))
        place.mkdir(mode=0o711)
    place.chmod(0o711)
    return place


def _can_walk_to(owner: Account, folder: Path) -> bool:
    return run_as(owner, ["test", "-x", str(folder)], check=False).returncode == 0


def account(*names: str) -> Account:
    """The first of these users that this machine has."""
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)
    raise ClusterProblem(
        f"Máy này không có người dùng hệ thống {' hoặc '.join(names)}."
    )


def kept_ports(file: Path, wanted: Ports | None = None) -> Ports:
    """As the last time; a port that somebody else has taken is changed for another."""
    kept = read_json(file)
    given = {f.name: int(kept[f.name]) for f in fields(Ports) if f.name in kept}
    ports = replace(wanted or Ports(), **given)
    taken = {
        name: free_port()
        for name, port in asdict(ports).items()
        if not port or (not given and not port_is_free(port))
    }
    ports = replace(ports, **taken)
    write_private(file, json.dumps(asdict(ports), indent=1))
    return ports


def connect_words(url: str) -> str:
    """The same address in libpq's older words, which Dovecot takes."""
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    words: Mapping[str, str | int | None] = {
        "host": asked.get("host") or parts.hostname,
        "port": asked.get("port") or parts.port,
        "dbname": unquote(parts.path.lstrip("/")),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
    return " ".join(f"{name}={value}" for name, value in words.items() if value)


def eraser_of(user: str, secret: str) -> tuple[str, str]:
    """As whom the office takes a letter out of a seat's box; its secret follows from
    the reader's, for whoever has that one may do both."""
    made = hmac.new(secret.encode(), b"xoa", hashlib.sha256).hexdigest()
    return f"{user}-xoa", made
