"""What every test gets, with or without Django."""

import os

from hypothesis import settings

# `make test` tries the same examples each time, so that only a change makes it fail; `make fuzz` goes further.
settings.register_profile("steady", derandomize=True, deadline=None)
# `make test-domain` and `make test-quick` try a few of them.
settings.register_profile("brief", max_examples=20, derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("KITH_HYPOTHESIS", "steady"))
