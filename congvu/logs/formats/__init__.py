"""Lines of logs as events; Sigma's rules as questions to them."""

from congvu.logs.formats.lines import Reader
from congvu.logs.formats.reading import read_rules
from congvu.logs.formats.shipped import shipped_rules
from congvu.logs.rules.detection import Rules, Unreadable

__all__ = ["Reader", "Rules", "Unreadable", "read_rules", "shipped_rules"]
