"""The index of the tests of searching, and files of a test's own."""

from tests.documents.conftest import home
from tests.search.conftest import index

__all__ = ["home", "index"]
