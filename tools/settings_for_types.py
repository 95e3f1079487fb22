"""The settings as the type checker loads them: the same, with a key, so that `mypy` works in a bare checkout."""

import os

os.environ.setdefault("KITH_SECRET_KEY", "only-for-the-type-checker")

from kith.config.settings import *  # noqa: F403
