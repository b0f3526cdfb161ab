"""Draws the plain form controls in Python; everything else as Django does.

A page of a list has a select of forty kinds of document in its filters: through
Django's templates that one control cost as much as all else in the form. The markup is
Django's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeData, SafeString, mark_safe

_KINDS = ("input", "text", "number", "email", "password", "hidden", "date")
_INPUTS = frozenset(f"django/forms/widgets/{kind}.html" for kind in _KINDS)
_SELECT = "django/forms/widgets/select.html"


_TO_ESCAPE = re.compile("[&<>\"']").search


def escaped(value: object) -> str:
    """As a template prints it, without the template's way there."""
    if isinstance(value, SafeData):
        return value  # type: ignore[return-value]  # SafeData of ours is a string
    text = str(value)
    return escape(text) if _TO_ESCAPE(text) else text


class Renderer(DjangoTemplates):
    """Django's, with a shorter way for inputs of one line and for selects."""

    def render(
        self,
        template_name: str,
        context: dict[str, Any],
        request: HttpRequest | None = None,
    ) -> SafeString:
        if template_name in _INPUTS:
            return _input(context["widget"])
        if template_name == _SELECT:
            return _select(context["widget"])
        return SafeString(super().render(template_name, context, request))


def select_of(bound: BoundField, attrs: dict[str, Any]) -> SafeString:
    """A select of plain choices, without Django's account of each of its options."""
    widget = cast(forms.Select, bound.field.widget)
    attrs = bound.build_widget_attrs(attrs, widget)
    if bound.auto_id and "id" not in widget.attrs:
        attrs.setdefault("id", bound.auto_id)
    shown = _attributes(widget.build_attrs(widget.attrs, attrs))
    chosen = widget.format_value(bound.value())
    parts = [f'<select name="{escaped(bound.html_name)}"{shown}>']
    for value, label in widget.choices:
        key = "" if value is None else str(value)
        selected = ""
        if key in chosen:
            selected, chosen = " selected", []
        parts.append(
            f'\n  <option value="{escaped(key)}"{selected}>{escaped(label)}</option>\n'
        )
    return mark_safe("".join([*parts, "\n</select>"]))  # noqa: S308 - as below


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    given = "" if value is None else f' value="{escaped(value)}"'
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"'
        f"{given}{_attributes(widget['attrs'])}>"
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    name = escaped(widget["name"])
    parts = [f'<select name="{name}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{escaped(group)}">')
        parts += map(_option, options)
        if group:
            parts.append("\n  </optgroup>")
    return mark_safe("".join([*parts, "\n</select>"]))  # noqa: S308 - as above


def _option(option: Mapping[str, Any]) -> str:
    return (
        f'\n  <option value="{escaped(option["value"])}"'
        f"{_attributes(option['attrs'])}>{escaped(option['label'])}</option>\n"
    )


def _attributes(given: Mapping[str, Any]) -> str:
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in given.items()
        if value is not False
    )
