"""nginx as ``deploy/portal`` configures it, run in a folder of its own.

The file is taken as it is; only the places in it (ports, certificates, logs, cache)
become this folder's.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from congvu.machine.state import CODE

SITE = CODE / "deploy" / "portal"
NAME = "portal.localhost"


def nginx_program() -> str | None:
    """Debian keeps it where only root looks."""
    found = shutil.which("nginx") or "/usr/sbin/nginx"
    return found if Path(found).exists() else None


def written_site(folder: Path, *, port: int, plain: int, behind: int) -> Path:
    """The whole configuration of an nginx in front of the process on ``behind``."""
    _certificate(folder)
    site = (SITE / "nginx").read_text(encoding="utf-8")
    for there, here in (
        ("@NAME@", NAME),
        ("/etc/congvu/tls", str(folder)),
        ("/var/log/nginx", str(folder)),
        ("/var/cache/nginx-congvu-portal", str(folder / "cache")),
        ("snippets/congvu-portal-proxy.conf", str(SITE / "proxy.conf")),
        ("/opt/congvu/current/deploy/portal", str(SITE)),
        ("127.0.0.1:8010", f"127.0.0.1:{behind}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 0.0.0.0:{port} ssl"),
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
    ):
        if there not in site:
            raise RuntimeError(f"deploy/portal/nginx has no {there!r}")
        site = site.replace(there, here)
    whole = folder / "nginx.conf"
    own = "\n".join(
        f"{what}_temp_path {folder}/{what};"
        for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Run by root it would work as another, who may not read this folder.
    user = f"user {folder.owner()};\n" if folder.owner() == "root" else ""
    whole.write_text(
        f"{user}daemon off;\nworker_processes 2;\npid {folder}/nginx.pid;\n"
        f"events {{ worker_connections 4096; }}\n"
        f"http {{\n{own}\naccess_log off;\n{site}\n}}\n",
        encoding="utf-8",
    )
    return whole


def _certificate(folder: Path) -> None:
    key, pem = folder / "portal.key", folder / "portal.pem"
    command = [
        *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"),
        *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", f"/CN={NAME}"),
        *("-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(key)),
        *("-out", str(pem)),
    ]
    subprocess.run(command, check=True, capture_output=True)
