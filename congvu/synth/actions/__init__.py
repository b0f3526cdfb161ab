"""Loading the synthetic province."""

from congvu.synth.actions.loading import AlreadyLoaded, load_province

__all__ = ["AlreadyLoaded", "load_province"]
