"""The store of returned files."""

from kith.sealing.store import Store

_STORE = Store("returns", "returns.StoredFile")

keep = _STORE.keep
open_kept = _STORE.open_kept
remove = _STORE.remove
