"""What the demo's people write: sentences from `texts.yaml`, dealt like cards, so that all are used."""

import random
from pathlib import Path

from maklumat.core import datafiles

FILE = Path(__file__).parent / "texts.yaml"
EVERYWHERE = "umum"
LOW, HIGH = "low", "high"
_OWN = 0.6  # of the texts are about this kind of office, where there are any
_AFTER = {
    LOW: ("", "", "", " Mohon diperbaiki.", " Semoga menjadi perhatian."),
    HIGH: ("", "", "", " Pertahankan.", " Semoga tetap begitu."),
}
Deck = tuple[str, str, str]  # kind of office, element, mood


class Deal:
    """Gives sentences in a shuffled order that is the same for the same chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.cards = read()
        self.hands: dict[Deck, list[str]] = {}

    def sentence(self, kind: str, element: str, mood: str) -> str:
        """Return something about an element from people of this kind of office; "" if nobody knows."""
        own, common = (kind, element, mood), (EVERYWHERE, element, mood)
        deck = own if own in self.cards and self.chance.random() < _OWN else common
        if deck not in self.cards:
            return ""
        if not self.hands.get(deck):
            self.hands[deck] = self.chance.sample(self.cards[deck], len(self.cards[deck]))
        return self.hands[deck].pop() + self.chance.choice(_AFTER[mood])


def read(path: Path = FILE) -> dict[Deck, list[str]]:
    """Return the sentences. Raises BadDataFile."""
    found: dict[Deck, list[str]] = {}
    for entry in datafiles.read(path).rows("texts"):
        entry.only("for", "about", LOW, HIGH)
        for mood in (LOW, HIGH):
            if sentences := entry.texts(mood, []):
                found[entry.text("for"), entry.text("about"), mood] = sentences
    return found
