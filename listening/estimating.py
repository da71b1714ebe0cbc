"""How many different visitors a day had, without a list of them. Pure.

HyperLogLog (Flajolet and others, 2007): 4,096 small numbers, from which nobody can be read, estimate how many different
values were added, within about 1.6 per cent. Sketches of several processes are put together by taking the larger numbers,
as often and in whatever order one likes.
"""

import math

BITS = 12
SIZE = 1 << BITS
_SHARES = tuple(2.0**-rank for rank in range(66))
_FACTOR = 0.7213 / (1 + 1.079 / SIZE) * SIZE * SIZE


class Sketch:
    """Takes evenly spread numbers of 64 bits: hashes."""

    __slots__ = ("registers",)

    def __init__(self, registers: bytes = b"") -> None:
        """A sketch as it was stored; what has another size is not one of ours, and an empty one is begun."""
        self.registers = bytearray(registers) if len(registers) == SIZE else bytearray(SIZE)

    def add(self, value: int) -> bool:
        """Whether the sketch has changed: mostly it has not."""
        place = value & (SIZE - 1)
        rank = 65 - BITS - (value >> BITS).bit_length()
        if rank <= self.registers[place]:
            return False
        self.registers[place] = rank
        return True

    def merge(self, other: "Sketch") -> None:
        self.registers = bytearray(map(max, self.registers, other.registers))

    def estimate(self) -> int:
        empty = self.registers.count(0)
        guess = _FACTOR / sum(_SHARES[rank] for rank in self.registers)
        if guess <= 2.5 * SIZE and empty:
            guess = SIZE * math.log(SIZE / empty)
        return round(guess)
