#!/usr/bin/env python3
"""Django's own entry point; operators use the `congvu` command."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings")
    execute_from_command_line(sys.argv)
