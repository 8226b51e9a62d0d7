"""Lists and searches of the admin: addresses that ask for anything get an answer, never a fault."""

from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError
from django.db import DataError, OperationalError
from django.db.models import Case, When
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from partnerships.text import fold

LONGEST_SEARCH = 200
MOST_WORDS = 10


class LinkedChangeList(ChangeList):
    """Loads what the lines show of their links with the lines, not line by line."""

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return self.model_admin.with_list_links(found, request.user)


class FoldedSearch:
    """A list searched by folded words, which loads the links that its lines show."""

    #: Marks the list as searchable; what is searched is said in `get_search_results`.
    search_fields = ("search_text",)

    def get_changelist(self, request, **options):
        return LinkedChangeList

    def with_list_links(self, found, user):
        return found.prefetch_visible(user, *self.list_links) if self.list_links else found

    def get_search_results(self, request, queryset, search_term):
        text = " ".join(search_term[:LONGEST_SEARCH].split()[:MOST_WORDS])
        found = self.search(queryset, text, request.user)
        if text and request.resolver_match.url_name == "autocomplete":
            found = self._closest_first(found, fold(text))
        return found, False

    def _closest_first(self, found, folded):
        """What is called just that before what begins with it, and that before the others."""
        column = self.folded_name
        if not column:
            return found
        closeness = Case(
            When(**{column: folded}, then=0),
            When(**{f"{column}__startswith": folded}, then=1),
            default=2,
        )
        return found.order_by(closeness, column, "pk")

    @property
    def folded_name(self) -> str:
        names = {field.name for field in self.opts.fields}
        return next(iter(names & {"name_folded", "title_folded"}), "")

    def search(self, queryset, text, user):
        """The rows in which each word is found, whatever its script, accents and case."""
        return queryset.matching(text, user)


class SafeLookups:
    """A change list that takes no look-up it did not offer."""

    def lookup_allowed(self, lookup, value, request=None):
        """Plain exact look-ups in own columns, and what the declared filters ask."""
        if lookup in {getattr(item, "parameter_name", "") for item in self.list_filter}:
            return True
        column, _sep, rest = lookup.partition("__")
        if column == self.date_hierarchy and rest in ("year", "month", "day"):
            return True
        try:
            field = self.opts.get_field(column)
        except FieldDoesNotExist:
            return False
        if not field.concrete:
            return False
        offered = {item[0] if isinstance(item, tuple) else item for item in self.list_filter}
        if column in offered:
            return rest in ("", "exact", "isnull", "in", *_key_lookups(field))
        return rest in ("", "exact") and not field.is_relation

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except (
            DisallowedModelAdminLookup, IncorrectLookupParameters, FieldError, ValidationError,
            ValueError, TypeError, OverflowError, DataError, OperationalError,
        ):  # fmt: skip
            if request.method != "GET" or not request.GET:
                raise
            told = _("The list cannot be filtered by that address, so all of it is shown.")
            self.message_user(request, told, messages.WARNING)
            return HttpResponseRedirect(request.path)


def _key_lookups(field) -> tuple[str, ...]:
    """How Django's own filter writes the key of a linked record."""
    if not field.is_relation:
        return ()
    key = field.remote_field.model._meta.pk.name
    return (f"{key}__exact", f"{key}__isnull", f"{key}__in")
