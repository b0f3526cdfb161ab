"""The public portal beside the office on the bare machine, and after an upgrade."""

from __future__ import annotations

import time

from tests.deploy.trial_office import NAME, OFFICE, Office, Report, hold

PORTAL = "cong.example.vn"
PROVINCE = """
from: 2025-07-01
agencies:
  - code: H03
    kind: province
    name: Ủy ban nhân dân tỉnh Sông Mây
    short_name: UBND tỉnh Sông Mây
    issuer_symbol: UBND
    place: Sông Mây
    units: [{name: Văn phòng, posts: [{role: administrator, name: Quản trị}]}]
"""
AT = ("--resolve", f"{PORTAL}:443:127.0.0.1", "--resolve", f"{PORTAL}:80:127.0.0.1")
# What whoever breaks into the portal's process must not read.
CLOSED = (
    "/var/lib/congvu/secret-key",
    "/etc/congvu/office.env",
    "/etc/congvu/owner.env",
    "/var/lib/congvu/files",
)


class Portal:
    def __init__(self, office: Office, report: Report) -> None:
        self.office, self.machine, self.report = office, office.machine, report

    def installs(self) -> None:
        command = "/opt/congvu/current/deploy/portal/install.sh"
        with self.report.step("deploy/portal/install.sh, no network") as found:
            same = self.machine.run(command, "--name", NAME)
            hold(same.returncode == 1, f"the office's own name: {same.stdout}")
            done = self.machine.run(command, "--name", PORTAL)
            found["said"] = done.stdout.strip().splitlines()
            hold(done.returncode == 0, done.stdout[-4000:])
        with self.report.step("the province's file; the same command again") as found:
            (self.machine.root / "srv/congvu/tinh.yaml").write_text(PROVINCE, "utf-8")
            loaded = self.machine.shell(
                "chown congvu: /srv/congvu/tinh.yaml;"
                " congvu organisation load /srv/congvu/tinh.yaml"
            )
            hold("1 cơ quan" in loaded, loaded)
            done = self.machine.run(command, "--name", PORTAL)
            found["said"] = done.stdout.strip().splitlines()
            hold(done.returncode == 0, done.stdout[-4000:])
        found["doctor"] = self.office.is_sound()

    def answers(self, when: str) -> None:
        with self.report.step(f"the portal over TLS, {when}") as found:
            page = self._front()
            hold("tỉnh Sông Mây" in page, page[:3000])
            hold("Set-Cookie" not in page, "a cookie")
            found["answer"] = page.splitlines()[0].strip()
            plain = self.machine.curl(*AT, "-i", f"http://{PORTAL}/")
            hold(f"Location: https://{PORTAL}/" in plain, plain[:500])
            units = ("congvu-web", "congvu-worker", "congvu-portal", "nginx")
            states = self.machine.shell(f"systemctl is-active {' '.join(units)}")
            found["units"] = dict(zip(units, states.split(), strict=True))
            hold(set(states.split()) == {"active"}, states)

    def _front(self) -> str:
        end = time.monotonic() + 60
        while True:
            page = self.machine.curl(*AT, "-i", f"https://{PORTAL}/")
            if " 200" in page.partition("\n")[0]:
                return page
            hold(time.monotonic() < end, page[:3000])
            time.sleep(1)

    def is_walled_off(self) -> None:
        with self.report.step("what the portal's user and visitors may not") as found:
            for path in CLOSED:
                read = self.machine.run(
                    "runuser", "-u", "congvu-portal", "--", "head", "-c1", path
                )
                hold("Permission denied" in read.stdout, f"{path}: {read.stdout}")
            users = self.machine.run(
                "runuser", "-u", "congvu-portal", "--", "psql", "-U", "congvu_portal",
                "congvu", "-c", "SELECT username FROM accounts_user",
            )  # fmt: skip
            hold("permission denied" in users.stdout, users.stdout)
            office = self.machine.curl(*AT, "-i", f"https://{PORTAL}/dang-nhap/")
            hold(" 404" in office.partition("\n")[0], office[:500])
            other = self.machine.curl(*OFFICE, "-i", f"https://{NAME}/hoi-dap/")
            hold("Sông Mây" not in other, "the portal at the office's name")
            large = self.machine.curl(
                *AT, "-i", "--http1.1", "-X", "POST",
                "-H", "Content-Length: 2147483648",
                f"https://{PORTAL}/hoi-dap/gui/",
            )  # fmt: skip
            hold(" 413" in large.partition("\n")[0], large[:500])
            said = self.machine.said("systemd-analyze", "security", "congvu-portal")
            found["congvu-portal"] = said.splitlines()[-1].strip("→ ")
            found["closed"] = [*CLOSED, "accounts_user"]

    def counts_visits(self) -> None:
        with self.report.step("a visit is counted, without who came") as found:
            self.machine.curl(
                *AT, "-A", "Mozilla/5.0", f"https://{PORTAL}/?nguoi=bi-mat"
            )
            end = time.monotonic() + 150
            while not (opened := self.office.ask(_OPENED)):
                hold(time.monotonic() < end, "not counted")
                time.sleep(2)
            log = self.machine.shell("cat /var/log/nginx/congvu-portal.*")
            hold("bi-mat" not in log and "127.0.0.1" not in log, log[-2000:])
            found["counted"] = int(opened)


_OPENED = "SELECT sum(opened) FROM portal_sitevisits HAVING sum(opened) > 0"
