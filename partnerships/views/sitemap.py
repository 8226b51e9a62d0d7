"""The site map for search engines: what everyone may see, and nothing else.

`/sitemap.xml` names the files of the sections, each of which holds so many records a page.
"""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from partnerships.sections import SECTIONS, Section
from partnerships.views.frame import ABOUT, PAGES


class SectionSitemap(Sitemap):
    """The public records of a section."""

    limit = 2000

    def __init__(self, section: Section):
        self.section = section

    def items(self):
        return self.section.model.objects.visible_to(AnonymousUser()).order_by("pk")

    def lastmod(self, item):
        return item.updated_at

    def get_latest_lastmod(self):
        """When one of them was changed last, None without one; Django's own reads them all."""
        changes = self.items().order_by("-updated_at").values_list("updated_at", flat=True)
        return changes.first()


class ListsSitemap(Sitemap):
    """The lists themselves."""

    def items(self):
        return SECTIONS

    def location(self, item):
        return item.list_url()


class PagesSitemap(Sitemap):
    """The pages beside the sections."""

    def items(self):
        return [name for name, _label in (*PAGES, *ABOUT)]

    def location(self, item):
        return reverse(item)


SITEMAPS = {
    "pages": PagesSitemap(),
    "lists": ListsSitemap(),
    **{section.slug: SectionSitemap(section) for section in SECTIONS},
}
