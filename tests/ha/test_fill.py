"""What the templates of deploy/ha become for an inventory of machines."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from congvu.machine.state import CODE
from tests.ha.layout import load_fill
from tests.ha.parts import read_environment

EXAMPLE = CODE / "deploy/ha/inventory.toml"
fill = load_fill()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, filled in by the program as an operator calls it."""
    folder = tmp_path_factory.mktemp("ha") / "out"
    subprocess.run(
        [sys.executable, "-I", str(CODE / "deploy/ha/fill.py"), EXAMPLE, folder],
        capture_output=True,
        check=True,
    )
    return folder


def example() -> dict[str, Any]:
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))


PEERS = ",".join(f"db{n}=http://10.0.5.1{n}:2380" for n in (1, 2, 3))
LINES = {
    "db2/etc/default/etcd": [
        'ETCD_NAME="db2"',
        'ETCD_LISTEN_PEER_URLS="http://10.0.5.12:2380"',
        f'ETCD_INITIAL_CLUSTER="{PEERS}"',
    ],
    "db2/etc/patroni/config.yml": [
        "name: db2",
        "  hosts: [10.0.5.11:2379, 10.0.5.12:2379, 10.0.5.13:2379]",
        "    synchronous_mode: true",
        "    synchronous_mode_strict: true",
        "  data_dir: /var/lib/postgresql/15/congvu",
        "    - host all all 10.0.5.0/24 scram-sha-256",
        "  post_bootstrap: /etc/congvu/post-bootstrap.sh",
    ],
    "app1/etc/haproxy/haproxy.cfg": [
        "    bind *:443 ssl crt /etc/congvu/office.pem",
        "    server app2 10.0.5.22:8000 check",
        "    bind 127.0.0.1:5000",
        "    server db3 10.0.5.13:5432 check port 8008",
    ],
    "app1/etc/pgbouncer/pgbouncer.ini": [
        "congvu = host=127.0.0.1 port=5000 dbname=congvu",
        "pool_mode = transaction",
    ],
    "app1/etc/systemd/system/congvu-worker.service": [
        "EnvironmentFile=/etc/congvu/worker.env",
        "ExecStart=/opt/congvu/.venv/bin/python -m congvu.config.cli worker",
    ],
}


@pytest.mark.parametrize("place", LINES)
def test_each_machines_files_name_the_others(out: Path, place: str) -> None:
    told = (out / place).read_text(encoding="utf-8").splitlines()

    assert [line for line in LINES[place] if line not in told] == []


def test_pages_go_by_the_pooler_and_workers_straight_to_the_leader(out: Path) -> None:
    web, worker, setup = (
        read_environment(out / f"app2/etc/congvu/{name}.env")
        for name in ("web", "worker", "setup")
    )

    assert "congvu_app:" in web["DATABASE_URL"]
    assert ":6432/" in web["DATABASE_URL"]
    assert ":5001/" in web["DATABASE_STANDBY_URL"]
    assert ":5000/" in worker["DATABASE_URL"]
    # Who owns the tables is known where they are made, and nowhere that runs.
    assert "congvu_owner:" in setup["DATABASE_OWNER_URL"]
    assert not any("OWNER" in name for name in web | worker)


def test_passwords_are_one_for_all_closed_and_kept(tmp_path: Path) -> None:
    inventory = fill.read_inventory(example())
    paths = fill.fill(inventory, tmp_path)
    first = {path: path.read_bytes() for path in paths}

    fill.fill(inventory, tmp_path)

    assert {path: path.read_bytes() for path in paths} == first
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths)
    app = read_environment(tmp_path / "app1/etc/congvu/web.env")["DATABASE_URL"]
    word = app.split(":")[2].split("@")[0]
    assert word in (tmp_path / "db3/etc/congvu/roles.sql").read_text()
    assert word in (tmp_path / "app2/etc/pgbouncer/userlist.txt").read_text()


def test_scripts_can_be_read_by_a_shell(out: Path) -> None:
    scripts = [*out.glob("*/install.sh"), *out.glob("*/etc/congvu/*.sh")]

    assert len(scripts) == 8
    for script in scripts:
        subprocess.run(["sh", "-n", script], check=True)


def _two_databases(table: dict[str, Any]) -> None:
    table["database"].pop()


def _no_node(table: dict[str, Any]) -> None:
    table["node"] = []


def _same_name(table: dict[str, Any]) -> None:
    table["node"][0]["name"] = "db1"


def _unknown_word(table: dict[str, Any]) -> None:
    table["office"]["hots"] = "congvu.example.vn"


def _no_store(table: dict[str, Any]) -> None:
    del table["files"]["store"]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_two_databases, "outvote"),
        (_no_node, "no node"),
        (_same_name, "one name"),
        (_unknown_word, "unknown hots"),
        (_no_store, "store"),
    ],
)
def test_what_cannot_be_meant_is_refused(spoil: Any, why: str) -> None:
    table = example()
    spoil(table)

    with pytest.raises(fill.InventoryProblem, match=why):
        fill.read_inventory(table)
