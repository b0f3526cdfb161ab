"""Rows of a regulation that stories are told with."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from congvu.exchange.rules import ELECTRONIC, Channel, Limit, OnPaper, Row

ALL = frozenset(Channel)
LAW = Row(
    key="law",
    label="Mọi văn bản",
    channels=ALL,
    needs_signature=True,
    limit=Limit.NEXT_MORNING,
    urgent_limit=Limit.AT_ONCE,
    on_paper=OnPaper.NONE,
    valid_from=date(2018, 7, 12),
    source="Quyết định 28/2018/QĐ-TTg",
    article="Điều 5",
)
TRIAL = Row(
    key="thu",
    label="Giấy mời chỉ qua hệ thống",
    types=("GM",),
    channels=ELECTRONIC,
    needs_signature=True,
    limit=Limit.SAME_DAY,
    urgent_limit=Limit.AT_ONCE,
    on_paper=OnPaper.NONE,
    valid_from=date(2026, 1, 1),
    source="Quyết định của UBND tỉnh",
)


@pytest.fixture
def regulation(db: None) -> None:
    """The rows the product ships."""
    call_command("load_regulation", verbosity=0)
