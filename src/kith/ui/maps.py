"""The look of a child's map that stands in a file of its own; standard library only, no Django."""

import functools
from importlib import resources

from kith.domain.network.maps import style


@functools.cache
def look() -> str:
    """The style sheet of the maps with every property written out."""
    sheet = resources.files("kith.ui").joinpath("static/ui/css/maps.css").read_text(encoding="utf-8")
    return style.written_out(sheet)
