"""Addresses that a page asks for again and again: worked out once a process."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

_SAMPLE = UUID(int=0)


def address(name: str) -> str:
    """An address, or nothing where that part of the office is not installed."""
    return _address(name, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


def address_of(name: str, key: UUID) -> str:
    """The address of one thing, as each row of a list has one."""
    urls = get_urlconf() or settings.ROOT_URLCONF
    return _pattern(name, get_script_prefix(), urls).replace(str(_SAMPLE), str(key))


@cache
def _address(name: str, _prefix: str, _urls: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@cache
def _pattern(name: str, _prefix: str, _urls: str) -> str:
    return reverse(name, args=[_SAMPLE])
