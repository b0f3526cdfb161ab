#!/usr/bin/env python3
"""Django's own entry point; operators use the `congvu` command."""

import os
import sys

from congvu.config.cli import Commands

if __name__ == "__main__":
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings")
    Commands(sys.argv).execute()
