"""Every form of the pages, sent complete but for one value that nobody would type."""

from __future__ import annotations

import traceback
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.rights.matrix import PAGE_LINES, Line, address
from tests.rights.world import PEOPLE, World, form_of

TEN_MEGABYTES = "ô" * 5_000_000
NASTY: list[Any] = [
    "", " ", "\0", b"\xed\xa0\x80", b"\xff\xfe", "a\u0301\u0323", "e\u0302\u0309" * 300,
    "\u202egnp.exe", "\u200b", "-1", "0", "99999999999999999999", "1e400", "NaN", "٣",
    "１２", "1,5", "01/01/0001", "31/12/9999", "30/02/2026", "2026-02-30", "0001-01-01",
    "9999-12-31", "31/12/99999", "23:59:60", "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff", "not-a-uuid", "../../etc/passwd", "%00",
    "<script>alert(1)</script>", "'; DROP TABLE audit_event; --", "{{7*7}}",
    "x" * 70_000,
    ["a", "b"], [],
]  # fmt: skip
_LIST = st.lists(st.sampled_from(["a", "\0", "ffffffff", "1"]), max_size=3)
VALUES = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=300),
    st.integers(-(2**70), 2**70).map(str),
    st.dates().map(lambda day: day.strftime("%d/%m/%Y")),
    _LIST,
)


def lines() -> list[Line]:
    """The forms somebody may send."""
    return [line for line in PAGE_LINES if set(line.expected("POST")) & set("23r")]


def sender_of(line: Line) -> str:
    """The first whose form is taken, or at least judged."""
    letters = line.expected("POST")
    best = next(letter for letter in "32r" if letter in letters)
    return PEOPLE[letters.index(best)]


def send_spoilt(world: World, line: Line, *, cases: int, chance: int) -> dict[str, str]:
    """What went wrong, by address; nothing that was sent is kept."""
    url, who, findings = address(world, line), sender_of(line), {}
    good = form_of(world, line.name)
    typed = [k for k, v in good.items() if not isinstance(v, SimpleUploadedFile)]

    @settings(
        max_examples=cases,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @seed(chance)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        form = dict(form_of(world, line.name))
        field = data.draw(st.sampled_from([*reversed(typed), "sure", "khong-co"]))
        form[field] = data.draw(VALUES)
        try:
            status = post(world, who, url, form, secure="openid" in line.name)
        except Exception:  # noqa: BLE001 - whatever a view lets out is the finding
            words = "".join(traceback.format_exc().splitlines(keepends=True)[-8:])
            findings[line.id] = f"{who} {field}={form[field]!r:.200}\n{words}"
        else:
            if status >= 500:
                findings[line.id] = f"{who} {field}={form[field]!r:.200} {status}"

    run()
    return findings


def post(
    world: World, who: str, url: str, form: dict[str, Any], *, secure: bool
) -> int:
    """As a browser would where there is a file; else as bytes, so that they may be
    no characters at all."""
    given: dict[str, Any] = {"data": form, "secure": secure}
    if not any(isinstance(v, SimpleUploadedFile) for v in form.values()):
        packed = urlencode(form, doseq=True, errors="surrogatepass")
        kind = "application/x-www-form-urlencoded"
        given |= {"data": packed, "content_type": kind}
    elif any(isinstance(value, bytes) for value in form.values()):
        given["data"] = {
            k: v.decode("latin-1") if isinstance(v, bytes) else v
            for k, v in form.items()
        }
    with transaction.atomic():
        answer = world.browser(who).post(url, **given)
        if answer.streaming:
            answer.getvalue()
        transaction.set_rollback(True)
    return int(answer.status_code)
