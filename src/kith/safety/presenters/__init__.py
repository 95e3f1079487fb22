"""Page objects about safety; ``boxes`` and ``home_in_short`` give a person's in words, for any page that shows them."""

from kith.safety.presenters.boxes import BoxWords, boxes
from kith.safety.presenters.household import home_in_short

__all__ = ["BoxWords", "boxes", "home_in_short"]
