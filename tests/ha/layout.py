"""Five machines on one: an inventory whose addresses are all 127.0.0.1.

Filled in by the program and the templates that a real installation is filled in by.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from congvu.machine.cluster import find_binaries, port_is_free
from congvu.machine.processes import Account
from congvu.machine.state import CODE

HERE = "127.0.0.1"
DATABASES = ("db1", "db2", "db3")
NODES = ("app1", "app2")
BUCKET = "congvu"
# The people of the trial sign with the demo's keys, which no real office has.
DEMO_SHARED = ("signing",)
DEMO = {"CONGVU_SIGNING_DEMO": "1"}


def load_fill() -> ModuleType:
    """``deploy/ha/fill.py``, which is a program and lies in no package."""
    name = "deploy_ha_fill"
    spec = importlib.util.spec_from_file_location(name, CODE / "deploy/ha/fill.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Layout:
    """Where the trial's machines are."""

    root: Path
    table: dict[str, Any]
    s3_port: int

    def etc(self, machine: str) -> Path:
        return self.root / machine / "etc"

    def machine(self, name: str) -> dict[str, Any]:
        rows = [*self.table["database"], *self.table["node"]]
        found: dict[str, Any] = next(row for row in rows if row["name"] == name)
        return found

    @property
    def office(self) -> str:
        """Where people come in: the first node's HAProxy."""
        return f"http://{self.machine(NODES[0])['people']}"


def free_ports(first: int) -> Iterator[int]:
    """Below those that the kernel gives to outgoing calls, so none is taken later."""
    return (port for port in count(first) if port_is_free(port))


def make_layout(root: Path, *, account: Account, first_port: int) -> Layout:
    """Folders, ports and files of all machines."""
    ports = free_ports(first_port)
    s3_port = next(ports)
    table: dict[str, Any] = {
        "office": {
            "host": "localhost",
            "people": "unused",
            "https": False,
            "network": f"{HERE}/32",
            "code": str(CODE),
            "shared": str(root / "shared"),
            # Started as the user it should become.
            "haproxy_rights": "",
            "bin_dir": str(find_binaries()),
        },
        "files": {
            "store": f"s3://{BUCKET}/files?endpoint=http://{HERE}:{s3_port}",
            "access_key": "trial",
            "secret_key": "trial",
        },
        "database": [_database(root, name, ports) for name in DATABASES],
        "node": [_node(root, name, ports) for name in NODES],
    }
    table["office"]["url"] = f"http://{table['node'][0]['people']}"
    fill = load_fill()
    for path in fill.fill(fill.read_inventory(table), root):
        account.own(path)
        for folder in path.relative_to(root).parents:
            (root / folder).chmod(0o711)
    for row in table["node"]:
        _share(Path(row["home"]), root / "shared", (*fill.SHARED, *DEMO_SHARED))
    for row in table["database"]:
        # The folders that packages make: closed, and the database user's.
        for folder in (root / row["name"], root / row["name"] / "lib"):
            folder.mkdir(mode=0o700, exist_ok=True)
            account.own(folder)
    return Layout(root, table, s3_port)


def _share(home: Path, shared: Path, names: tuple[str, ...]) -> None:
    """As ``install.sh`` does."""
    home.mkdir(mode=0o700)
    for name in names:
        (shared / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / name).symlink_to(shared / name)


def _database(root: Path, name: str, ports: Iterator[int]) -> dict[str, Any]:
    return {
        "name": name,
        "address": HERE,
        "postgres_port": next(ports),
        "patroni_port": next(ports),
        "etcd_port": next(ports),
        "etcd_peer_port": next(ports),
        "data": str(root / name / "lib" / "data"),
        "etcd_data": str(root / name / "lib" / "etcd"),
        "sockets": str(root / name / "lib"),
        "etc": str(root / name / "etc"),
    }


def _node(root: Path, name: str, ports: Iterator[int]) -> dict[str, Any]:
    return {
        "name": name,
        "address": HERE,
        "web_port": next(ports),
        "pooler_port": next(ports),
        "primary_port": next(ports),
        "standby_port": next(ports),
        "home": str(root / name / "home"),
        "etc": str(root / name / "etc"),
        "people": f"{HERE}:{next(ports)}",
    }
