"""The site map for search engines: what everyone may see, and nothing else."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from partnerships.sections import SECTIONS, Section
from partnerships.views.frame import ABOUT, PAGES


class SectionSitemap(Sitemap):
    """The public records of a section."""

    def __init__(self, section: Section):
        self.section = section

    def items(self):
        return self.section.model.objects.visible_to(AnonymousUser()).order_by("pk")

    def lastmod(self, item):
        return item.updated_at


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
