"""Into which sections a user may import, and the way there from their lists."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.choices import ImportPolicy
from partnerships.models import ImportBatch
from partnerships.sections import SECTIONS, Section
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing.tables import ImportTable


@dataclass(frozen=True)
class Importable:
    """A section into which somebody may import, and what may be done there."""

    section: Section
    adds: bool
    changes: bool

    @property
    def table(self) -> ImportTable:
        return IMPORT_TABLES[self.section.slug]

    @property
    def policies(self) -> list[str]:
        """What an upload may do, the most useful first."""
        if self.adds and self.changes:
            return [ImportPolicy.BOTH, ImportPolicy.UPDATE, ImportPolicy.CREATE]
        if self.changes:
            return [ImportPolicy.UPDATE]
        return [ImportPolicy.CREATE] if self.adds else []


def importable(site, request) -> dict[str, Importable]:
    """By slug, in the order of the navigation."""
    found = (_rights(site, request, section) for section in SECTIONS)
    return {one.section.slug: one for one in found if one.adds or one.changes}


def may_still(site, request, batch: ImportBatch) -> bool:
    """Whether the user may do today what an import was uploaded for."""
    section = section_named(batch.section)
    if section is None:
        return False
    rights = _rights(site, request, section)
    if batch.policy == ImportPolicy.BOTH and not rights.table.is_record:
        return rights.changes  # no row of it can be a new one
    return batch.policy in rights.policies


def _rights(site, request, section) -> Importable:
    model_admin = site.get_model_admin(section.model)
    return Importable(
        section,
        adds=IMPORT_TABLES[section.slug].is_record and model_admin.has_add_permission(request),
        changes=model_admin.has_change_permission(request),
    )


def section_named(slug: str) -> Section | None:
    return next((section for section in SECTIONS if section.slug == slug), None)


def upload_url(slug: str) -> str:
    return f"{reverse('admin:partnerships_importbatch_add')}?section={slug}"


def label_of(batch: ImportBatch) -> str:
    section = section_named(batch.section)
    return str(section.label) if section else batch.section


class ImportTool:
    """A list of records with the way to the import of its section."""

    def changelist_view(self, request, extra_context=None):
        tools = self._import_tools(request)
        return super().changelist_view(request, {"list_tools": tools, **(extra_context or {})})

    def _import_tools(self, request) -> list[dict]:
        section = next((one for one in SECTIONS if one.model is self.model), None)
        if section is None:
            return []
        rights = _rights(self.admin_site, request, section)
        if not (rights.adds or rights.changes):
            return []
        return [{"label": _("Import from a file"), "url": upload_url(section.slug)}]
