"""Demo services and the templates on which they are modelled.

Some templates have changed since their service was made, so that the comparison can be seen:
`template_before` names the components that the template had then as the service has them now.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from maklumat.catalogue import comparing, shelf
from maklumat.catalogue import standard as std
from maklumat.catalogue.models import Service, Template, TemplateVersion
from maklumat.catalogue.standard import Component, Standard
from maklumat.core.datafiles import Entry


def link(service: Service, entry: Entry, at: datetime) -> None:
    """Note on which template a service was made; without a library nothing is noted."""
    parts = _parts(entry)
    template = Template.objects.filter(code=service.code, retired=False).first()
    if template is None:
        return
    seen = template.version
    if parts and template.version == 1:
        _grow_older(template, parts, shelf.citable(service), at)
    if parts:
        seen = template.version - 1
    service.template = template
    service.template_version = service.template_seen = seen
    service.save(update_fields=["template", "template_version", "template_seen"])


def _parts(entry: Entry) -> list[Component]:
    names = entry.texts("template_before", [])
    for name in names:
        if name not in list(Component):
            raise entry.fault(_("“%s” in “template_before” is not a component.") % name)
    return [Component(name) for name in names]


def _grow_older(template: Template, parts: list[Component], own: Standard, at: datetime) -> None:
    """Put an earlier version before the only one."""
    before = template.as_standard()
    for part in parts:
        before = comparing.with_component(before, part, own)
    if not comparing.differing(before, template.as_standard()):
        return
    TemplateVersion.objects.filter(template=template, number=1).update(standard=std.to_json(before))
    template.version = 2
    template.save(update_fields=["version"])
    TemplateVersion.objects.create(
        template=template, number=2, standard=template.standard, made_at=at
    )
