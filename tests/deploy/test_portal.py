"""What deploy/portal lays down is taken by its programs, and keeps its word."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from congvu.config.portal_visits import ROBOTS
from congvu.machine.cluster import PORTAL_CONNECTIONS, PORTAL_LIMITS
from tests.portal.nginx import running_nginx

PORTAL = Path(__file__).resolve().parents[2] / "deploy" / "portal"


def read(name: str) -> str:
    return (PORTAL / name).read_text(encoding="utf-8")


def test_the_script_is_plain_sh() -> None:
    done = subprocess.run(
        ["sh", "-n", str(PORTAL / "install.sh")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_office_is_told_once_and_what_it_has_stays(tmp_path: Path) -> None:
    """By the very words, two times over an address of the office's own."""
    told = tmp_path / "office.env"
    told.write_text('CONGVU_PORTAL_URL="https://cua-minh.vn"\n')
    (words,) = re.findall(r"(?ms)^while read .*?^END\n", read("install.sh"))
    script = words.replace("/etc/congvu/office.env", str(told))
    for _time in range(2):
        subprocess.run(["sh", "-euc", f"name=cong.vn\n{script}"], check=True)

    assert told.read_text().splitlines() == [
        'CONGVU_PORTAL_URL="https://cua-minh.vn"',
        'CONGVU_PORTAL_PORT="8010"',
        'CONGVU_PORTAL_VISITS="/var/log/nginx/congvu-portal.visits"',
    ]


def test_systemd_takes_the_unit_and_it_is_walled_off(tmp_path: Path) -> None:
    text = read("congvu-portal.service")
    for wall in ("User=congvu-portal", "ProtectSystem=strict", "NoNewPrivileges=yes",
                 "CapabilityBoundingSet=\n", "IPAddressDeny=any", "CPUWeight=",
                 "MemoryMax=", "SystemCallFilter=@system-service"):  # fmt: skip
        assert wall in text
    assert "office.env" not in text
    assert "owner.env" not in text
    if shutil.which("systemd-analyze") is None:
        pytest.skip("not run: systemd is not on this machine")
    unit = tmp_path / "congvu-portal.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", text))

    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line for line in done.stderr.splitlines() if "congvu" in line] == []


def test_the_role_is_limited_as_in_a_clone() -> None:
    text = read("database.sql")

    assert f"CONNECTION LIMIT {PORTAL_CONNECTIONS};" in text
    for name, value in PORTAL_LIMITS.items():
        assert f"SET {name} = '{value}';" in text


def test_nginx_and_the_process_leave_out_the_same_robots() -> None:
    told = re.search(r'"~\*\(([^)]*)\)" 0;', read("nginx"))

    assert told is not None
    assert set(told[1].split("|")) == set(ROBOTS.pattern.removesuffix("|^$").split("|"))


def test_no_log_of_nginx_says_who_came_or_what_was_sought() -> None:
    formats = re.findall(r"log_format \w+ '([^']*)';", read("nginx"))

    assert len(formats) == 2
    for one in formats:
        assert "remote_addr" not in one
        assert "http_" not in one
        assert "request_uri" not in one
        assert "args" not in one


def test_nginx_takes_its_site_and_refuses_by_itself(tmp_path: Path) -> None:
    """Nobody is behind it here: what it says, it says alone."""
    with running_nginx(tmp_path, behind=1) as nginx:
        large = nginx.ask(
            "/hoi-dap/gui/", "POST", headers={"Content-Length": str(2 * 1024**3)}
        )
        strange = nginx.ask("/", "TRACK")
        long = nginx.ask("/?" + "x" * 9_000)
        alone = nginx.ask("/")
        program = nginx.ask("/api/hoi-dap/")
        much = nginx.ask(
            "/api/hoi-dap/gui/", "POST", headers={"Content-Length": str(2 * 1024**3)}
        )

    assert large.status == 413
    assert "30 MB" in large.text
    assert strange.status == 405
    assert long.status == 414
    assert (alone.status, alone.headers["Retry-After"]) == (503, "60")
    for answer, status in ((program, 503), (much, 413)):
        assert answer.status == status
        assert answer.headers["Content-Type"] == "application/json"
        assert json.loads(answer.text)["errors"][0]["words"]
    for answer in (large, strange, long, alone, program, much):
        assert "Strict-Transport-Security" in answer.headers
        assert "nginx/" not in answer.text
