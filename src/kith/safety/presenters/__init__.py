"""Page objects about safety; ``boxes`` gives the four boxes of a person in words, for any page that shows them."""

from kith.safety.presenters.boxes import BoxWords, boxes

__all__ = ["BoxWords", "boxes"]
