"""What deploy/ lays down is taken by the programs that it is for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from congvu.config.doctor.office import UNITS
from congvu.machine.upgrade import SERVICES

CODE = Path(__file__).resolve().parents[2]
DEPLOY = CODE / "deploy"
TLS = 8881
NAMES = sorted(path.name for path in (DEPLOY / "systemd").iterdir())


@pytest.mark.parametrize("script", ["install.sh", "congvu"])
def test_scripts_are_plain_sh(script: str) -> None:
    done = subprocess.run(
        ["sh", "-n", str(DEPLOY / script)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("not run: systemd is not on this machine")
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name in NAMES:
        # The programs are there only once it is installed.
        text = (DEPLOY / "systemd" / name).read_text(encoding="utf-8")
        text = re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={program}", text)
        (tmp_path / name).write_text(text)

    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in NAMES)],
        capture_output=True,
        text=True,
        check=False,
    )

    # What is wrong with the machine's own units is not ours.
    ours = [line for line in done.stderr.splitlines() if "congvu" in line]
    assert ours == []


def site_here(tmp_path: Path) -> tuple[str, Path]:
    """nginx, and a whole configuration with our own site on ports of this machine."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(nginx).exists():
        pytest.skip("not run: nginx is not on this machine")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x",
         "-keyout", tmp_path / "office.key", "-out", tmp_path / "office.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (DEPLOY / "nginx" / "congvu").read_text(encoding="utf-8")
    for there, here in (
        ("@NAME@", "congvu.example.vn"),
        ("/etc/congvu/tls", str(tmp_path)),
        ("/var/log/nginx", str(tmp_path)),
        ("/var/cache", str(tmp_path)),
        ("snippets/", f"{DEPLOY}/nginx/"),
        ("listen 80", "listen 127.0.0.1:8880"),
        ("listen [::]:80", "listen [::1]:8882"),
        ("listen 443", f"listen 127.0.0.1:{TLS}"),
        ("listen [::]:443", "listen [::1]:8883"),
    ):
        assert there in site
        site = site.replace(there, here)
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n", encoding="utf-8"
    )
    return nginx, whole


def test_nginx_takes_its_site(tmp_path: Path) -> None:
    nginx, whole = site_here(tmp_path)

    done = subprocess.run(
        [nginx, "-t", "-q", "-c", str(whole), "-e", str(tmp_path / "error.log")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_our_site_speaks_new_tls_with_strong_suites_only(tmp_path: Path) -> None:
    """Asked by the client of OpenSSL, which is told to offer the weak ones, too."""
    nginx, whole = site_here(tmp_path)
    given = ["-c", str(whole), "-e", str(tmp_path / "error.log")]
    subprocess.run([nginx, *given], check=True, capture_output=True)
    try:
        spoken = {
            words: _shakes_hands(words)
            for words in (
                "-tls1_3",
                "-tls1_2",
                "-tls1_1 -cipher ALL:@SECLEVEL=0",
                "-tls1 -cipher ALL:@SECLEVEL=0",
                # without forward secrecy, by an old mode, without encryption
                "-tls1_2 -cipher AES128-GCM-SHA256:@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-RSA-AES128-SHA:@SECLEVEL=0",
                "-tls1_2 -cipher eNULL:@SECLEVEL=0",
            )
        }
    finally:
        subprocess.run([nginx, *given, "-s", "stop"], check=True, capture_output=True)
    assert [words for words, agreed in spoken.items() if agreed] == [
        "-tls1_3",
        "-tls1_2",
    ]


def _shakes_hands(words: str) -> bool:
    done = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{TLS}", *words.split()],
        input=b"",
        capture_output=True,
        check=False,
        timeout=20,
    )
    return b"Cipher is (NONE)" not in done.stdout and b"Cipher is" in done.stdout


def test_settings_mean_the_same_to_systemd_and_to_the_shell() -> None:
    """Both read the file: NAME="value", nothing that either would take apart."""
    lines = (DEPLOY / "office.env").read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]

    assert [
        line for line in told if not re.fullmatch(r'[A-Z_]+="[^"$`\\]*"', line)
    ] == []


def test_what_upgrade_and_doctor_name_is_laid_down() -> None:
    units = {name.removesuffix(".service") for name in NAMES}

    assert set(SERVICES) <= units
    assert set(UNITS) - {"nginx"} <= units


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(".service")])
def test_what_serves_people_is_walled_off(name: str) -> None:
    text = (DEPLOY / "systemd" / name).read_text(encoding="utf-8")
    if name == "congvu-heal.service":
        assert "User=" not in text  # it stops and starts services
        return
    for wall in ("User=congvu", "ProtectSystem=strict", "NoNewPrivileges=yes",
                 "CapabilityBoundingSet=\n", "UMask=0077",
                 "SystemCallFilter=@system-service"):  # fmt: skip
        assert wall in text
    assert ("owner.env" in text) == (name == "congvu-backup.service")


def test_nothing_that_healing_starts_waits_for_healing() -> None:
    """At boot it would wait for itself."""
    for service in SERVICES:
        text = (DEPLOY / "systemd" / f"{service}.service").read_text(encoding="utf-8")
        orders = re.findall(r"(?m)^(?:After|Requires|BindsTo)=(.*)$", text)
        assert "congvu-heal" not in " ".join(orders)
