"""What travels when somebody opens the register for the first time."""

from __future__ import annotations

import gzip

from playwright.sync_api import Response

from tests.journeys.office import Office

BUDGET = 150_000


def _travels(response: Response) -> int:
    """Text is sent compressed by the real server, fonts and pictures as they are."""
    if response.status >= 300:
        return 0
    body = response.body()
    kind = response.headers.get("content-type", "")
    is_text = kind.startswith("text/") or "javascript" in kind or "svg" in kind
    return len(gzip.compress(body)) if is_text else len(body)


def test_a_first_visit_to_the_register_stays_under_150_kb(office: Office) -> None:
    for _ in range(12):
        office.register()
    page = office.visit("lan")
    got: list[Response] = []
    page.on("response", lambda response: got.append(response))

    page.goto("/van-ban/den/", wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => null)")
    page.wait_for_load_state("networkidle")

    sizes = {response.url: _travels(response) for response in got}
    assert any(".woff2" in url for url in sizes), "fonts are counted"
    assert all(url.startswith(office.url) for url in sizes), "nothing from elsewhere"
    assert sum(sizes.values()) <= BUDGET, sizes
