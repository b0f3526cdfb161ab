"""Words that stand in a template are looked up once a language.

A page has some sixty of them, and each was looked for anew at each showing.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language


class _Words(template.Node):
    """Of a constant: the same at each showing, but for the language."""

    child_nodelists = ()

    def __init__(self, said: i18n.TranslateNode) -> None:
        self._name, said.asvar = said.asvar, None
        self._said = said
        self._known: dict[str | None, Any] = {}

    def render(self, context: Context) -> Any:
        language = get_language()
        words = self._known.get(language)
        if words is None:
            words = self._known[language] = self._said.render(context)
        if self._name:
            context[self._name] = words
            return ""
        return words


def know_words() -> None:
    """Django's own tag of translation does so, in every template that loads it."""
    i18n.register.tags |= {"trans": _translate, "translate": _translate}


def _translate(parser: Parser, token: Token) -> template.Node:
    """As Django's; what hangs on a variable, a filter or a context stays its own."""
    said = i18n.do_translate(parser, token)
    words = said.filter_expression
    is_constant = not words.filters and words.var.literal is not None
    return _Words(said) if is_constant and not said.message_context else said
