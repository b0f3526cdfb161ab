"""Every kind of public page: light, without script, right HTML, for everybody."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from playwright.sync_api import Browser, Page, expect

from congvu.machine.install import NODE_TOOLS
from tests.axe import found_by_axe
from tests.journeys.office import DESK, PATIENCE, PHONE
from tests.journeys.test_accessible import STICKS_OUT
from tests.portal.outer.kinds import KINDS, NO_PAGE, Kind
from tests.portal.outer.lighthouse import AUDITED, CATEGORIES, amiss, audited, node_tool
from tests.portal.outer.portal import Outer
from tests.scale import day, few_or_all, in_turn

MOST_QUERIES = 15
MOST_BYTES = 200_000
SLOW_LINK = 256 * 1000 // 8  # bytes a second
MOST_SECONDS_TO_READ = 8.0


def name(kind: Kind) -> str:
    return kind.name


def test_every_public_address_is_looked_at_or_is_no_page() -> None:
    with override_settings(ROOT_URLCONF="congvu.config.portal_urls"):
        resolver = get_resolver()
        names = {str(key) for key in resolver.namespace_dict["public"][1].reverse_dict
                 if isinstance(key, str)}  # fmt: skip

    assert names == {kind.route for kind in KINDS} | NO_PAGE


def test_a_first_page_asks_the_database_a_few_times(outer: Outer) -> None:
    public = override_settings(
        ROOT_URLCONF="congvu.config.portal_urls",
        MIDDLEWARE=["congvu.config.portal_pages.public_middleware"],
        VISITS_LOG="",
    )
    asked = {}
    with public:
        for kind in KINDS:
            with CaptureQueriesContext(connection) as caught:
                answer = Client().get(outer.at(kind.address))
            assert answer.status_code == kind.status
            asked[kind.name] = len(caught)

    assert {n: times for n, times in asked.items() if times > MOST_QUERIES} == {}


@pytest.mark.repeats
@pytest.mark.parametrize("kind", in_turn(KINDS, 2), ids=name)
def test_axe_finds_nothing_and_nothing_sticks_out(
    outer: Outer, window: Page, kind: Kind
) -> None:
    """In short half of the kinds, by days, and axe looks at one width, in turns."""
    sizes = (DESK, PHONE)
    by_turns = (sizes[(KINDS.index(kind) + day() // 2) % 2],)
    window.goto(outer.url + outer.at(kind.address))
    for size in sizes:
        window.set_viewport_size(size)
        assert window.evaluate(STICKS_OUT) == []
        if size not in few_or_all(by_turns, sizes):
            continue
        found = found_by_axe(window)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.repeats
@pytest.mark.parametrize("kind", in_turn(KINDS, 3), ids=name)
def test_large_letters_do_not_stick_out_of_the_narrowest_phone(
    outer: Outer, narrow: Page, kind: Kind
) -> None:
    narrow.goto(outer.url + outer.at(kind.address))

    expect(narrow.locator("html")).to_have_attribute("data-size", "large")
    assert narrow.evaluate(STICKS_OUT) == []


@pytest.fixture(scope="module")
def narrow(browser: Browser, outer: Outer) -> Iterator[Page]:
    size = {"width": 320, "height": 640}
    context = browser.new_context(locale="vi-VN", bypass_csp=True, viewport=size)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{outer.url}/hien-thi/co-chu/?ve=/")
    yield page
    context.close()


@pytest.fixture(scope="module")
def window(browser: Browser, outer: Outer) -> Any:
    context = browser.new_context(locale="vi-VN", bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_first_visit_is_light_and_quick_over_a_slow_link(
    outer: Outer, browser: Browser
) -> None:
    """Fonts and pictures counted, as they travel; drawn while the rest still comes."""
    context = browser.new_context(locale="vi-VN", viewport=PHONE)
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 300, "downloadThroughput": SLOW_LINK,
         "uploadThroughput": SLOW_LINK},
    )  # fmt: skip
    weights: list[float] = []
    cdp.on("Network.loadingFinished", lambda e: weights.append(e["encodedDataLength"]))
    page.goto(outer.url + "/", wait_until="networkidle", timeout=PATIENCE * 2)
    painted = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    hosts = page.evaluate(
        "performance.getEntriesByType('resource').map((e) => new URL(e.name).host)"
    )
    context.close()

    assert sum(weights) <= MOST_BYTES
    assert painted / 1000 <= MOST_SECONDS_TO_READ
    assert set(hosts) == {f"portal.localhost:{outer.port}"}


def test_whoever_runs_no_script_reads_everything(
    outer: Outer, browser: Browser
) -> None:
    context = browser.new_context(
        locale="vi-VN", viewport=PHONE, java_script_enabled=False, base_url=outer.url
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/")
    page.locator("details.menu summary").click()
    page.locator("details.menu").get_by_role("link", name="Chữ lớn").click()
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    page.locator("details.menu summary").click()
    page.locator("details.menu").get_by_role("link", name="Tin tức").first.click()
    page.get_by_role("link", name="Cũ hơn").click()
    page.get_by_role("link", name="Rét đậm, rét hại đợt").first.click()
    expect(page.get_by_text("Không để ai bị đói")).to_be_visible()
    expect(page.get_by_role("button", name="In")).to_be_hidden()
    context.close()


# -- auditors from npm, where they can be had


def tool(name: str) -> str:
    found = node_tool(name)
    if found is None:
        pytest.skip(f"not run: {name} is not on this machine (npm could not be asked)")
    return found


def test_html_is_as_it_should_be(outer: Outer, tmp_path: Path) -> None:
    validate = tool("html-validate")
    for kind in KINDS:
        (tmp_path / f"{kind.name}.html").write_text(
            outer.ask(outer.at(kind.address)).text
        )

    told_at = tmp_path / "told.json"
    done = subprocess.run(
        [validate, "--config", str(NODE_TOOLS / "html-validate.json"),
         f"--formatter=json={told_at}", *sorted(map(str, tmp_path.glob("*.html")))],
        capture_output=True, text=True, check=False, cwd=NODE_TOOLS,
    )  # fmt: skip

    told = json.loads(told_at.read_text())
    faults = {
        f"{Path(one['filePath']).stem}: {m['ruleId']}: {m['message']} ({m['line']})"
        for one in told
        for m in one["messages"]
    }
    assert not faults, "\n".join(sorted(faults))
    assert done.returncode == 0


def test_lighthouse_gives_95_in_every_category(outer: Outer) -> None:
    """One page a day, each day the next; ``make soak`` looks at all of them."""
    tool("lighthouse")
    kind, form = AUDITED[day() % len(AUDITED)]

    told = audited(outer.url + outer.at(kind.address), kind, form)

    assert told["amiss"] == []


SEEN = {key: {"score": 1, "auditRefs": []} for key in CATEGORIES}
POINTS = {"is-crawlable": 4, "meta-description": 1, "document-title": 1}


@pytest.mark.parametrize(
    ("lacking", "score", "kept", "expected"),
    [
        ([], 1, False, []),
        (["meta-description"], 0.98, False, []),
        (["is-crawlable"], 0.66, False, ["seo: is-crawlable"]),
        (["is-crawlable"], 0.66, True, []),
        (["is-crawlable", "meta-description"], 0.58, True, ["seo: meta-description"]),
        ([], 1, True, ["seo: is-crawlable"]),
        ([], None, False, ["seo: not judged"]),
    ],
)
def test_what_is_kept_from_robots_lacks_that_alone(
    lacking: list[str], score: float | None, kept: bool, expected: list[str]
) -> None:
    seo = {
        "score": score,
        "auditRefs": [{"id": key, "weight": points} for key, points in POINTS.items()],
    }
    told = {
        "categories": {**SEEN, "seo": seo},
        "audits": {
            key: {"score": int(key not in lacking or not score)} for key in POINTS
        },
    }

    assert amiss(told, Kind("any", "/", kept_from_robots=kept)) == expected


def test_every_page_has_one_small_style(outer: Outer) -> None:
    page = outer.ask("/").text
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    weights = [len(outer.ask(sheet).body) for sheet in sheets]

    assert sum(weights) < 40_000
