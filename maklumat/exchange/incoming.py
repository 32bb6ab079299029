"""What a file of standards would change, whatever its kind."""

from maklumat.accounts.models import User
from maklumat.exchange import fromyaml, plans, workbook
from maklumat.exchange.plans import Fault, Plan


def plan(content: bytes, kind: str, user: User) -> Plan:
    """Compare a workbook (".xlsx") or a YAML file with what is there. Raises RuleBroken."""
    if kind == ".xlsx":
        return plans.compare(workbook.read(content), user)
    found = fromyaml.read(content)
    made = plans.compare(found.lines, user, left_out=found.left_out)
    made.faults += [Fault(_place(str(error)), _sentence(str(error))) for error in found.broken]
    return made


def _place(text: str) -> str:
    return text.partition(": ")[0]


def _sentence(text: str) -> str:
    return text.partition(": ")[2]
