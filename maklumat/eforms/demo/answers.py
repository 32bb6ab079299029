"""Made-up answers to a form: right in their shape, of nobody who exists."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from maklumat.eforms.conditions import holds
from maklumat.eforms.definition import Form, Question, Section, Type
from maklumat.eforms.fields import World

# Any: answers are of many types.
NAMES = (
    "Sari Wulandari", "Agus Prasetyo", "Dewi Lestari", "Asep Hidayat", "Rina Marlina",
    "Dadang Suhendar", "Nurhayati", "Yusuf Maulana", "Euis Komariah", "Bambang Wijaya",
    "Siti Aminah", "Rudi Hartono", "Ani Rohaeni", "Fajar Nugraha", "Lilis Suryani",
)  # fmt: skip
STREETS = ("Jalan Melati", "Jalan Cempaka", "Kampung Sukamaju", "Jalan Raya Pasar", "Gang Mawar")
VILLAGES = ("Sukamaju", "Mekarsari", "Cibodas", "Sindangsari")


class Maker:
    """Answers whole forms from one source of chance."""

    def __init__(self, chance: Random, world: World) -> None:
        self.chance, self.world = chance, world
        self.region = min(world.regions, default="")
        self.province = min(world.provinces, default="11")

    def answers(self, form: Form) -> dict[str, Any]:
        """Return answers that hand this form in; what is not required is left out half the time."""
        found: dict[str, Any] = {}
        known: dict[str, Any] = {}
        for section in form.sections:
            if not holds(section.when, known):
                continue
            if section.repeat:
                most = min(section.repeat.most, section.repeat.least + 2)
                count = self.chance.randint(section.repeat.least, most)
                items = [self._section(section, dict(known)) for _item in range(count)]
                found[section.id] = known[section.id] = items
            else:
                found[section.id] = self._section(section, known)
        return found

    def _section(self, section: Section, known: dict[str, Any]) -> dict[str, Any]:
        own = {}
        for question in section.questions:
            is_asked = holds(question.when, known) and question.type is not Type.FILE
            if is_asked and (question.required or self.chance.random() < 0.5):
                value = self._value(question)
                own[question.id] = known[f"{section.id}.{question.id}"] = value
        return own

    def _value(self, question: Question) -> Any:
        chance = self.chance
        ids = [option.id for option in question.options]
        low = question.least or 0
        high = min(question.most or low + 40, low + 40)
        made: Mapping[Type, Callable[[], Any]] = {
            Type.NUMBER: lambda: str(chance.randint(max(low, 1), max(low, 1, high))),
            Type.MONEY: lambda: max(
                low, min(question.most or 10**8, 50_000 * chance.randint(4, 90))
            ),
            Type.DATE: lambda: self._day(is_past=question.past),
            Type.YES_NO: lambda: chance.random() < 0.5,
            Type.CHOICE: lambda: chance.choice(ids),
            Type.CHOICES: lambda: ids[: max(1, low)],
            Type.PHONE: lambda: f"0812555{chance.randint(0, 9999):04}",
            Type.EMAIL: lambda: "warga@contoh.example",
            Type.ADDRESS: self._address,
            Type.NIK: lambda: self._number(),
            Type.KK: lambda: self._number(),
            Type.NIP: lambda: "198503302010121002",
            Type.NPWP: lambda: f"09254294{chance.randint(0, 9999999):07}",
            Type.LONG_TEXT: lambda: "Diisi sebagai contoh."[: question.most],
        }
        return made.get(question.type, lambda: self._text(question))()

    def _text(self, question: Question) -> str:
        label = question.label.casefold()
        if "nomor" in label:
            return f"{self.chance.randint(100, 999)}/X/{self.world.today.year}"[: question.most]
        if "nama" in label or "saksi" in label:
            return self.chance.choice(NAMES)[: question.most]
        return "Contoh"[: question.most]

    def _day(self, *, is_past: bool) -> str:
        days = self.chance.randint(400, 15_000) if is_past else -self.chance.randint(3, 30)
        return (self.world.today - timedelta(days=days)).isoformat()

    def _number(self) -> str:
        """A number of sixteen digits whose date is right; its place in the row begins with 99."""
        born = date(1960, 1, 1) + timedelta(days=self.chance.randint(0, 16_000))
        return f"{self.province}9999{born:%d%m%y}99{self.chance.randint(0, 99):02}"

    def _address(self) -> dict[str, str]:
        return {
            "street": f"{self.chance.choice(STREETS)} {self.chance.randint(1, 90)}",
            "rt": f"{self.chance.randint(1, 9):02}",
            "rw": f"{self.chance.randint(1, 9):02}",
            "village": self.chance.choice(VILLAGES),
            "district": "Contoh",
            "region": self.region,
        }
