"""A list of machines somebody kept in a table: one machine a line, no programs."""

from __future__ import annotations

from collections.abc import Mapping

from congvu.files.formats.sheet_grid import Bounds, Table
from congvu.inventory.formats.messages import (
    AgentMessage,
    Asks,
    Unreadable,
    line,
    number,
)
from congvu.inventory.rules import (
    MOST_MACHINES,
    Format,
    MachineKind,
    Told,
    real_serial,
    real_uuid,
)
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _

# What people write above a column, folded, and the fact it stands for.
_COLUMNS = {
    "name": ("ten may", "may", "name", "hostname", "computer name"),
    "serial": ("so may", "so serial", "serial", "serial number", "s/n"),
    "uuid": ("ma bo mach", "uuid"),
    "maker": ("hang", "hang san xuat", "manufacturer", "maker"),
    "model": ("kieu may", "model", "dong may"),
    "kind": ("loai may", "loai", "type", "kind"),
    "cpu": ("bo xu ly", "cpu", "processor"),
    "ram_mb": ("bo nho, mb", "ram, mb", "ram (mb)", "ram_mb", "memory"),
    "disk_gb": ("dia, gb", "o cung, gb", "o cung (gb)", "disk_gb", "disk"),
    "os_name": ("he dieu hanh", "os", "operating system"),
    "address": ("dia chi ip", "ip", "ip address"),
    "last_user": ("nguoi dung", "user", "login"),
}
_FACT_OF = {head: fact for fact, heads in _COLUMNS.items() for head in heads}
_KINDS = {
    "may de ban": MachineKind.DESKTOP,
    "desktop": MachineKind.DESKTOP,
    "may xach tay": MachineKind.LAPTOP,
    "laptop": MachineKind.LAPTOP,
    "may chu": MachineKind.SERVER,
    "server": MachineKind.SERVER,
    "may ao": MachineKind.VIRTUAL,
}
_NO_NAME = _("Dòng %(line)d không có tên máy.")
_BROKEN_LETTER = _("Dòng %(line)d có chữ bị hỏng nên không nhận; tệp có thể bị cắt.")
_NAMED_TWICE = _(
    "Dòng %(line)d trùng tên máy với dòng %(first)d; ghi số máy ở cả hai dòng để "
    "phân biệt."
)
_NO_HEAD = _("Dòng đầu của bảng phải có cột “Tên máy”.")
_TOO_MANY = _("Bảng có hơn %(most)d máy; chia nhỏ rồi nạp từng phần.")


# What stands where bytes were no letter.
BROKEN = "\ufffd"
BOUNDS = Bounds(rows=MOST_MACHINES + 2, sheets=1)


def machines_of(table: Table) -> AgentMessage:
    """What was read in the jail, line by line."""
    if not table.sheets:
        raise Unreadable(_NO_HEAD)
    if len(table.sheets[0].rows) > MOST_MACHINES + 1:
        raise Unreadable(_TOO_MANY, {"most": MOST_MACHINES})
    rows = table.sheets[0].rows
    heads = [_FACT_OF.get(fold(cell), "") for cell in rows[0][1]] if rows else []
    if "name" not in heads:
        raise Unreadable(_NO_HEAD)
    told: list[Told] = []
    refused: list[tuple[str, str, Mapping[str, object]]] = []
    # By name: the first line with it, and whether it says more than its name.
    named: dict[str, tuple[int, bool]] = {}
    for place, cells in rows[1:]:
        facts = {fact: cell for fact, cell in zip(heads, cells, strict=False) if fact}
        if not line(facts.get("name", "")):
            refused.append((str(place), _NO_NAME, {"line": place}))
            continue
        if any(BROKEN in cell for cell in facts.values()):
            refused.append((str(place), _BROKEN_LETTER, {"line": place}))
            continue
        one = _told(facts)
        is_told_apart = bool(real_serial(one.serial) or real_uuid(one.uuid))
        first, was_told_apart = named.setdefault(one.device_id, (place, is_told_apart))
        if first == place or (is_told_apart and was_told_apart):
            told.append(one)
        else:
            given = {"line": place, "first": first}
            refused.append((one.name, _NAMED_TWICE, given))
    return AgentMessage(
        Asks.INVENTORY,
        Format.TABLE,
        agent=table.encoding,
        machines=tuple(told),
        refused=tuple(refused),
    )


def _told(facts: Mapping[str, str]) -> Told:
    """Without an agent the name alone says again which machine is meant."""
    name = line(facts["name"])
    return Told(
        device_id=f"table:{fold(name)}"[:200],
        name=name,
        uuid=line(facts.get("uuid", "")),
        serial=line(facts.get("serial", "")),
        maker=line(facts.get("maker", "")),
        model=line(facts.get("model", "")),
        kind=_KINDS.get(fold(facts.get("kind", "")), ""),
        cpu=line(facts.get("cpu", "")),
        ram_mb=number(facts.get("ram_mb")),
        disk_gb=number(facts.get("disk_gb")),
        os_name=line(facts.get("os_name", "")),
        address=line(facts.get("address", "")),
        last_user=line(facts.get("last_user", "")),
    )
