"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from functools import partial

from congvu.ui import deeds
from congvu.ui.deeds import METHODS, Words, as_download, posted, show_refusal

__all__ = ["METHODS", "Words", "answer", "as_download", "posted", "show_refusal"]


answer = partial(deeds.answer, template="archives/form.html")
