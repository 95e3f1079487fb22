"""The environment of every test run, set before anything else is loaded (see addopts in pyproject.toml)."""

import os
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
# Each worker has a home of its own: keys, stored files, the outbox folder.
os.environ.setdefault("KITH_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ["KITH_HOME"] = tempfile.mkdtemp(prefix="kith-test-")
os.mkdir(os.path.join(os.environ["KITH_HOME"], "static"))
os.environ.setdefault("KITH_DEMO", "0")
os.environ.setdefault("KITH_SECOND_FACTOR", "0")  # tests of signing in switch it on
