"""Signed PDF files and certificates ⇄ dataclasses."""
