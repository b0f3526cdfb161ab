"""The demo keeps away from an office in which people work."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from congvu.organisations.models import Agency
from tests.people import make_user


def test_the_demo_is_not_loaded_into_a_working_office(db: None) -> None:
    make_user("nguoi_that")

    with pytest.raises(CommandError, match="không thuộc tỉnh mẫu"):
        call_command("demo", stdout=StringIO())

    assert not Agency.objects.exists()
