"""Fills the templates in for every machine of an inventory.

``python3 fill.py inventory.toml OUT`` with nothing but Python's own library, on any
machine. Each machine gets a folder ``OUT/<name>`` that looks like its ``/``, and in it
an ``install.sh``. Passwords are made once and kept in ``OUT/secrets.json``: filling in
again after a change of the inventory keeps them.
"""

from __future__ import annotations

import json
import secrets
import sys
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from string import Template
from typing import Any

TEMPLATES = Path(__file__).resolve().parent / "templates"
PASSWORDS = ("superuser", "replication", "rewind", "owner", "app", "restapi", "cookies")

# template → where it lies on its machine, below its /etc or its /
DATABASE_FILES = {
    "etcd.env": "default/etcd",
    "patroni.yml": "patroni/config.yml",
    "post-bootstrap.sh": "congvu/post-bootstrap.sh",
    "roles.sql": "congvu/roles.sql",
}
NODE_FILES = {
    "haproxy.cfg": "haproxy/haproxy.cfg",
    "pgbouncer.ini": "pgbouncer/pgbouncer.ini",
    "userlist.txt": "pgbouncer/userlist.txt",
    "office.env": "congvu/office.env",
    "web.env": "congvu/web.env",
    "worker.env": "congvu/worker.env",
    "setup.env": "congvu/setup.env",
    "congvu-web.service": "systemd/system/congvu-web.service",
    "congvu-worker.service": "systemd/system/congvu-worker.service",
}
# Below the home of every node, and the same on all of them: what one makes and another
# shows. Files themselves lie in the S3 store.
SHARED = ("imports", "openid", "packages", "previews")


class InventoryProblem(Exception):
    """The inventory cannot be meant so; the text says why."""


@dataclass(frozen=True)
class Database:
    """A machine with one member of etcd and one PostgreSQL under Patroni."""

    name: str
    address: str
    postgres_port: int = 5432
    patroni_port: int = 8008
    etcd_port: int = 2379
    etcd_peer_port: int = 2380
    data: str = "/var/lib/postgresql/15/congvu"
    etcd_data: str = "/var/lib/etcd/congvu"
    sockets: str = "/var/run/postgresql"
    etc: str = "/etc"


@dataclass(frozen=True)
class Node:
    """A machine with web pages, a worker, and its own ways to the database."""

    name: str
    address: str
    web_port: int = 8000
    pooler_port: int = 6432
    primary_port: int = 5000
    standby_port: int = 5001
    home: str = "/var/lib/congvu"
    etc: str = "/etc"
    people: str = ""  # instead of the office's, where several nodes share a machine


@dataclass(frozen=True)
class Office:
    """What is the same on every machine."""

    host: str
    people: str
    network: str
    code: str = "/opt/congvu"
    shared: str = "/srv/congvu"
    https: bool = True
    url: str = ""
    haproxy_rights: str = "user haproxy\n    group haproxy"
    bin_dir: str = "/usr/lib/postgresql/15/bin"


@dataclass(frozen=True)
class Files:
    """The S3 store: the one thing all nodes share besides the database."""

    store: str
    access_key: str
    secret_key: str


@dataclass(frozen=True)
class Inventory:
    """All machines, checked."""

    office: Office
    files: Files
    databases: tuple[Database, ...]
    nodes: tuple[Node, ...]


def read_inventory(table: dict[str, Any]) -> Inventory:
    """From the parsed TOML; refuses what could not survive the loss of a machine."""
    found = Inventory(
        office=_one(Office, table.get("office", {})),
        files=_one(Files, table.get("files", {})),
        databases=tuple(_one(Database, row) for row in table.get("database", [])),
        nodes=tuple(_one(Node, row) for row in table.get("node", [])),
    )
    if len(found.databases) < 3 or len(found.databases) % 2 == 0:
        raise InventoryProblem(
            "etcd must outvote a lost machine: three databases, or five"
        )
    if not found.nodes:
        raise InventoryProblem("there is no node to serve the office")
    names = [one.name for one in found.databases] + [one.name for one in found.nodes]
    if len(set(names)) < len(names):
        raise InventoryProblem(f"two machines have one name: {', '.join(names)}")
    return found


def _one(kind: type[Any], row: dict[str, Any]) -> Any:
    known = {field.name for field in fields(kind)}
    if strange := set(row) - known:
        raise InventoryProblem(f"{kind.__name__}: unknown {', '.join(sorted(strange))}")
    try:
        return kind(**row)
    except TypeError as problem:
        raise InventoryProblem(f"{kind.__name__}: {problem}") from problem


def fill(inventory: Inventory, out: Path) -> list[Path]:
    """Write every machine's files; passwords that are there already stay."""
    out.mkdir(parents=True, exist_ok=True, mode=0o711)
    common = {
        **{f"{name}_password": word for name, word in _passwords(out).items()},
        **{name: str(value) for name, value in asdict(inventory.office).items()},
        **{f"files_{name}": text for name, text in asdict(inventory.files).items()},
        **_lists(inventory),
    }
    written = []
    for kind, machines, files in (
        ("database", inventory.databases, DATABASE_FILES),
        ("node", inventory.nodes, NODE_FILES),
    ):
        for machine in machines:
            own = {name: str(value) for name, value in asdict(machine).items() if value}
            words = {**common, **own}
            folder = out / machine.name
            for template, place in files.items():
                written.append(_write(template, folder / "etc" / place, words))
            written.append(_write(f"install-{kind}.sh", folder / "install.sh", words))
    return written


def _passwords(out: Path) -> dict[str, str]:
    path = out / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    words = {name: kept.get(name) or secrets.token_hex(24) for name in PASSWORDS}
    path.touch(mode=0o600)
    path.write_text(json.dumps(words, indent=1), encoding="utf-8")
    return words


def _lists(inventory: Inventory) -> dict[str, str]:
    """Where a file names every machine: the lines, made here."""
    databases, nodes = inventory.databases, inventory.nodes
    office = inventory.office
    return {
        "etcd_cluster": ",".join(
            f"{one.name}=http://{one.address}:{one.etcd_peer_port}" for one in databases
        ),
        "etcd_hosts": ", ".join(f"{one.address}:{one.etcd_port}" for one in databases),
        "database_servers": "\n".join(
            f"    server {one.name} {one.address}:{one.postgres_port}"
            f" check port {one.patroni_port}"
            for one in databases
        ),
        "web_servers": "\n".join(
            f"    server {one.name} {one.address}:{one.web_port} check" for one in nodes
        ),
        "node_addresses": ",".join(dict.fromkeys(one.address for one in nodes)),
        "shared_folders": " ".join(SHARED),
        "url": office.url or f"http{'s' if office.https else ''}://{office.host}",
        "https": "1" if office.https else "0",
    }


def _write(template: str, place: Path, words: dict[str, str]) -> Path:
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch(mode=0o700 if template.endswith(".sh") else 0o600)
    # A name that no machine has must not be left in a file: it is an error here.
    place.write_text(Template(text).substitute(words), encoding="utf-8")
    return place


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        sys.stderr.write("python3 fill.py inventory.toml OUT\n")
        return 2
    try:
        with Path(arguments[0]).open("rb") as file:
            inventory = read_inventory(tomllib.load(file))
    except (InventoryProblem, tomllib.TOMLDecodeError, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    for path in fill(inventory, Path(arguments[1])):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
