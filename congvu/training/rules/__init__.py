"""The law of training, states of classes and places, what the log calls it."""

from congvu.training.rules.log import AUDIT_EVENTS, AUDIT_WORDS

__all__ = ["AUDIT_EVENTS", "AUDIT_WORDS"]
