"""Addresses that a page asks for again and again: worked out once a process."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

_SAMPLES = tuple(UUID(int=n) for n in range(4))


def address(name: str) -> str:
    """An address, or nothing where that part of the office is not installed."""
    return _address(name, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


def address_of(name: str, *keys: UUID) -> str:
    """The address of one thing, as each row of a list has one, or of a part of it."""
    urls = get_urlconf() or settings.ROOT_URLCONF
    found = _pattern(name, len(keys), get_script_prefix(), urls)
    for sample, key in zip(_SAMPLES, keys, strict=False):
        found = found.replace(str(sample), str(key))
    return found


@cache
def _address(name: str, _prefix: str, _urls: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@cache
def _pattern(name: str, keys: int, _prefix: str, _urls: str) -> str:
    return reverse(name, args=_SAMPLES[:keys])
