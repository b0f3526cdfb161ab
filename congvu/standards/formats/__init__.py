"""What a machine can see of a file against a standard: keys of what is wrong."""

from congvu.standards.formats.catalogue import Catalogue, read_catalogue
from congvu.standards.formats.office import odf, pdfa
from congvu.standards.formats.text import text
from congvu.standards.formats.web import html, wcag

__all__ = ["Catalogue", "html", "odf", "pdfa", "read_catalogue", "text", "wcag"]
