"""The texts of an inspection's papers."""
