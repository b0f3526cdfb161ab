"""Every change of reports on duties."""

from congvu.reviews.actions.composing import Wish, compose, compose_again
from congvu.reviews.actions.forgetting import forget_in_reports

__all__ = ["Wish", "compose", "compose_again", "forget_in_reports"]
