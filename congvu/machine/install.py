"""Makes a clone runnable: system packages, virtual environment, locked dependencies.

``python3 -m congvu.machine.install run|test|check|mail|extras|ha|trial`` with nothing
but Python's own library, because nothing else is there yet. What was done is kept in
the virtual environment and costs nothing the next time.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

CODE = Path(__file__).resolve().parents[2]
VENV = CODE / ".venv"
PYTHON = VENV / "bin" / "python"
# What looks at the portal's pages in tests; nothing of it is in the product.
NODE_TOOLS = CODE / "tests" / "portal" / "node"
OLDEST_PYTHON = (3, 11)

LOCKS = {
    "run": ("base",),
    "extras": ("base", "ocr", "s3"),
    "test": ("base", "ocr", "s3", "test"),
    "trial": ("base",),
    "mail": ("base",),
    "check": ("base", "ocr", "s3", "test", "check"),
    "ha": ("base", "s3", "test"),
}

# package → a file or program that shows it is there
NEEDED = {"postgresql-15": "/usr/lib/postgresql/*/bin/postgres"}
FONTS = {
    # version 1 (fonts-liberation) has no Vietnamese letters
    "fonts-liberation2": "/usr/share/fonts/truetype/liberation2/LiberationSerif-*.ttf",
    "fonts-noto-core": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
}
OPTIONAL = {
    "tesseract-ocr": "/usr/bin/tesseract",
    "tesseract-ocr-vie": "/usr/share/tesseract-ocr/*/tessdata/vie.traineddata",
    "ghostscript": "/usr/bin/gs",
    "unpaper": "/usr/bin/unpaper",
    "pngquant": "/usr/bin/pngquant",
    "libreoffice-writer-nogui": "/usr/lib/libreoffice/program/soffice.bin",
    "poppler-utils": "/usr/bin/pdftotext",
}
# A server of an office has these besides; `make bundle` brings them all.
SERVER = {
    "python3.11-venv": "/usr/lib/python3.11/ensurepip/__init__.py",
    "nginx": "/usr/sbin/nginx",
    "openssl": "/usr/bin/openssl",
    "logrotate": "/usr/sbin/logrotate",
    "ca-certificates": "/etc/ssl/certs/ca-certificates.crt",
    "tzdata": "/usr/share/zoneinfo/Asia/Ho_Chi_Minh",
    "acl": "/usr/bin/setfacl",  # what of the office's folders the portal reads
}
FOR_TESTS = {
    "chromium-headless-shell": "/usr/bin/chromium-headless-shell",
    "gettext": "/usr/bin/xgettext",
    "procps": "/usr/bin/pgrep",
    "softhsm2": "/usr/bin/softhsm2-util",  # signing with keys in a token
    "opensc": "/usr/bin/pkcs11-tool",  # puts a certificate into the token
    "slapd": "/usr/sbin/slapd",  # sign-in through a directory, tried on a real one
    "nsd": "/usr/sbin/nsd",  # a name server, told what `congvu mail dns` prints
    "faketime": "/usr/lib/*/faketime/libfaketimeMT.so.1",  # a clock that is put back
    "nginx": "/usr/sbin/nginx",  # whether it takes what deploy/ tells it
    "openssl": "/usr/bin/openssl",  # certificates that the doctor is to judge
    "systemd": "/usr/bin/systemd-analyze",  # whether it takes our units
    "fusioninventory-agent": "/usr/bin/fusioninventory-agent",  # reports a machine
    "rsyslog": "/usr/sbin/rsyslogd",  # sends logs over TLS, as servers do
    "rsyslog-gnutls": "/usr/lib/*/rsyslog/lmnsd_gtls.so",
    "snmpd": "/usr/sbin/snmpd",  # a device that watching finds, loses and finds again
    # CPython's own broken mails, read as letters
    "libpython3.11-testsuite": "/usr/lib/python3*/test/test_email/data/msg_01.txt",
}
# The mail stack (congvu/machine/mail): what make mail and its tests run.
MAIL = {
    "postfix": "/usr/sbin/postfix",
    "postfix-pgsql": "/usr/lib/postfix/postfix-pgsql.so",
    "dovecot-imapd": "/usr/lib/dovecot/imap",
    "dovecot-lmtpd": "/usr/lib/dovecot/lmtp",
    "dovecot-pgsql": "/usr/lib/dovecot/modules/auth/libdriver_pgsql.so",
    "dovecot-sieve": "/usr/lib/dovecot/modules/lib90_sieve_plugin.so",
    "opendkim": "/usr/sbin/opendkim",
    "rspamd": "/usr/bin/rspamd",
    "openssl": "/usr/bin/openssl",
    # Roundcube; php-fpm, or apt would take Apache to satisfy it
    "roundcube-core": "/usr/share/roundcube/index.php",
    "roundcube-sqlite3": "/usr/share/doc/roundcube-sqlite3",
    "roundcube-plugins": "/usr/share/roundcube/plugins/archive",
    "php-cli": "/usr/bin/php",
    "php-fpm": "/usr/sbin/php-fpm8*",
}
# Without these their own tests say that they were not run; the others are.
SPARED = {
    *("slapd", "nsd", "faketime", "nginx", "systemd", "libpython3.11-testsuite"),
    *("fusioninventory-agent", "snmpd"),
    *("rsyslog", "rsyslog-gnutls"),
    *(MAIL.keys() - {"openssl"}),
}
FOR_TRIAL = {
    "debootstrap": "/usr/sbin/debootstrap",  # a bare Debian in a folder
    "systemd-container": "/usr/bin/systemd-nspawn",  # and it started
    "e2fsprogs": "/sbin/mkfs.ext4",  # its disk, which loses what was not written yet
    "curl": "/usr/bin/curl",
}
# the office on several machines, tried on one (deploy/ha)
FOR_HA = {
    "patroni": "/usr/bin/patroni",
    "etcd-server": "/usr/bin/etcd",
    "haproxy": "/usr/sbin/haproxy",
    "pgbouncer": "/usr/sbin/pgbouncer",
}
PACKAGES = {
    "run": {**NEEDED, **FONTS},
    "extras": {**NEEDED, **FONTS, **OPTIONAL},
    "test": {**NEEDED, **FONTS, **OPTIONAL, **FOR_TESTS, **MAIL},
    "mail": {**NEEDED, **FONTS, **MAIL},
    "trial": {**NEEDED, **FONTS, **FOR_TRIAL},
    "check": {**NEEDED, "gettext": FOR_TESTS["gettext"]},
    "ha": {**NEEDED, **FONTS, **FOR_HA},
}


class InstallProblem(Exception):
    """Anticipated; the text tells the operator what to do."""


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def main(purpose: str) -> int:
    if sys.version_info < OLDEST_PYTHON:
        say("Cần Python 3.11 trở lên.")
        return 1
    # Two starts at once: the second waits and then finds everything done.
    with (CODE / ".install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            install_packages(purpose)
            make_environment()
            install_requirements(purpose)
            make_fonts()
            if purpose == "test":
                install_node_tools()
        except InstallProblem as problem:
            say(str(problem))
            return 1
        except subprocess.CalledProcessError as problem:
            say(f"Lệnh không thành công (mã {problem.returncode}): {problem.cmd}")
            return 1
    return 0


# -- system packages --


def missing(packages: dict[str, str]) -> list[str]:
    return [name for name, sign in packages.items() if not _there(sign)]


def _there(sign: str) -> bool:
    return any(Path("/").glob(sign.lstrip("/")))


def install_packages(purpose: str) -> None:
    wanted = missing(PACKAGES[purpose])
    if shutil.which("npm"):  # the same fonts, smaller, come from there
        wanted = [name for name in wanted if name != "fonts-noto-core"]
    if "postgresql-15" in wanted and (
        os.environ.get("DATABASE_URL") or shutil.which("postgres")
    ):
        wanted.remove("postgresql-15")
    if not wanted:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt_install(wanted)
        wanted = missing({name: PACKAGES[purpose][name] for name in wanted})
    needed = [name for name in wanted if name in NEEDED]
    if needed or (set(wanted) - SPARED and purpose in {"test", "extras", "ha"}):
        raise InstallProblem(
            f"Máy này thiếu: {', '.join(wanted)}.\n"
            f"Nhờ người quản trị máy chạy: apt-get install {' '.join(wanted)}"
            + ("\nhoặc đặt DATABASE_URL trỏ tới PostgreSQL có sẵn." if needed else "")
        )
    if wanted:
        say(f"Chưa có (không bắt buộc): {', '.join(wanted)}")


def apt_install(names: list[str]) -> None:
    say(f"Cài gói hệ thống: {' '.join(names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    first = _quietly(command, environment)
    if first.returncode != 0:
        # A fresh machine has no package lists, or old ones.
        _quietly(["apt-get", "update", "-q"], environment)
        second = _quietly(command, environment)
        if second.returncode != 0:
            say(second.stdout[-2000:])


def _quietly(
    command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


# -- Python --


def make_environment() -> None:
    """The virtual environment; made anew when the clone was moved."""
    stamp = VENV / "congvu-place"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == str(CODE):
        return
    if PYTHON.exists() and not stamp.exists() and _is_whole():
        _link_code()
        return
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        if os.geteuid() == 0 and shutil.which("apt-get"):
            apt_install([f"python{version}-venv"])
        else:
            raise InstallProblem(
                "Python của máy này không tạo được môi trường ảo.\nNhờ người quản "
                f"trị máy chạy: apt-get install python{version}-venv"
            )
    say("Tạo môi trường Python (.venv)…")
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    _link_code()


def _is_whole() -> bool:
    return _quietly([str(PYTHON), "-m", "pip", "--version"]).returncode == 0


def _link_code() -> None:
    """Put the clone on the path and the operator's command beside Python."""
    folder = next((VENV / "lib").glob("python3.*/site-packages"))
    (folder / "congvu-code.pth").write_text(f"{CODE}\n", encoding="utf-8")
    command = VENV / "bin" / "congvu"
    command.write_text(
        f'#!/bin/sh\nexec "{PYTHON}" -m congvu.config.cli "$@"\n', encoding="utf-8"
    )
    command.chmod(0o755)
    (VENV / "congvu-place").write_text(str(CODE), encoding="utf-8")


def install_requirements(purpose: str) -> None:
    files = [CODE / "requirements" / f"{name}.txt" for name in LOCKS[purpose]]
    waiting = [file for file in files if not _done(file)]
    if not waiting:
        return
    say(f"Cài thư viện Python: {', '.join(file.stem for file in waiting)}…")
    subprocess.run(
        [
            str(PYTHON), "-m", "pip", "install", "-qq", "--no-deps",
            "--require-hashes", "--disable-pip-version-check", "--no-input",
            *(part for file in waiting for part in ("-r", str(file))),
        ],
        check=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    for file in waiting:
        _stamp(file).write_text(_fingerprint(file), encoding="ascii")


def make_fonts() -> None:
    """Without them pages use the system's fonts, so a failure is only told."""
    answer = _quietly([str(PYTHON), "-m", "congvu.machine.fonts"]).stdout.strip()
    if "ready" not in answer:
        say(answer)


def install_node_tools() -> None:
    """By their lock, digests compared, none of their scripts run. Where they cannot be
    had, their own tests say that they were not run.
    """
    lock = NODE_TOOLS / "package-lock.json"
    npm = shutil.which("npm")
    if npm is None or (_done(lock) and (NODE_TOOLS / "node_modules").exists()):
        return
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund",
               "--fetch-retries=1", "--fetch-timeout=20000"]  # fmt: skip
    done = subprocess.run(
        command, cwd=NODE_TOOLS, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        _stamp(lock).write_text(_fingerprint(lock))
    else:
        say("npm: không cài được công cụ soi trang; các kiểm thử ấy sẽ không chạy.")


def _stamp(file: Path) -> Path:
    return VENV / f"congvu-{file.stem}"


def _done(file: Path) -> bool:
    stamp = _stamp(file)
    return stamp.exists() and stamp.read_text() == _fingerprint(file)


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
