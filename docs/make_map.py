"""Print docs/map.md from what each app says of itself: `python3 docs/make_map.py > docs/map.md`."""

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
# Map of the code

Made by `python3 docs/make_map.py > docs/map.md`; a test keeps it true. Higher floors stand on lower ones: imports and foreign keys go
down, never up, and apps on one floor do not know each other.

| floor | app | what it is for |
| --- | --- | --- |
"""
TAIL = """
| you have | go to |
| --- | --- |
| an address, `/layanan/<agency>/<service>/` | `maklumat/urls.py`, then the app's `urls/<face>.py` |
| the name of an address, `pages:service` | that app's `views/<face>.py`, `templates/<app>/<face>/`, `tests/` |
| an official term | [glossary](glossary.md), then the word in code |
| a number or date that looks wrong | the app's rule module; its docstring names the article |
| "who changed this?" | the audit action, such as `catalogue.published`: one hit outside tests, in `actions.py` |
| a look that is off | the class name's file in `maklumat/static/css/components/` |
| a setting, a command, a past choice | [settings](settings.md), [commands](commands.md), [decisions](adr/README.md) |
"""


def map_of_the_code() -> str:
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ][0]["layers"]
    rows = [
        f"| {len(layers) - height} | `{app}` | {_purpose(app)} |"
        for height, layer in enumerate(layers)
        for app in re.findall(r"\w+", layer)
        if (ROOT / "maklumat" / app / "apps.py").is_file()
    ]
    return HEAD + "\n".join(rows) + "\n" + TAIL


def _purpose(app: str) -> str:
    text = (ROOT / "maklumat" / app / "__init__.py").read_text()
    return " ".join((ast.get_docstring(ast.parse(text)) or "").split())


if __name__ == "__main__":
    sys.stdout.write(map_of_the_code())
