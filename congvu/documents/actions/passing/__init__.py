"""What an act that ends bodies does to papers: open work, books, files at the door.

Everything is gathered into tables of this transaction first (gathering.py), desks are
matched once (matching.py), then each table is changed by one statement (moving.py).
"""

from congvu.documents.actions.passing.papers import pass_papers

__all__ = ["pass_papers"]
