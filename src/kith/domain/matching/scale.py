"""What findings are weighed with: weights, counts of the register, the list of names; and the words for a weight."""

from dataclasses import dataclass

from kith.domain import names
from kith.domain.matching import frequencies, weights
from kith.domain.matching.model import Evidence, Field


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Weights, frequencies of the register at hand, list of names."""

    weights: weights.Weights
    frequencies: frequencies.Frequencies
    variants: names.Variants

    def weigh(
        self,
        field: Field,
        level: str,
        finding: str,
        *,
        count: int = 0,
        known: float = 0.0,
        less: tuple[str, ...] = (),
    ) -> Evidence:
        """The evidence of one level.

        `count` = people of the register who have the value, `known` = the share of people who have it as far as is
        known apart from the register (0 to 1), `less` = levels of the same section whose bits are added (they are
        negative).
        """
        section = self.weights.levels[field]
        entry = section[level]
        bits, relative = entry.bits, entry.relative
        if entry.usual is not None:
            counted = self.frequencies.share(count, entry.usual, self.weights.weight_of_usual)
            bits = entry.at(max(counted, known))
        for name in less:
            bits, relative = bits + section[name].bits, relative + section[name].relative
        return Evidence(field, level, bits, relative, f"{field.label}: {finding}", self.strength(bits))

    def strength(self, bits: float) -> str:
        """How strongly so many bits speak, in words."""
        if abs(bits) < self.weights.some:
            return "says little"
        side = "for" if bits > 0 else "against"
        return f"strongly {side}" if abs(bits) >= self.weights.strong else side


def of(
    chosen: weights.Weights | None, counted: frequencies.Frequencies | None, variants: names.Variants | None
) -> Scale:
    """A scale; what is None is what ships with Kith, and no counts."""
    return Scale(chosen or weights.load(), counted or frequencies.NOT_COUNTED, variants or names.load())
