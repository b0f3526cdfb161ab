"""An office's days on its own machine: papers, nights, faults, a new certificate."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.deploy.trial_office import NAME, OFFICE, Office, Report, TrialFailed, hold
from tests.documents.reading.as_scan import WEARS, as_pdf_bytes, make_scan
from tests.documents.reading.papers import invented

PAPERS = 1000
CODE = "H03.33.10"
AGENCY = f"""
from: 2025-07-01
agencies:
  - code: {CODE}
    kind: commune
    name: Ủy ban nhân dân xã Yến Dương
    short_name: UBND xã Yến Dương
    issuer_symbol: UBND
    place: Yến Dương
    units:
      - name: Văn phòng
        posts:
          - {{role: records-clerk, name: Văn thư}}
          - {{role: administrator, name: Quản trị}}
people:
  - full_name: Nông Thị Lan
    username: lan
    posts: [{{agency: {CODE}, unit: Văn phòng, post: Văn thư}}]
"""
# As `systemctl edit` would: in a second instead of in the night.
SOON = """[Timer]
OnCalendar=
OnActiveSec=1s
AccuracySec=100ms
RandomizedDelaySec=0
"""
OLD_LOGS = """logrotate state -- version 2
"/var/log/nginx/congvu.access.log" 2026-1-1-0:0:0
"/var/log/postgresql/postgresql-15-main.log" 2026-1-1-0:0:0
"""


@dataclass(frozen=True)
class Fault:
    """How it is made, which look finds it, and what mends it: by default what the
    doctor itself says to type."""

    name: str
    made: str
    key: str
    mended: str = ""


FAULTS = (
    Fault("the database is stopped", "systemctl stop postgresql", "database"),
    Fault(
        "a folder belongs to root", "chown root: /var/lib/congvu/files", "folders"
    ),
    Fault(
        "others read the key", "chmod 644 /var/lib/congvu/secret-key", "secret"
    ),
    Fault("no worker", "systemctl stop congvu-worker", "worker"),
    Fault(
        "systemd forbids what reading needs",
        "d=/etc/systemd/system/congvu-worker.service.d; mkdir $d;"
        " printf '[Service]\nSystemCallFilter=~landlock_create_ruleset\n' >$d/x.conf;"
        " systemctl daemon-reload; systemctl restart congvu-worker",
        "reading",
    ),
    Fault("no pages", "systemctl stop congvu-web", "pages"),
    Fault(
        "the disk of the copies is full",
        "mount -t tmpfs -o size=1m full /var/backups/congvu;"
        " head -c 2M /dev/zero >/var/backups/congvu/x 2>/dev/null",
        "room",
        "umount /var/backups/congvu",
    ),
)  # fmt: skip


class Life:
    def __init__(self, office: Office, report: Report) -> None:
        self.office, self.machine, self.report = office, office.machine, report

    def refuses_what_was_altered(self) -> None:
        with self.report.step("a changed byte in the bundle is refused") as found:
            done = self.office.install("altered")
            found["said"] = done.stdout.strip().splitlines()[-1]
            hold(done.returncode == 1, done.stdout)
            hold(not (self.machine.root / "opt/congvu").exists(), "installed")

    def installs(self) -> None:
        name = "install.sh --with-ocr on a bare Debian, no network"
        with self.report.step(name) as found:
            hold(self.machine.said("ls", "/sys/class/net") == "lo", "a network")
            done = self.office.install("now", "--name", NAME, "--with-ocr")
            hold(done.returncode == 0, done.stdout[-4000:])
        found["doctor"] = self.office.is_sound()

    def takes_the_agency(self) -> str:
        """By the words of the instructions; where root's own file is refused, the way
        that is told then. The clerk's first password."""
        name = "the agency's file, first from root's own folder"
        with self.report.step(name) as found:
            (self.machine.root / "root/co-quan.yaml").write_text(AGENCY, "utf-8")
            done = self.machine.run(
                "sh", "-c", "congvu organisation load $HOME/co-quan.yaml"
            )
            said, home = done.stdout.strip(), self.machine.shell("echo $HOME")
            found["said"] = said.replace(f"{home}/", "~/").splitlines()
            hold(done.returncode == 1 and "install -o congvu" in said, said)
            self.machine.shell(said.splitlines()[1])
            loaded = self.machine.shell(
                "congvu organisation load /srv/congvu/co-quan.yaml"
                " --passwords-to /srv/congvu/mat-khau"
            )
            hold("Đã nạp: 1 cơ quan" in loaded, loaded)
            sheet = self.machine.shell("cat /srv/congvu/mat-khau")
            found["loaded"] = loaded
        return sheet.split("\t")[1].split()[0]

    def opens_over_tls(self, password: str) -> None:
        with self.report.step("sign-in through nginx over TLS") as found:
            plain = self.machine.curl(*OFFICE, "-i", f"http://{NAME}/")
            hold(f"Location: https://{NAME}/" in plain, f"no way to TLS: {plain}")
            found["answer"] = self.office.sign_in("lan", password)

    def takes_papers(self) -> None:
        with self.report.step(f"{PAPERS} papers of ten years, with files") as found:
            done = self.machine.run(
                "congvu", "synth", "--documents", str(PAPERS), "--seed", "7"
            )
            hold(done.returncode == 0, done.stdout[-2000:])
            found["said"] = [
                line for line in done.stdout.splitlines() if "văn bản" in line
            ]

    def reads_a_scan(self, seed: int, when: str) -> None:
        """A picture of a paper, worn and crooked, without a letter of text in it."""
        with self.report.step(f"a scanned paper is read, {when}") as found:
            paper = invented(seed)[0]
            pages = make_scan(paper, "columns", WEARS[1], seed)
            scan = self.machine.root / f"root/quet-{seed}.pdf"
            scan.write_bytes(as_pdf_bytes(pages, WEARS[1].dpi))
            told = self.machine.shell(
                f"install -o congvu -m 600 {scan.name} /srv/congvu/ && congvu intake"
                f" /srv/congvu/{scan.name} --agency {CODE} --json 2>intake.log"
            )
            hold(told.startswith("{"), f"{told} {self.machine.shell('cat intake.log')}")
            answer = json.loads(told)
            hold(answer["status"] == "accepted" and answer["ocr"], told)
            found["read"] = answer["fields"]
            for field, wanted in (("number", paper.number), ("symbol", paper.symbol)):
                hold(answer["fields"][field] == wanted, f"{wanted}: {told}")
            # It is read on behind the answer: what follows compares an office at rest.
            self.office.comes_to_rest()
            found["searchable copy"] = self.office.ask(
                f"SELECT searchable FROM files_storedfile WHERE name = '{scan.name}'"
            )
            hold(found["searchable copy"] == "pdfa", found["searchable copy"])

    # -- the nights --

    def copies_and_proves(self) -> None:
        with self.report.step("the timers fire: copy, proof, rotation") as found:
            for name in ("congvu-backup", "congvu-check"):
                found[name] = self.fires(name)[-1]
            hold("Đã đọc lại, khớp mã băm" in found["congvu-backup"], str(found))
            hold(found["congvu-check"] == "Toàn vẹn.", str(found))
            timers = self.machine.said("systemctl", "list-timers", "--no-pager")
            for name in ("congvu-backup", "congvu-check", "logrotate"):
                hold(f"{name}.timer" in timers, timers)
        with self.report.step("systemd-analyze security") as found:
            for unit in ("congvu-web", "congvu-worker"):
                said = self.machine.said("systemd-analyze", "security", unit)
                found[unit] = said.splitlines()[-1].strip("→ ")

    def fires(self, name: str) -> list[str]:
        """The timer itself starts it: its hour is put to now, and back afterwards."""
        shell, folder = self.machine.shell, f"/run/systemd/system/{name}.timer.d"
        before = shell(f"systemctl show -P InvocationID {name}")
        shell(f"mkdir -p {folder}; printf '%s' '{SOON}' >{folder}/soon.conf")
        shell(f"systemctl daemon-reload; systemctl restart {name}.timer")
        end = time.monotonic() + 300
        while True:
            time.sleep(1)
            told = shell(f"systemctl show -p InvocationID,ActiveState,Result {name}")
            now = dict(line.split("=", 1) for line in told.splitlines())
            run, is_over = now["InvocationID"], now["ActiveState"] != "activating"
            if run not in {"", before} and is_over:
                break
            hold(time.monotonic() < end, f"{name}.timer did not fire")
        shell(
            f"rm -r {folder}; systemctl daemon-reload; systemctl restart {name}.timer"
        )
        said = shell(f"journalctl -o cat _SYSTEMD_INVOCATION_ID={run}").splitlines()
        hold(now["Result"] == "success", "\n".join(said))
        return said or [""]

    def rotates(self) -> None:
        with self.report.step("logs are rotated, and written on") as found:
            shell, page = self.machine.shell, f"https://{NAME}/dang-nhap/"
            log = self.machine.root / "var/log/nginx/congvu.access.log"
            self.machine.curl(*OFFICE, f"{page}?q=bi-mat")
            hold("bi-mat" not in log.read_text(), "what people ask for is kept")
            lines = len(log.read_text().splitlines())
            (self.machine.root / "var/lib/logrotate/status").write_text(OLD_LOGS)
            self.fires("logrotate")
            self.machine.curl(*OFFICE, page)
            kept = log.with_name(f"{log.name}.1").read_text().splitlines()
            fresh = log.read_text().splitlines()
            hold(len(kept) >= lines and len(fresh) == 1, f"{len(kept)}, {fresh}")
            found["nginx"] = f"{len(kept)} lines aside, the next one in the new log"
            told = shell(
                "journalctl -o cat -u systemd-journald | grep -i 'max' | tail -1"
            )
            hold("max 1G" in told or "max 1.0G" in told, told)
            shell("journalctl --rotate")
            old = shell("ls /var/log/journal/*/ | grep -c 'system@'")
            hold(int(old) > 0, "journald keeps nothing on the disk")
            found["journald"] = told

    # -- what goes wrong --

    def finds_faults(self) -> None:
        for fault in FAULTS:
            with self.report.step(f"the doctor finds: {fault.name}") as found:
                self.machine.shell(fault.made)
                check = self._found(fault.key)
                found["said"], found["mend"] = check["words"], check["mend"]
                self.machine.shell(fault.mended or check["mend"].split(";")[0])
                watched = self.office.is_sound(seconds=150)
                hold(fault.key not in watched, f"only half mended: {watched}")
                found["mended"] = fault.mended or "by what it said"

    def _found(self, key: str) -> dict[str, str]:
        """What the office writes down itself takes half a minute to grow old,
        and the worker looks once a minute."""
        end = time.monotonic() + 150
        while True:
            check = self.office.doctor("vi").get(key)
            if check and check["state"] == "bad":
                hold(check["mend"], f"no remedy: {check}")
                return check
            if time.monotonic() > end:
                raise TrialFailed(f"not found: {key}, {check}")
            time.sleep(2)

    def changes_the_certificate(self, place: Path, password: str) -> None:
        """One that ran out is found; a new one is laid down as the instructions say."""
        authority = Authority(place / "ca.pem")
        with self.report.step("a certificate that ran out; a new one") as found:
            self._lay_down(*authority.issue(-1))
            check = self._found("certificate")
            found["said"], found["mend"] = check["words"], check["mend"]
            self._lay_down(*authority.issue(90))
            watched = self.office.is_sound()
            hold("certificate" not in watched, str(watched))
            end = time.monotonic() + 30  # old processes of nginx may still answer
            while True:
                done = subprocess.run(
                    self.machine.inside(
                        "curl", "-sS", "--cacert", str(authority.file), *OFFICE, "-o",
                        "/dev/null", f"https://{NAME}/dang-nhap/", only_network=True,
                    ),
                    capture_output=True, text=True, check=False, timeout=60,
                )  # fmt: skip
                if done.returncode == 0:
                    break
                hold(time.monotonic() < end, done.stderr)
                time.sleep(1)
            found["sign-in"] = self.office.sign_in("lan", password)

    def _lay_down(self, certificate: bytes, key: bytes) -> None:
        root = self.machine.root / "root"
        (root / "moi.pem").write_bytes(certificate)
        (root / "moi.key").write_bytes(key)
        said = self.machine.shell(
            "cp moi.pem /etc/congvu/tls/office.pem;"
            " cp moi.key /etc/congvu/tls/office.key; rm moi.key;"
            " nginx -t -q && systemctl reload nginx && echo good"
        )
        hold(said == "good", said)


class Authority:
    """A certificate's issuer, whom a browser would trust."""

    def __init__(self, file: Path) -> None:
        self.file, self.key = file, ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA")])
        told = self._about(self.name, self.key, 1000).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        self.file.write_bytes(self._signed(told))

    def issue(self, days: int) -> tuple[bytes, bytes]:
        """For our machine, until that many days from now; and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
        told = self._about(subject, key, days).add_extension(
            x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False
        )
        return self._signed(told), key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def _about(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=100))
            .not_valid_after(now + timedelta(days=days))
        )

    def _signed(self, told: x509.CertificateBuilder) -> bytes:
        done = told.sign(self.key, hashes.SHA256())
        return done.public_bytes(serialization.Encoding.PEM)
