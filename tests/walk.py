"""``make walk``: a directive from its file to a live scorecard, in the demo province.

    python -m tests.walk [FILE] [--pictures]

A new office loads the demo; in a browser the clerk enters the file; the chief of office
opens the paper as a directive and confirms what one department of that day has to do;
the director of its heir today reports one done, the chairman accepts, and the scorecard
shows one more. Without FILE the seed directive, where it stands beside the checkout.
Prints as JSON what it saw; with ``--pictures`` the screens become those of
``docs/duties.md``. Exits 1 where a step fails.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from congvu.lib.dates import VIETNAM
from tests.machine.office import CODE, Office, wait_for

SEED = CODE.parent / "shared" / "seed"
PICTURES = CODE / "docs" / "pictures"
PATIENCE = 60_000
DESK: Any = {"width": 1440, "height": 900}
HEAD = re.compile("Sở Thông tin và Truyền thông", re.IGNORECASE)
TODAYS = "Sở Khoa học và Công nghệ"  # its heir, by the acts of the demo
CONFIRMED = 3


@dataclass
class Walk:
    """The office, its people's windows, and where the pictures go."""

    url: str
    password: str
    browser: Browser
    pictures: Path
    windows: dict[str, Page] = field(default_factory=dict)

    def visit(self, who: str) -> Page:
        if who not in self.windows:
            context = self.browser.new_context(
                locale="vi-VN", base_url=self.url, viewport=DESK
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto("/dang-nhap/")
            page.fill("input[name=username]", who)
            page.fill("input[name=password]", self.password)
            page.keyboard.press("Enter")
            expect(page.get_by_role("link", name="Việc của tôi").first).to_be_visible()
            self.windows[who] = page
        return self.windows[who]

    def picture(self, page: Page, name: str) -> None:
        page.screenshot(path=self.pictures / f"{name}.png")


def _password(folder: Path) -> str | None:
    told = re.search(r"Mật khẩu chung: (\S+)", (folder / "out.txt").read_text())
    return told[1] if told else None


@contextmanager
def demo_office(folder: Path) -> Iterator[tuple[str, str]]:
    """Its address and the people's password, once the demo is there."""
    office = Office(folder / "home", {"CONGVU_DEMO": "1"})
    try:
        office.start(patience=600)
        # It answers a moment before it says by which words one enters.
        wait_for(lambda: _password(folder) is not None, 20, office.said)
        yield f"http://127.0.0.1:{office.port}", str(_password(folder))
    finally:
        if office.process is not None and office.process.poll() is None:
            office.stop()


def entered(walk: Walk, file: Path) -> str:
    """Lan takes the file in and enters it; the address of its line."""
    lan = walk.visit("lan")
    lan.goto("/tiep-nhan/")
    lan.set_input_files("#upload", file)
    row = lan.locator("a[href^='/tiep-nhan/']").filter(has_text=file.name)
    read_by = time.monotonic() + PATIENCE / 1000
    while not row.count() and time.monotonic() < read_by:
        time.sleep(1)
        lan.goto("/tiep-nhan/")
    lan.goto(row.first.get_attribute("href") or "")
    form = lan.locator("#registration")
    blanks = {
        "Số, ký hiệu": "15/CT-UBND",
        "Ngày văn bản": "01/01/2009",
        "Cơ quan ban hành": "Ủy ban nhân dân tỉnh Bắc Kạn",
        "Trích yếu": "Về ứng dụng công nghệ thông tin",
    }
    for label, value in blanks.items():
        box = form.get_by_label(label, exact=True)
        if box.input_value().casefold() in ("", "ủy ban nhân dân"):
            box.fill(value)  # whose committee it is, the head of the paper may not say
    kind = form.get_by_label("Loại văn bản", exact=True)
    if not kind.input_value():
        kind.select_option("CT")
    lan.get_by_role("button", name="Xác nhận và vào sổ").click()
    told = lan.get_by_text(re.compile(r"Số đến \d+")).first
    number = re.search(r"Số đến (\d+)", told.inner_text())
    assert number is not None, told.inner_text()
    lan.goto("/van-ban/den/")
    row = lan.locator("[data-row]").filter(
        has=lan.get_by_text(number.group(1), exact=True)
    )
    return row.first.locator("a[href^='/van-ban/den/']").get_attribute("href") or ""


def opened(walk: Walk, line: str) -> int:
    """How many orders the directive proposes, once it was read."""
    ha = walk.visit("chanhvp")
    entry = line.split("?")[0].strip("/").split("/")[-1]
    ha.goto(f"/nhiem-vu/chi-thi/cua-van-ban-den/{entry}/")
    ha.get_by_role("button", name="Mở và đọc").click()
    expect(ha.locator("[data-current]")).to_be_visible()
    walk.picture(ha, "chi-thi")
    return ha.locator(".proposal-card").count()


def confirmed(walk: Walk) -> list[str]:
    """What the head unit has to do, confirmed by a key; the titles of the duties."""
    ha, titles = walk.visit("chanhvp"), list[str]()
    cards = ha.locator(".proposal-card").filter(has_text=HEAD)
    places = [card.get_attribute("id") or "" for card in cards.all()]
    here = ha.url.split("?")[0]
    for place in places:
        if len(titles) == CONFIRMED:
            break
        ha.goto(f"{here}?de-xuat={place.removeprefix('the-')}#{place}")
        lead = ha.locator("[data-current] [name=lead]")
        if not HEAD.fullmatch(lead.input_value()):
            continue
        title = ha.locator("[data-current] [name=title]").input_value()
        ha.locator("[data-current] [data-confirm]").click()
        expect(ha.locator(f"[id='{place}'] .tone-done")).to_be_visible()
        titles.append(title)
    return titles


def counted(walk: Walk, title: str) -> tuple[int, int]:
    """The department's figure before and after the chairman accepted one duty."""
    dung, kien = walk.visit("dung"), walk.visit("kien")
    before = done_in_time(dung)
    kien.goto("/nhiem-vu/")
    walk.picture(kien, "nhiem-vu")
    kien.get_by_role("link", name=title).first.click()
    duty = kien.url
    kien.get_by_role("link", name="Báo cáo hoàn thành").click()
    kien.get_by_label("Ngày hoàn thành").fill(f"{datetime.now(VIETNAM):%d/%m/%Y}")
    kien.get_by_label("Kết quả đã đạt").fill("Đã làm xong, báo cáo kèm theo.")
    kien.get_by_role("button", name="Gửi báo cáo").click()
    expect(kien.get_by_text("Đã gửi báo cáo").first).to_be_visible()
    dung.goto(duty)
    dung.get_by_role("link", name="Xác nhận hoàn thành").first.click()
    dung.get_by_role("button", name="Xác nhận").first.click()
    expect(dung.get_by_text("Đã xác nhận hoàn thành").first).to_be_visible()
    after = done_in_time(dung)
    walk.picture(dung, "bang-diem")
    return before, after


def done_in_time(page: Page) -> int:
    page.goto("/nhiem-vu/bang-diem/")
    row: Locator = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name=TODAYS)
    )
    figure = row.locator("a[href*='done-in-time']")
    return int(figure.inner_text()) if figure.count() else 0


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.walk")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--pictures", action="store_true", help="for docs/duties.md")
    asked = parser.parse_args(words)
    file = asked.file or next(iter(sorted(SEED.glob("*.txt"))), None)
    if file is None:
        sys.stdout.write("not run: no directive beside the checkout, and none named\n")
        return 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"]
        )
        with demo_office(folder) as (url, password):
            walk = Walk(url, password, browser, PICTURES if asked.pictures else folder)
            proposed = opened(walk, entered(walk, file))
            titles = confirmed(walk)
            before, after = counted(walk, titles[0])
        browser.close()
    met = bool(proposed) and after == before + 1
    told = {
        "file": file.name,
        "proposed": proposed,
        "confirmed": titles,
        "done_in_time": {"before": before, "after": after},
        "met": met,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
