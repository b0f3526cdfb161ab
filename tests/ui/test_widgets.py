"""The form controls drawn in Python are Django's own, byte for byte."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from line_samples import HOSTILE

from congvu.ui.widgets import Renderer

KINDS = [
    ("", "Mọi loại"),
    (HOSTILE, HOSTILE),
    ("Nhóm <1>", [("QD", "Quyết định"), ("CV", SafeString("Công <b>văn</b>"))]),
    (7, 7),
    (None, "Không"),
]
OFF_AND_ON = {"required": True, "disabled": False, "data-x": HOSTILE, "maxlength": 20}


@pytest.mark.parametrize("value", [None, "", HOSTILE, "QD", 7, date(2026, 11, 20)])
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(OFF_AND_ON),
        forms.NumberInput(),
        forms.EmailInput(),
        forms.PasswordInput(),
        forms.HiddenInput(),
        forms.DateInput(format="%d/%m/%Y"),
        forms.Select(OFF_AND_ON, choices=KINDS),
        forms.SelectMultiple(choices=KINDS),
        forms.Textarea(OFF_AND_ON),
        forms.CheckboxInput(),
        forms.RadioSelect(choices=KINDS[:2]),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_a_control_is_drawn_as_django_draws_it(widget, value):
    given = {"name": f"a{HOSTILE}", "value": value, "attrs": {"id": "id_a"}}

    drawn = widget.render(**given, renderer=Renderer())

    assert drawn == widget.render(**given, renderer=DjangoTemplates())
