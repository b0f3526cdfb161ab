"""Reading licences."""
