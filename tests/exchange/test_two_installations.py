"""Two installations and the hub between them: three processes, three databases.

A department of one sends to the communes of the other. Most accept it, one refuses, it
is taken back from two, replaced by another paper; each of the three is killed half-way.
In the end both sides tell the same story of every commune.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from tests.exchange.installation import CODES, Installation, databases, wait_until
from tests.files.conftest import make_pdf
from tests.hub.running import Hub, running_hub

pytestmark = [
    pytest.mark.whole,
    pytest.mark.slow,
    pytest.mark.repeats,
    pytest.mark.django_db,
]

CLERKS = [f"vt{code.rpartition('.')[2]}" for code in CODES]
REFUSES, RECALLED, RECALLED_EARLY, KEEPS = CLERKS[5], CLERKS[6], CLERKS[-1], CLERKS[7]
# The last quarter has it at the door when another comes in its place.
ACCEPT = [who for who in CLERKS[: len(CLERKS) * 3 // 4] if who != REFUSES]
WAITS = CLERKS[-2]


@dataclass
class World:
    hub: Hub
    department: Installation
    communes: Installation

    # -- what Nga does in the department

    def group(self) -> str:
        told = self.department.post(
            "nga",
            "recipient-groups",
            {
                "name": "Các xã",
                "members": [
                    {"name": f"UBND xã {code.rpartition('.')[2]}", "address": code}
                    for code in CODES
                ],
            },
        )
        return str(told["id"])

    def issue(self, subject: str, group: str, **more: str) -> dict[str, Any]:
        """Numbered, signed by hand, scanned and issued."""
        line = self.department.post(
            "nga", "outgoing-documents", {"type_code": "KH", "subject": subject}
        )
        if more:
            self.department.post(
                "nga", f"outgoing-documents/{line['id']}/relation", more
            )
        scan = make_pdf(f"{line['symbol']} {subject}")
        today = datetime.now().astimezone().date().isoformat()
        told = self.department.ask(
            "nga",
            "POST",
            f"outgoing-documents/{line['id']}/issue",
            data={
                "signer_name": "Lý Văn Hòa",
                "signer_position": "Giám đốc",
                "signed_on": today,
                "group_ids": [group],
            },
            files={"scan": ("ke-hoach.pdf", scan, "application/pdf")},
        )
        assert isinstance(told, dict)
        return told

    def sent(self, line: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """What the department knows of each commune, by its clerk's name."""
        rows = self.department.get("nga", f"outgoing-documents/{line['id']}/deliveries")
        return {f"vt{row['address'].rpartition('.')[2]}": row for row in rows}

    def knows(self, line: dict[str, Any], told: dict[str, str]) -> bool:
        """Of each of these communes, what it says now."""
        rows = self.sent(line)
        return {who: rows[who]["status"] for who in told} == told

    def are_withdrawn(self, line: dict[str, Any], *those: str) -> bool:
        rows = self.sent(line)
        return {rows[who]["state"] for who in those} == {"withdrawn"}

    # -- what a commune's clerk does

    def at_door(self, who: str, subject: str) -> list[dict[str, Any]]:
        items = self.communes.get(who, "intake")
        return [one for one in items if one["draft"].get("subject") == subject]

    def arrived(self, subject: str) -> None:
        """At each door, one after the other: what has come stays."""
        for who in CLERKS:
            wait_until(
                lambda who=who: bool(self.at_door(who, subject)),  # type: ignore[misc] # this one
                f"it did not arrive at {who}",
                self.said,
            )

    def register(self, who: str, item: dict[str, Any]) -> dict[str, Any]:
        path = f"intake/{item['id']}"
        wait_until(
            lambda: self.communes.get(who, path)["state"] != "reading",
            f"{who}'s file was not read",
            self.said,
        )
        said = item["draft"]
        day, month, year = said["issued_on"].split("/")
        told = {
            name: said[name]
            for name in ("subject", "issuer_name", "type_code", "symbol", "signer_name")
        }
        told["issued_on"] = f"{year}-{month}-{day}"
        found = self.communes.post(who, f"{path}/register", told)
        assert isinstance(found, dict)
        return found

    def requests(self, who: str, entry: dict[str, Any]) -> list[dict[str, Any]]:
        path = f"incoming-documents/{entry['id']}/sender-requests"
        return list(self.communes.get(who, path))

    def answer(self, who: str, entry: dict[str, Any], **told: Any) -> None:
        """To the one question that is open."""
        wait_until(
            lambda: bool(self.open_requests(who, entry)),
            f"{who} was asked nothing",
            self.said,
        )
        (asked,) = self.open_requests(who, entry)
        self.communes.post(who, f"sender-requests/{asked['id']}/answer", told)

    def open_requests(self, who: str, entry: dict[str, Any]) -> list[dict[str, Any]]:
        asked = self.requests(who, entry)
        return [one for one in asked if one["answered_at"] is None]

    # -- both

    def stories(
        self, line: dict[str, Any], those: list[str]
    ) -> list[tuple[str, list[Any], list[Any]]]:
        """Of these communes: what the department heard, what the commune told."""
        sent, found = self.sent(line), []
        for who in those:
            heard = [
                (one["code"], one["text"], moment(one["told_at"]))
                for one in sent[who]["statuses"]
                if one["told_at"] is not None
            ]
            told = [
                (one["code"], one["text"], moment(one["created_at"]))
                for one in self.communes.get(who, "packets")["items"]
                if one["kind"] == "status" and one["symbol"] == line["symbol"]
            ]
            found.append((who, sorted(heard), sorted(told)))
        return found

    def agree(self, line: dict[str, Any], those: list[str]) -> bool:
        return all(heard == told != [] for _w, heard, told in self.stories(line, those))

    def agree_on_all(self, line: dict[str, Any]) -> None:
        """One after the other, and then all of them: asking all each time is dear."""
        for who in CLERKS:
            wait_until(
                lambda who=who: self.agree(line, [who]),  # type: ignore[misc] # this one
                f"they differ on {who}",
                self.said,
            )
        wait_until(lambda: self.agree(line, CLERKS), "they differ", self.said)

    def said(self) -> str:
        return self.department.said() + self.communes.said()


def moment(text: str) -> datetime:
    """To the second: that is what the wire carries."""
    return datetime.fromisoformat(text).astimezone().replace(microsecond=0)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[World]:
    with (
        django_db_blocker.unblock(),
        databases("department", "communes") as (first, second),
        running_hub(tmp_path_factory.mktemp("hub")) as hub,
    ):
        department = linked(hub, "department", first, tmp_path_factory, "H03.05")
        communes = linked(hub, "communes", second, tmp_path_factory, *CODES)
        try:
            for one in (department, communes):
                one.tokens |= one.run("tests.exchange.bodies", one.name)
                one.start()
            yield World(hub, department, communes)
        finally:
            communes.stop()
            department.stop()


def linked(
    hub: Hub, name: str, database: str, folders: Any, *codes: str
) -> Installation:
    """An installation that the hub's operator has let in for these codes."""
    under = [word for code in codes for word in ("--under", code)]
    secret = hub.command("add-system", name, "--name", name, *under)
    prefix = "CONGVU_EXCHANGE_HUB"
    link = {f"{prefix}_URL": hub.url, f"{prefix}_SYSTEM": name}
    link["CONGVU_EXCHANGE_SECONDS"] = "3"  # nobody waits here to be spared questions
    return Installation(
        name, folders.mktemp(name), database, {**link, f"{prefix}_SECRET": secret}
    )


def test_many_communes_and_nothing_is_lost(world: World) -> None:
    subject = "Kế hoạch phòng, chống rét cho gia súc"
    group = world.group()

    # It leaves; the hub dies under it, then the sender.
    line = world.issue(subject, group)
    world.hub.kill()
    world.department.kill()
    world.hub.wait()
    world.department.start()
    wait_until(
        lambda: all(row["state"] == "sent" for row in world.sent(line).values()),
        "it did not leave",
        world.said,
    )

    # It arrives at every door, once, although the receivers die while they take it.
    world.communes.kill()
    world.communes.start()
    world.arrived(subject)
    items = {who: world.at_door(who, subject) for who in CLERKS}
    assert {len(found) for found in items.values()} == {1}

    # Most accept it, one refuses.
    entries = {who: world.register(who, items[who][0]) for who in ACCEPT}
    reason = {"reason": "Xã không có gia súc; gửi nhầm nơi nhận"}
    world.communes.post(REFUSES, f"intake/{items[REFUSES][0]['id']}/discard", reason)
    wait_until(
        lambda: world.knows(line, dict.fromkeys(ACCEPT, "03") | {REFUSES: "02"}),
        "the states did not come back",
        world.said,
    )

    # Taken back from one that had not registered it, and from one that had.
    for who in (RECALLED_EARLY, RECALLED):
        path = f"deliveries/{world.sent(line)[who]['id']}/ask-back"
        world.department.post("nga", path, {"reason": "Sai phụ lục"})
    world.answer(RECALLED, entries[RECALLED], agreed=True)
    wait_until(
        lambda: world.are_withdrawn(line, RECALLED, RECALLED_EARLY),
        "it was not taken back",
        world.said,
    )
    assert world.at_door(RECALLED_EARLY, subject) == []

    # Another paper replaces it; one agrees, one does not, the hub dies again.
    later = world.issue(
        f"{subject} (thay thế)",
        group,
        kind="replaces",
        symbol=line["symbol"],
        year=str(datetime.now().astimezone().year),
    )
    world.hub.kill()
    world.communes.kill()
    world.hub.wait()
    world.communes.start()
    world.answer(ACCEPT[0], entries[ACCEPT[0]], agreed=True)
    world.answer(KEEPS, entries[KEEPS], agreed=False, reason="Đã triển khai")
    wait_until(
        lambda: world.knows(line, {KEEPS: "16", ACCEPT[0]: "15"}),
        "the answers did not come back",
        world.said,
    )
    world.arrived(later["subject"])

    # Both sides tell the same story of every commune, and of both papers.
    for paper in (line, later):
        world.agree_on_all(paper)
    stories = world.stories(line, CLERKS)
    codes = {who: [c for c, _t, _at in heard] for who, heard, _told in stories}
    assert codes[REFUSES] == ["01", "02"]
    assert codes[RECALLED] == ["01", "03", "15"]
    assert codes[RECALLED_EARLY] == ["01", "15"]
    assert codes[KEEPS] == ["01", "03", "16"]
    assert codes[WAITS] == ["01", "15"], "not registered: the later one is there"
    assert world.at_door(WAITS, subject) == []
    sent = world.sent(line)
    assert sent[REFUSES]["statuses"][-1]["text"] == reason["reason"]
    assert any(one["code"] == "13" for one in sent[RECALLED]["statuses"])
