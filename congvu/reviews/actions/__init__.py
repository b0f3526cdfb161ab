"""Every change of reports on duties."""

from congvu.reviews.actions.composing import Wish, compose, compose_again

__all__ = ["Wish", "compose", "compose_again"]
