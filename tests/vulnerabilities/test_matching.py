"""What is found, followed, proven mended, and comes back."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.access import Seat
from congvu.systems.models import InformationSystem, SystemEquipment
from congvu.vulnerabilities.actions import (
    accept_risk,
    load_bom,
    plan_mending,
)
from congvu.vulnerabilities.models import Advisory, Bom, Finding, Hit, Package
from congvu.vulnerabilities.rules import Priority
from tests.people import Province
from tests.vulnerabilities.stories import MEDIUM, Watch, before, osv

pytestmark = pytest.mark.django_db


@pytest.fixture
def watch(province: Province, law: None) -> Watch:
    return Watch(province)


LIB = ("mau-lib", "1.0-1", "")
FIXED = ("mau-lib", "1.0-2", "")


def test_until_the_next_inventory_proves_the_patch(watch: Watch) -> None:
    machine = watch.report(LIB, ("khac", "3.0-1", ""))
    watch.load(osv("CV-1", "mau-lib", *before("1.0-2")))
    assert watch.match().found.new == 1
    one = Finding.objects.get()
    assert (one.machine_id, one.fixed, one.state) == (machine.pk, "1.0-2", "open")
    assert one.priority == Priority.SOON
    assert one.due_on == watch.at.date() + timedelta(days=14)
    assert Notice.objects.filter(kind="vulnerabilities.found").exists()

    seat = watch.people.seat("quan")
    plan_mending(
        finding_id=one.pk,
        on=watch.at.date() + timedelta(days=3),
        note="",
        by=seat,
        at=watch.at,
    )
    assert watch.match().found.mended == 0
    assert watch.found() == [("CV-1", "mau-lib", "planned")]

    watch.report(FIXED, ("khac", "3.0-1", ""))
    assert watch.match().found.mended == 1
    one.refresh_from_db()
    assert (one.state, one.ended_at) == ("mended", watch.at)

    watch.report(LIB)
    assert watch.match().found.returned == 1
    one.refresh_from_db()
    assert (one.state, one.returned, one.ended_at) == ("open", 1, None)
    assert one.planned_on is None


def test_a_day_to_mend_by_that_no_law_sets_is_marked(watch: Watch) -> None:
    watch.report(LIB)
    watch.load(osv("CV-1", "mau-lib", *before("1.0-2")))
    watch.match()
    url = reverse("vulnerabilities:finding", args=[Finding.objects.get().pk])

    shown = watch.people.client("quan").get(url).content.decode()

    due = shown.partition("Hạn vá")[2].partition("Vá trong bản")[0]
    assert "Ưu tiên 2, vá sớm: Mức gợi ý khi quy chế của cơ quan chưa quy định" in due
    assert "chưa xác minh nguồn" in due


def test_a_newer_version_that_is_no_better_is_the_same_finding(watch: Watch) -> None:
    watch.report(("mau-lib", "0.9-1", ""))
    watch.load(osv("CV-1", "mau-lib", *before("1.0-2")))
    watch.match()
    watch.report(LIB)
    found = watch.match().found
    assert (found.new, found.mended) == (0, 0)
    assert Finding.objects.get().package.version == "1.0-1"


def test_who_names_the_same_weakness_is_counted_once(watch: Watch) -> None:
    watch.report(LIB)
    watch.load(
        osv("DSA-1", "mau-lib", *before("1.0-2"), upstream=["CVE-0000-7"]),
        osv("CV-GH-1", "mau-lib", *before("1.0-2"), aliases=["CVE-0000-7"]),
        osv("CVE-0000-7", "mau-lib", *before("1.0-2"), vector=MEDIUM),
    )
    watch.match()
    [one] = Finding.objects.all()
    assert (one.cause, one.severity) == ("CVE-0000-7", "critical")
    assert one.advisory.code == "CV-GH-1"
    # Joined later by one that names two that were apart.
    watch.load(osv("CV-A", "mau-lib", *before("1.0-2")))
    watch.match()
    assert Finding.objects.filter(state="open").count() == 2
    watch.load(osv("CV-B", "mau-lib", *before("1.0-2"), aliases=["CV-A", "CVE-0000-7"]))
    watch.match()
    assert [one for one in watch.found() if one[2] == "open"] == [
        ("CVE-0000-7", "mau-lib", "open")
    ]


def test_an_edition_that_clears_a_package_ends_what_the_one_before_it_found(
    watch: Watch,
) -> None:
    """First only what was mended is named; later its maker says it never had it."""
    watch.report(LIB, ("khac", "3.0-1", ""))
    status = {"fixed": ["1.0-2"]}
    watch.load(edition(status, "2026-03-01T00:00:00Z"))
    watch.match()
    assert watch.found() == [("CVE-0000-9", "mau-lib", "open")]
    assert Finding.objects.get().fixed == "1.0-2"
    watch.load(edition({"known_not_affected": ["1.0-2"]}, "2026-04-01T00:00:00Z"))
    watch.match()
    assert watch.found() == [("CVE-0000-9", "mau-lib", "void")]
    # The older edition once more takes nothing back.
    watch.load(edition(status, "2026-03-01T00:00:00Z"))
    watch.match()
    assert watch.found() == [("CVE-0000-9", "mau-lib", "void")]
    page = watch.people.client("quan").get(
        f"/an-toan/lo-hong/canh-bao/{Advisory.objects.get().pk}/"
    )
    assert "Không nói phần mềm nào bị ảnh hưởng" in page.content.decode()


def edition(status: dict[str, list[str]], released: str) -> dict[str, Any]:
    product = {
        "product_id": "1.0-2",
        "name": "mau-lib 1.0-2",
        "product_identification_helper": {
            "purl": "pkg:deb/debian/mau-lib@1.0-2?distro=debian-12"
        },
    }
    return {
        "document": {
            "csaf_version": "2.0",
            "tracking": {"id": "CV-BT-9", "current_release_date": released},
        },
        "product_tree": {"full_product_names": [product]},
        "vulnerabilities": [{"cve": "CVE-0000-9", "product_status": status}],
    }


def test_who_names_it_no_more_stands_alone_again(watch: Watch) -> None:
    """An alias given by mistake and taken back."""
    watch.report(LIB)
    watch.load(osv("CV-B", "mau-lib", *before("2"), aliases=["CVE-0000-7"]))
    watch.load(osv("CV-C", "mau-lib", *before("2"), aliases=["CVE-0000-7"]))
    watch.match()
    assert watch.found() == [("CVE-0000-7", "mau-lib", "open")]
    watch.load(
        osv(
            "CV-C", "mau-lib", *before("2"), modified="2026-04-01T00:00:00Z", aliases=[]
        )
    )
    watch.load(
        osv(
            "CV-B", "mau-lib", *before("2"), modified="2026-04-01T00:00:00Z", aliases=[]
        )
    )
    watch.match()
    still = [line for line in watch.found() if line[2] == "open"]
    assert still == [("CV-B", "mau-lib", "open"), ("CV-C", "mau-lib", "open")]


def test_near_misses_are_none(watch: Watch) -> None:
    watch.report(LIB)
    watch.load(
        osv("CV-1", "mau-lib", *before("1.0-1")),
        osv("CV-2", "mau-lib", *before("2"), ecosystem="Debian:11"),
        osv("CV-3", "mau-lib", *before("2"), ecosystem="PyPI"),
        osv("CV-4", "mau-lib", *before("2"), withdrawn="2026-01-01T00:00:00Z"),
        osv("CV-5", "mau-lib2", *before("2")),
        osv("CV-6", "mau-lib", *before("3", since="2")),
    )
    watch.match()
    assert watch.found() == []


def test_a_withdrawn_advisory_mends_nothing(watch: Watch) -> None:
    watch.report(LIB)
    told = osv("CV-1", "mau-lib", *before("2"))
    watch.load(told)
    watch.match()
    newer = {"modified": "2026-03-05T00:00:00Z"}
    watch.load({**told, **newer, "withdrawn": "2026-03-05T00:00:00Z"})
    found = watch.match().found
    assert (found.mended, found.void) == (0, 1)
    assert watch.found() == [("CV-1", "mau-lib", "void")]
    # An older word of it, read later, changes nothing.
    assert watch.load(told).same == 1
    watch.match()
    assert watch.found() == [("CV-1", "mau-lib", "void")]


def test_only_what_is_new_is_looked_at(watch: Watch) -> None:
    watch.report(LIB, ("khac", "1.0-1", ""))
    watch.load(osv("CV-1", "mau-lib", *before("2")))
    first = watch.match()
    assert (first.packages, first.advisories, first.pairs) == (2, 1, 1)
    again = watch.match()
    assert (again.packages, again.advisories, again.pairs) == (0, 0, 0)
    assert watch.load(osv("CV-1", "mau-lib", *before("2"))).same == 1
    watch.load(osv("CV-2", "khac", *before("2")))
    then = watch.match()
    assert (then.packages, then.advisories, then.pairs) == (0, 1, 1)
    assert Hit.objects.count() == 2


def system_of(watch: Watch, machine: Any, **more: Any) -> InformationSystem:
    agency = watch.people.committee
    made = InformationSystem.objects.create(
        agency=agency,
        operator=agency,
        code="HT-1",
        name="Một cửa",
        exposure="internal",
        added_at=watch.at,
        added_by="Quân",
        **more,
    )
    SystemEquipment.objects.create(system=made, machine=machine)
    return made


def test_what_is_exploited_or_stands_high_goes_first(watch: Watch) -> None:
    one = watch.report(LIB, name="may-chu-01")
    watch.report(LIB, name="may-chu-02")
    watch.load(
        osv("CV-1", "mau-lib", *before("2"), vector=MEDIUM, aliases=["CVE-0000-9"])
    )
    watch.match()
    assert set(Finding.objects.values_list("priority", flat=True)) == {4}
    system = system_of(watch, one, level=3, level_on=date(2026, 1, 1))
    watch.match()
    rows = Finding.objects.order_by("machine__name")
    assert [(f.priority, f.level) for f in rows.all()] == [(3, 3), (4, 0)]
    system.exposure = "citizens"
    system.save()
    watch.match()
    first = rows[0]
    assert (first.priority, first.is_public) == (2, True)
    watch.load(
        {
            "vulnerabilities": [
                {"cveID": "CVE-0000-9", "dateAdded": f"2026-0{month}-01"}
                for month in (3, 4)
            ]
        }
    )
    watch.match()
    assert [(f.priority, f.exploited) for f in rows.all()] == [(1, True), (1, True)]
    assert rows[0].due_on <= watch.at.date() + timedelta(days=3)


def test_a_risk_is_taken_for_a_time_and_with_a_reason(watch: Watch) -> None:
    watch.report(LIB)
    watch.load(osv("CV-1", "mau-lib", *before("2")))
    watch.match()
    one, quan = Finding.objects.get(), watch.people.seat("quan")
    today = watch.at.date()

    def accept(until: date | None, reason: str, by: Seat = quan) -> None:
        accept_risk(finding_id=one.pk, until=until, reason=reason, by=by, at=watch.at)

    with pytest.raises(Refused) as none:
        accept(None, " ")
    assert [r.field for r in none.value.reasons] == ["until", "reason"]
    for until in (today, today + timedelta(days=400)):
        with pytest.raises(Refused):
            accept(until, "Máy không nối mạng")
    accept(today + timedelta(days=2), "Máy không nối mạng")
    watch.match()
    assert watch.found() == [("CV-1", "mau-lib", "accepted")]
    watch.later(5)
    watch.match()
    assert watch.found() == [("CV-1", "mau-lib", "open")]
    events = AuditEvent.objects.filter(event="vulnerabilities.accepted")
    assert events.count() == 1


def test_what_is_no_more_is_decided_on_no_more(watch: Watch) -> None:
    watch.report(LIB)
    watch.load(osv("CV-1", "mau-lib", *before("2")))
    watch.match()
    watch.report(("mau-lib", "2-1", ""))
    watch.match()
    one, quan = Finding.objects.get(), watch.people.seat("quan")
    with pytest.raises(Refused, match="không còn"):
        plan_mending(
            finding_id=one.pk,
            on=watch.at.date() + timedelta(days=1),
            note="",
            by=quan,
            at=watch.at,
        )


def test_programs_of_windows_are_known_by_their_makers(watch: Watch) -> None:
    windows = ("Windows 11 Pro", "10.0.22631")
    web = "cpe:2.3:a:hang_cao:duyet_web:*:*:*:*:*:*:*:*"

    def cve(code: str, criteria: str) -> dict[str, Any]:
        match = {"vulnerable": True, "criteria": criteria, "versionEndExcluding": "13"}
        nodes = [{"operator": "OR", "cpeMatch": [match]}]
        return {"cve": {"id": code, "configurations": [{"nodes": nodes}]}}

    watch.report(
        ("Duyệt Web (x64 vi)", "12.0", "Hãng Cáo"), name="may-01", system=windows
    )
    # Distributions mend without a new number: NVD says nothing of their packages.
    watch.report(("duyet web", "12.0-1", "Hãng Cáo"), name="may-chu-09")
    watch.load(
        {
            "vulnerabilities": [
                cve("CVE-0000-1", web),
                cve("CVE-0000-2", web.replace("hang_cao", "hang_tho")),
            ]
        }
    )
    watch.match()
    assert [(f.cause, f.machine.name) for f in Finding.objects.all() if f.machine] == [
        ("CVE-0000-1", "may-01")
    ]


def bom(*purls: str, version: str = "1") -> bytes:
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "metadata": {"component": {"name": "Cổng", "version": version}},
            "components": [{"name": "x", "purl": purl} for purl in purls],
        }
    ).encode()


def test_a_product_is_mended_by_its_next_bill_of_materials(watch: Watch) -> None:
    def take(content: bytes) -> Bom:
        return load_bom(
            content=content,
            agency_id=watch.people.committee.pk,
            by=SYSTEM,
            at=watch.later(),
        )

    take(bom("pkg:pypi/mau@1.0", "pkg:npm/khac@1.0.0"))
    watch.load(osv("CV-1", "Mau", *before("1.1"), ecosystem="PyPI"))
    watch.match()
    assert watch.found() == [("CV-1", "mau", "open")]
    take(bom("pkg:pypi/mau@1.1", "pkg:npm/khac@1.0.0", version="2"))
    assert watch.match().found.mended == 1
    assert Bom.objects.get().version == "2"
    with pytest.raises(Refused, match="cắt cụt"):
        take(bom("pkg:pypi/mau@1.1")[:-9])


def test_a_file_that_is_cut_off_keeps_what_was_there(watch: Watch) -> None:
    watch.load(osv("CV-1", "mau", *before("2")))
    loaded = watch.load_bytes(b'{"id": "CV-1", "affected": [{"pack')
    assert not loaded.taken
    assert loaded.troubles == (("tệp.json", "Tệp JSON bị cắt cụt hoặc hỏng"),)
    assert Advisory.objects.count() == 1
    assert Package.objects.count() == 0


def test_the_commands_tell_of_each_file(
    province: Province, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "tot.json", tmp_path / "cut.json"
    good.write_text(json.dumps(osv("CV-1", "mau", *before("2"), ecosystem="PyPI")))
    bad.write_text('{"id": ')
    parts = tmp_path / "bang-ke.json"
    parts.write_bytes(bom("pkg:pypi/mau@1.0"))
    names = [str(good), str(bad), str(tmp_path / "khong-co.json")]
    call_command("vulnerabilities", "load", *names, "--json")
    told = json.loads(capsys.readouterr().out)
    assert [one["status"] for one in told] == ["loaded", "refused", "refused"]
    assert told[1]["troubles"] == [
        {"part": "cut.json", "reason": "Tệp JSON bị cắt cụt hoặc hỏng"}
    ]
    call_command("sbom", "load", str(parts), "--json")
    assert json.loads(capsys.readouterr().out)["components"] == 1
    call_command("vulnerabilities", "match", "--json")
    assert json.loads(capsys.readouterr().out)["found"]["new"] == 1
    call_command("vulnerabilities", "list", "--json")
    [found] = json.loads(capsys.readouterr().out)
    assert (found["cause"], found["bom"], found["version"]) == ("CV-1", "Cổng", "1.0")
