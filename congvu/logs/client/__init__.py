"""The network's side of logs: what listens to those who send."""

from congvu.logs.client.receiving import Ports, Receiver
from congvu.logs.client.senders import Senders

__all__ = ["Ports", "Receiver", "Senders"]
