"""A data set told to programs: JSON Schema, OpenAPI, lines of CSV."""

from congvu.registry.formats.described import data_openapi, data_schema
from congvu.registry.formats.lines import csv_lines, plain_cell

__all__ = ["csv_lines", "data_openapi", "data_schema", "plain_cell"]
