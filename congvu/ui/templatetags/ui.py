"""The parts of a page as tags; ``congvu/ui/__init__.py`` shows how each is used."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django import forms, template
from django.contrib.staticfiles import finders
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from congvu.ui import rules
from congvu.ui.rules import Box, Figure, Pages, RulerDay
from congvu.ui.templatetags import ui_lines, ui_words
from congvu.ui.templatetags.ui_words import icon, moment
from congvu.ui.widgets import escaped, select_of

register = template.Library()

# One library for templates, three files for people.
register.tags.update(ui_words.register.tags | ui_lines.register.tags)
register.filters.update(ui_words.register.filters)


# -- buttons and keys


@register.simple_tag
@cache
def keycaps(keys: str) -> SafeString:
    """``keycaps "Ctrl S"`` as two caps."""
    return format_html_join(" ", "<kbd>{}</kbd>", ((k,) for k in keys.split()))


@register.simple_tag
def button(label: str, **given: Any) -> SafeString:
    """A link with ``href``, else a button; ``key`` or ``ctrl`` is its shortcut.

    kind (primary, plain, text, danger), icon, key, ctrl (S or Enter), name, value,
    type, form, disabled (a reason in words), id, wide.
    """
    key, ctrl = str(given.get("key", "")), str(given.get("ctrl", ""))
    kind = given.get("kind", "plain")
    classes = ["button", *([f"button-{kind}"] if kind != "plain" else [])]
    if given.get("wide"):
        classes.append("button-wide")
    attributes: dict[str, str] = {"class": " ".join(classes)}
    if given.get("href"):
        attributes["href"] = str(given["href"])
    else:
        attributes["type"] = str(given.get("type", "submit"))
        for name in ("name", "value", "form"):
            if name in given:
                attributes[name] = str(given[name])
    if given.get("id"):
        attributes["id"] = str(given["id"])
    if key:
        attributes |= {"data-key": key.lower(), "aria-keyshortcuts": key}
    if ctrl:
        attributes |= {
            "data-key-ctrl": ctrl.lower(),
            "aria-keyshortcuts": f"Control+{ctrl}",
        }
    if given.get("disabled"):
        attributes |= {"aria-disabled": "true", "title": str(given["disabled"])}
    caps = keycaps(f"Ctrl {ctrl}") if ctrl else keycaps(key) if key else ""
    element = "a" if "href" in attributes else "button"
    sign = icon(str(given["icon"])) if given.get("icon") else ""
    shown = f'<span aria-hidden="true">{caps}</span>' if caps else ""
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f"<{element}{_attributes(attributes)}>{sign}"
        f"<span>{escaped(str(label))}</span>{shown}</{element}>"
    )


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escaped(value)}"' for name, value in values.items())


# -- forms


@register.simple_tag
def field(bound: BoundField, **given: Any) -> SafeString:
    """Label above, message above the field, help below; for any Django field.

    provenance (read, doubt, confirmed), number (of its box on the paper),
    candidates, size (half, third), note, show (password). A form that everybody is
    shown as it is keeps in ``drawn`` how its fields look.
    """
    drawn: dict[Hashable, SafeString] | None = getattr(bound.form, "drawn", None)
    if drawn is None:
        return _field(bound, given)
    key = (bound.name, *given.items())
    if key not in drawn:
        drawn[key] = _field(bound, given)
    return drawn[key]


def _field(bound: BoundField, given: Mapping[str, Any]) -> SafeString:
    if bound.is_hidden:
        return SafeString(bound)
    widget = bound.field.widget
    is_group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    is_check = isinstance(widget, forms.CheckboxInput)
    is_password = isinstance(widget, forms.PasswordInput)
    said = (*map(given.get, ("provenance", "number", "candidates", "note")),)
    if not any((is_group, is_check, is_password, bound.errors, bound.help_text, *said)):
        return _plain_field(bound, str(given.get("size") or ""))
    provenance = str(given.get("provenance") or "")
    described = [
        f"{bound.id_for_label}-{part}"
        for part, there in (
            ("error", bool(bound.errors)),
            ("help", bool(bound.help_text)),
            ("source", bool(provenance)),
        )
        if there
    ]
    attributes: dict[str, Any] = {"class": _input_class(widget)}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    context = {
        "field": bound,
        "input": bound.as_widget(attrs=attributes),
        "is_group": is_group,
        "is_check": is_check,
        "is_password": is_password,
        "provenance": provenance,
        **{
            name: given.get(name, "")
            for name in ("number", "candidates", "size", "note")
        },
    }
    return SafeString(render_to_string("ui/components/field.html", context))


def _plain_field(bound: BoundField, size: str) -> SafeString:
    """The template's markup for a control that nothing is to be said about: the
    filters above a list are five of them on every page."""
    box = bound.field
    optional = ""
    if not box.required and not getattr(box, "needed", False):
        words = _("không bắt buộc")
        optional = f' <span class="field-optional">({words})</span>'
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<div class="field{f" {escaped(size)}" if size else ""}"'
        f' data-field="{escaped(bound.name)}">\n'
        f'<div class="field-head"><label for="{escaped(bound.id_for_label)}">'
        f"{escaped(bound.label)}{optional}</label>\n</div>\n\n\n"
        f"{_control(bound)}\n\n</div>\n"
    )


def _control(bound: BoundField) -> SafeString:
    widget = bound.field.widget
    attributes: dict[str, Any] = {"class": _input_class(widget)}
    if type(widget) is forms.Select and not any(
        isinstance(label, list | tuple) for _value, label in widget.choices
    ):
        return select_of(bound, attributes)
    return bound.as_widget(attrs=attributes)


def _input_class(widget: forms.Widget) -> str:
    own = widget.attrs.get("class", "")
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect):
        return str(own)
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return str(own)
    is_short = isinstance(widget, forms.DateInput | forms.TimeInput)
    kind = "input input-date" if is_short else "input"
    return f"{kind} {own}".strip()


@register.simple_tag
def fields(form: forms.BaseForm) -> SafeString:
    """Every field of a form in order, hidden ones included."""
    return format_html_join("", "{}", ((field(bound),) for bound in form))


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(
    form: forms.BaseForm, title: str = "", kept: str = "", undone: str = ""
) -> dict[str, Any]:
    """All reasons at once in form order, each a link; then what was kept."""
    reasons: list[tuple[str, str]] = [
        (str(message), "") for message in form.non_field_errors()
    ]
    for bound in form:
        reasons.extend((str(m), bound.id_for_label) for m in bound.errors)
    count = len(reasons)
    default = ngettext("%(count)d chỗ cần sửa", "%(count)d chỗ cần sửa", count) % {
        "count": count
    }
    return {
        "reasons": reasons,
        "title": f"{title}: {default}" if title else default,
        "kept": kept,
        "undone": undone,
    }


# -- lists, pane, figures


@register.simple_tag
def instruction(
    text: str, name: str, post: str = "", at: datetime | None = None
) -> SafeString:
    """Bút phê, always quoted whole and in the same form."""
    whose = f"{escaped(name)}{f', {escaped(post)}' if post else ''}"
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<figure class="instruction"><blockquote>“{linebreaksbr(text)}”</blockquote>'
        f"<figcaption>{whose}{f' · {moment(at)}' if at else ''}</figcaption></figure>\n"
    )


@register.inclusion_tag("ui/components/paper.html")
def paper(
    src: str = "",
    boxes: Iterable[Box] = (),
    alt: str = "",
    waiting: str = "",
) -> dict[str, Any]:
    """The page itself, with numbered boxes drawn over it."""
    return {
        "src": src,
        "boxes": [rules.draw_box(box) for box in boxes],
        "alt": alt or _("Trang văn bản"),
        "waiting": waiting,
    }


@register.inclusion_tag("ui/components/figures.html")
def figures(items: Sequence[Figure]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("ui/components/ruler.html")
def ruler(days: Sequence[RulerDay]) -> dict[str, Any]:
    """Due work over the next ten working days."""
    return {"days": days}


@register.inclusion_tag("ui/components/pager.html")
def pager(pages: Pages) -> dict[str, Any]:
    return {"pages": pages}


@register.inclusion_tag("ui/components/progress.html")
def progress(done: int, total: int, text: str = "", label: str = "") -> dict[str, Any]:
    """What, how far, how long; ``text`` says it in words."""
    return {"done": done, "total": total or 1, "text": text, "label": label or text}


@register.inclusion_tag("ui/components/quarantine.html")
def quarantine(
    reason: str, kept: str = "", told: str = "", todo: str = ""
) -> dict[str, Any]:
    """Why, where the file is, who was told, what you can do."""
    return {"reason": reason, "kept": kept, "told": told, "todo": todo}


@register.inclusion_tag("ui/components/news.html")
def news(count: int, url: str) -> dict[str, Any]:
    """ "3 văn bản mới, xem": rows never jump under the pointer."""
    return {"count": count, "url": url}


@register.simple_block_tag
def notice(content: str, tone: str = "", role: str = "") -> SafeString:
    """``{% notice "look" %}…{% endnotice %}``: look, late, done or plain."""
    return format_html(
        '<div class="notice{}"{}>{}</div>',
        f" notice-{tone}" if tone else "",
        format_html(' role="{}"', role) if role else "",
        content,
    )


@register.simple_block_tag
def empty_state(content: str, title: str, text: str = "") -> SafeString:
    """What is done, what comes here; the block holds ``<li>`` of what to do next."""
    inside = content.strip()
    return format_html(
        '<section class="empty"><img src="{}" alt="" width="120" height="80">'
        '<h2 class="empty-title">{}</h2><p class="empty-text">{}</p>{}</section>',
        static("ui/register.svg"),
        title,
        text,
        format_html('<ul class="next">{}</ul>', SafeString(inside)) if inside else "",
    )


# -- what stands on every page


@register.simple_tag
def drawn_once(name: str) -> SafeString:
    """A part that is the same for everybody: drawn once a language in each process."""
    return _drawn_once(name, get_language())


@cache
def _drawn_once(name: str, _language: str) -> SafeString:
    return SafeString(render_to_string(name))


@register.simple_tag(takes_context=True)
def drawn(context: Context, name: str) -> SafeString:
    """A part that stands twice on the page: ``{% drawn "…" as part %}``."""
    if context.template is None:
        raise ValueError("drawn as a part of a page only")
    return SafeString(context.template.engine.get_template(name).render(context))


@register.simple_tag
@cache
def fonts() -> SafeString | str:
    """The built fonts, when set-up made them; else the system's are used.

    Asked once per process: the folder changes only at set-up.
    """
    if finders.find("ui/fonts/fonts.css") is None:
        return ""
    preload = format_html_join(
        "",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        (
            (static(f"ui/fonts/{name}"),)
            for name in (
                "noto-sans-latin-normal.woff2",
                "noto-sans-vietnamese-normal.woff2",
            )
            if finders.find(f"ui/fonts/{name}")
        ),
    )
    return format_html(
        '{}<link rel="stylesheet" href="{}">', preload, static("ui/fonts/fonts.css")
    )
