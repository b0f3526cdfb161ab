"""Money for information technology as pure rules: balancing, money, words, the log."""

from congvu.investment.rules.log import AUDIT_EVENTS, AUDIT_WORDS

__all__ = ["AUDIT_EVENTS", "AUDIT_WORDS"]
