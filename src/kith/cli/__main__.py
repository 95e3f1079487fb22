"""Lets ``python -m kith.cli`` be the ``kith`` command."""

import sys

from kith.cli import main

sys.exit(main())
