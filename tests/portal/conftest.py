"""Files of a test lie in its own folder."""

from tests.outgoing.conftest import home

__all__ = ["home"]
