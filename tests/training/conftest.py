"""Files of a test lie in its own folder; the public process beside the office."""

from tests.outgoing.conftest import home
from tests.portal.process import portal_role, public

__all__ = ["home", "portal_role", "public"]
