"""The form controls drawn in Python are Django's own, byte for byte."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from line_samples import HOSTILE

from congvu.ui.templatetags import ui
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


class Filters(forms.Form):
    tu = forms.DateField(label=f"Từ {HOSTILE}", required=False)
    loai = forms.ChoiceField(label="Loại", choices=[("CV", "Công văn")])
    noi = forms.CharField(label="Nơi gửi", required=False, initial=HOSTILE)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", ["", "half"])
@pytest.mark.parametrize("name", ["tu", "loai", "noi"])
def test_a_field_without_more_to_say_is_what_the_template_draws(name, size, language):
    bound = Filters(auto_id=f"f{HOSTILE}_%s")[name]
    kind = "input input-date" if name == "tu" else "input"
    context = {"field": bound, "input": bound.as_widget(attrs={"class": kind})}

    with translation.override(language):
        drawn = ui.field(bound, size=size)
        full = render_to_string("ui/components/field.html", context | {"size": size})

    assert drawn == full
