"""The door for machines: who is asking by token, and the organisation on a day."""

from congvu.organisations.api.changing import router
from congvu.organisations.api.doors import DOORS, ApiRequest, Day, need

__all__ = ["DOORS", "ApiRequest", "Day", "need", "router"]
