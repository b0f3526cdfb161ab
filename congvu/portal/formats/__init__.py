"""What the portal says in foreign formats."""

from congvu.portal.formats.turtle import turtle

__all__ = ["turtle"]
