"""Addresses: office.py and editor.py inside the office, public.py at the portal."""
