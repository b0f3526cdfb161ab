"""``congvu doctor`` itself."""

from __future__ import annotations

import sys

from congvu.config.doctor import main

sys.exit(main(sys.argv[1:]))
