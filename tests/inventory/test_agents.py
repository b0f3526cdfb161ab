"""The door of agents: Debian's own program, and what strangers send."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from congvu.audit.models import AuditEvent
from congvu.inventory.actions import enrol, revoke
from congvu.inventory.actions.enrolling import MOST_A_MINUTE
from congvu.inventory.models import (
    AgentEnrolment,
    Machine,
    MachineChange,
    MachineReading,
)
from congvu.inventory.queries import programs_now
from tests.inventory.messages import OFFICE, PROLOG, fusion, glpi
from tests.people import Province

HERE = Path(__file__).resolve()
SHARED = HERE.parents[3] / "shared" / "data" / "inventory"
WITHOUT = "environment,process,user,local_user,local_group,storage,usb,monitor,printer"
TASKS = "collect,deploy,netdiscovery,netinventory,wakeonlan,esx"
ZLIB = "application/x-compress-zlib"


def code_of(people: Province, *, commune: bool = False) -> str:
    agency = people.commune if commune else people.committee
    _made, secret = enrol(
        agency_id=agency.pk,
        label="Văn phòng",
        expires_on=None,
        by=people.seat("quan"),
        at=people.at,
    )
    return secret


def send(secret: str, content: bytes, kind: str = ZLIB) -> HttpResponse:
    basic = base64.b64encode(f"agent:{secret}".encode()).decode()
    answer = Client().post(
        "/inventory", content, kind, headers={"Authorization": f"Basic {basic}"}
    )
    assert isinstance(answer, HttpResponse)
    return answer


# -- Debian's fusioninventory-agent

SETUP = """package setup;
use parent qw(Exporter);
our @EXPORT = ('%%setup');
our %%setup = (
    datadir => "/usr/share/fusioninventory",
    libdir => "/usr/share/fusioninventory/lib",
    vardir => "%s",
);
1;
"""


class Debian:
    """The agent, on a copy of this machine's list of packages."""

    def __init__(self, here: Path, url: str, secret: str) -> None:
        self.here, self.admin = here, here / "dpkg"
        for name in ("info", "updates", "triggers", "root", "deb/DEBIAN", "state"):
            (self.admin / name).mkdir(parents=True)
        shutil.copy("/var/lib/dpkg/status", self.admin / "status")
        (self.admin / "available").touch()
        (here / "agent.cfg").touch()
        # The same program, with what it remembers of itself kept here.
        (here / "setup.pm").write_text(SETUP % (self.admin / "state"))
        self.command = [
            "perl",
            f"-I{here}",
            "-Msetup",
            "/usr/bin/fusioninventory-agent",
            f"--server={url}/inventory",
            "--user=agent",
            f"--password={secret}",
            f"--conf-file={here / 'agent.cfg'}",
            f"--no-task={TASKS}",
            f"--no-category={WITHOUT}",
            "--no-httpd",
            "--force",
        ]

    def report(self) -> str:
        ran = subprocess.run(
            self.command,
            env={**os.environ, "DPKG_ADMINDIR": str(self.admin)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stderr

    def install(self, name: str, version: str) -> None:
        control = self.admin / "deb/DEBIAN/control"
        control.write_text(
            f"Package: {name}\nVersion: {version}\nArchitecture: all\n"
            "Maintainer: Thu <thu@backan.example>\nDescription: thu\n"
        )
        package = str(self.here / "a.deb")
        self._run("dpkg-deb", "-b", str(self.admin / "deb"), package)
        self._dpkg("-i", package)

    def remove(self, name: str) -> None:
        self._dpkg("--purge", name)

    def _dpkg(self, *words: str) -> None:
        where = [f"--admindir={self.admin}", f"--instdir={self.admin / 'root'}"]
        self._run("dpkg", *where, "--force-not-root", *words)

    @staticmethod
    def _run(*words: str) -> None:
        subprocess.run(words, capture_output=True, check=True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_debians_agent_reports_this_machine(
    live_server: Any, province: Province, tmp_path: Path
) -> None:
    if shutil.which("fusioninventory-agent") is None:
        pytest.skip("not run: fusioninventory-agent is not on this machine")
    debian = Debian(tmp_path, live_server.url, code_of(province))

    debian.report()
    machine = Machine.objects.get()
    packages = {(one.name, one.version) for one in programs_now(machine)}
    assert {"dpkg", "bash", "perl"} <= {name for name, _version in packages}
    assert machine.os_name.startswith("Debian")
    assert machine.ram_mb
    debian.report()
    debian.install("congvu-thu", "1.0")
    debian.report()
    debian.install("congvu-thu", "1.1")
    debian.remove("congvu-thu")
    debian.report()

    told = MachineReading.objects.order_by("at")
    assert [(one.state, one.added, one.removed) for one in told] == [
        ("accepted", len(packages), 0),
        ("unchanged", 0, 0),
        ("accepted", 1, 0),
        ("accepted", 0, 1),
    ]
    assert not MachineChange.objects.exists()
    new = machine.installations.get(until__isnull=False)
    assert (new.software.name, new.software.version) == ("congvu-thu", "1.0")


# -- what others send, replayed


@pytest.mark.django_db
def test_prolog_contact_and_inventory_are_answered_as_asked(
    province: Province,
) -> None:
    secret = code_of(province)

    prolog = send(secret, PROLOG)
    taken = send(secret, fusion())
    contact = send(secret, b'{"action": "contact"}', "application/json")
    told = send(secret, glpi({"hardware": {"name": "VP-02"}}), "application/json")

    assert prolog["Content-Type"] == ZLIB
    assert b"<RESPONSE>SEND</RESPONSE>" in zlib.decompress(prolog.content)
    assert zlib.decompress(taken.content) == b"<REPLY></REPLY>"
    assert json.loads(contact.content) == {"status": "ok", "expiration": 24}
    assert json.loads(told.content)["status"] == "ok"
    assert set(Machine.objects.values_list("name", flat=True)) == {
        "VP-MAY-01",
        "VP-02",
    }


@pytest.mark.django_db
def test_what_an_agent_sends_is_how_the_machine_is_again(province: Province) -> None:
    secret = code_of(province)

    for programs in (OFFICE, OFFICE[:1], OFFICE):
        send(secret, fusion(programs))

    told = MachineReading.objects.order_by("at")
    assert [(one.state, one.added) for one in told] == [
        ("accepted", 3),
        ("accepted", 0),
        ("accepted", 2),
    ]
    machine = Machine.objects.get()
    assert len(programs_now(machine)) == 3
    assert machine.seen_at == told[2].at


@pytest.mark.django_db
def test_without_a_good_code_nothing_is_read(province: Province) -> None:
    secret, quan = code_of(province), province.seat("quan")
    made, over = enrol(
        agency_id=province.committee.pk,
        label="Tạm",
        expires_on=province.today + timedelta(days=1),
        by=quan,
        at=province.at,
    )
    revoke(enrolment_id=made.pk, by=quan, at=province.at)

    answers = [send(code, fusion()) for code in ("", "sai", over, secret)]

    assert [one.status_code for one in answers] == [401, 401, 401, 200]
    assert answers[0]["WWW-Authenticate"] == 'Basic realm="inventory"'
    assert Client().get("/inventory").status_code == 405
    # A code in the address would stand in logs.
    assert Client().post(f"/inventory/{secret}", fusion(), ZLIB).status_code == 404
    assert MachineReading.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "shown", ["Basic é", "Basic", "Basic =", "Basic /zr/", "Bearer é", "é", ""]
)
def test_a_code_that_nobody_can_read_is_none(law: None, shown: str) -> None:
    answer = Client().post(
        "/inventory", fusion(), ZLIB, headers={"Authorization": shown}
    )

    assert answer.status_code == 401
    assert not MachineReading.objects.exists()


@pytest.mark.django_db
def test_another_agencys_code_takes_no_machine_over(province: Province) -> None:
    send(code_of(province), fusion())

    refused = send(code_of(province, commune=True), fusion([]))

    assert refused.status_code == 422
    assert "cơ quan khác" in refused.content.decode()
    assert len(programs_now(Machine.objects.get())) == 3
    assert AuditEvent.objects.filter(event="inventory.claimed").count() == 1


@pytest.mark.django_db
def test_what_an_agent_sends_badly_is_refused_and_listed(province: Province) -> None:
    secret = code_of(province)

    table = send(secret, "Tên máy\nA\n".encode(), "text/csv")
    broken = send(secret, fusion()[:300])
    glpis = send(secret, b'{"action": "inventory", "deviceid": "x"}')

    assert {one.status_code for one in (table, broken, glpis)} == {422}
    assert MachineReading.objects.filter(state="refused").count() == 3
    page = province.client("quan").get("/may-tinh/nap/").content.decode()
    assert "cắt ngang" in page


@pytest.mark.django_db
def test_a_code_that_sends_too_often_is_asked_to_wait(province: Province) -> None:
    secret = code_of(province)
    for _number in range(3):
        send(secret, PROLOG)
    assert AgentEnrolment.objects.get().sent == 3
    AgentEnrolment.objects.update(sent=MOST_A_MINUTE)

    answer = send(secret, PROLOG)

    assert answer.status_code == 429
    assert answer["Retry-After"]
    AgentEnrolment.objects.update(counted_from=province.at - timedelta(hours=1))
    assert send(secret, PROLOG).status_code == 200


# -- the examples of GLPI, and the command


@pytest.mark.django_db
def test_the_examples_of_glpi_are_what_they_say_and_load(
    province: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted(SHARED.glob("glpi-computer_*.json"))
    if not files:
        pytest.skip("not run: the examples of GLPI are not beside this repository")
    schema = json.loads((SHARED / "glpi-inventory.schema.json").read_text())
    check = jsonschema.validators.validator_for(schema)(schema)
    for file in files:
        check.validate(json.loads(file.read_text()))

    assert [
        (one["name"], one["status"], one["software_added"], one["software_removed"])
        for one in loaded(capsys, *files)
    ] == [("glpixps", "accepted", 6, 0), ("COMP1", "accepted", 0, 0)]
    assert {one["status"] for one in loaded(capsys, *files)} == {"unchanged"}
    machine = Machine.objects.get(name="glpixps")
    assert (machine.serial, machine.kind, machine.ram_mb) == ("640HP72", "laptop", 7800)


def loaded(capsys: pytest.CaptureFixture[str], *files: Path) -> list[dict[str, Any]]:
    capsys.readouterr()
    call_command("inventory", "import", *map(str, files), "--json")
    told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.django_db
def test_the_command_tells_of_each_file(
    province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd, good, bad = (tmp_path / f"{name}.ocs" for name in ("la", "may", "hong"))
    odd.write_bytes(b'<?xml version="1.0" encoding="x-khong-co"?><REQUEST/>')
    good.write_bytes(fusion(packed=False))
    bad.write_bytes(fusion()[:100])

    files = (odd, good, bad, tmp_path / "khong-co.ocs")
    zeroth, first, second, third = loaded(capsys, *files)

    assert (zeroth["status"], "XML" in zeroth["reason"]) == ("refused", True)
    assert first["machine"] == str(Machine.objects.get().pk)
    assert (first["status"], first["software_added"], first["reason"]) == (
        "accepted",
        3,
        "",
    )
    assert (second["status"], second["machine"]) == ("refused", None)
    assert "cắt ngang" in second["reason"]
    assert (third["status"], "Không mở được" in third["reason"]) == ("refused", True)


@pytest.mark.django_db
def test_a_file_whose_name_is_no_text_costs_no_other(
    province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named by an office of twenty years ago, in letters that are not UTF-8."""
    odd, good = tmp_path / os.fsdecode(b"b\xe1ng.csv"), tmp_path / "may.ocs"
    odd.write_bytes(b"\x00\x01\x02\x03" * 9)
    good.write_bytes(fusion())

    first, second = loaded(capsys, odd, good)

    assert (first["status"], first["file"]) == ("refused", f"{tmp_path}/b\ufffdng.csv")
    assert first["reason"]
    assert (second["status"], second["software_added"]) == ("accepted", 3)
    assert MachineReading.objects.get(state="refused").told == "b ng.csv"
    call_command("inventory", "import", str(odd), str(good))
    assert "b\ufffdng.csv:" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    ["Tên máy,Số máy\n".encode(), PROLOG, b'{"action": "contact"}'],
    ids=["titles alone", "PROLOG", "contact"],
)
def test_a_file_that_lists_no_machine_is_one_refused_line(
    province: Province,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
) -> None:
    """On the command, the page and both operations for programs."""
    words, quan = "Tệp không kê máy nào.", province.client("quan")
    (tmp_path / "may").write_bytes(content)

    (told,) = loaded(capsys, tmp_path / "may")
    file = {"file": SimpleUploadedFile("may", content)}
    page = quan.post("/may-tinh/nap/", file | {"agency": province.committee.pk})
    assert (told["status"], told["reason"]) == ("refused", words)
    assert words in page.content.decode()
    for address in ("/api/v1/inventories", "/api/v1/inventory-loads"):
        answer = quan.post(address, {"file": SimpleUploadedFile("may", content)})
        (one,) = answer.json()
        assert (one["state"], one["reason"]) == ("refused", words)
    assert MachineReading.objects.count() == 4
    assert not Machine.objects.exists()
