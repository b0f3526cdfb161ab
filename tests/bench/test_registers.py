"""An old register is measured as it is loaded, and nothing of it stays."""

from __future__ import annotations

from typing import Any

import pytest

from congvu.bench.registers import register_figures
from congvu.documents.models import RegisterEntry
from congvu.imports.models import Load
from tests.people import Province


@pytest.mark.django_db
@pytest.mark.usefixtures("law")
def test_a_register_is_measured_and_put_back(
    province: Province, settings: Any, tmp_path: Any
) -> None:
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path

    (figure,) = register_figures(province.seat("lan"), province.at, rows=30)

    assert figure.is_met
    assert figure.beside is not None
    assert figure.beside["check_processor_s"] > 0
    assert not Load.objects.exists()
    assert not RegisterEntry.objects.exists()
