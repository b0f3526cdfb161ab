"""Weaknesses for machines: the same actions as the pages."""

from congvu.vulnerabilities.api.findings import router

__all__ = ["router"]
