"""The door for machines: who is asking by token, and the organisation on a day."""

from congvu.organisations.api.doors import DOORS, ApiRequest, Day, need
from congvu.organisations.api.reforms import router

__all__ = ["DOORS", "ApiRequest", "Day", "need", "router"]
