"""Fill in a form as a browser would: read its fields from the page, change some, send all."""

from bs4 import BeautifulSoup, Tag


def form_fields(html: str, form: str) -> dict[str, str | list[str]]:
    """Return what a browser would send for the form that this selector finds."""
    node = BeautifulSoup(html, "html.parser").select_one(form)
    assert node is not None, f"no {form} on this page"
    for template in node.select("script, template"):
        template.decompose()
    sent: dict[str, str | list[str]] = {}
    for field in node.select("input[name], textarea[name], select[name]"):
        name = str(field["name"])
        value = _value(field)
        if value is not None:
            sent[name] = value
    return sent


def _value(field: Tag) -> str | list[str] | None:
    if field.has_attr("disabled"):
        return None
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")
    if field.name == "select":
        chosen = [str(option.get("value", "")) for option in field.select("option[selected]")]
        if field.has_attr("multiple"):
            return chosen
        return chosen[0] if chosen else ""
    kind = field.get("type", "text")
    if kind in {"submit", "button", "file"}:
        return None
    if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
        return None
    return str(field.get("value", "on" if kind == "checkbox" else ""))
