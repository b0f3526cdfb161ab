"""Addresses: office.py and editor.py in the office, public.py at the portal."""
