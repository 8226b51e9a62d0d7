"""The filters of the list of changes."""

from django.utils.translation import gettext_lazy as _

from partnerships.filters.base import (
    LinkFilter,
    ManyFilter,
    filters,
    match,
    period,
    regions,
    words,
)
from partnerships.models import Partnership, User
from partnerships.models.sources import record_models


class KindFilter(ManyFilter):
    """Changes of these kinds of records."""

    def chains(self, model):
        return False

    def choices_for(self, filterset):
        kinds = [model._meta for model in record_models()]
        return sorted(
            ((meta.model_name, str(meta.verbose_name).capitalize()) for meta in kinds),
            key=lambda choice: choice[1],
        )

    def find(self, found, values, user, *, every):
        return found.of_kinds(m for m in record_models() if m._meta.model_name in values)


class TiesFilter(LinkFilter):
    """Changes of a partnership and of what counts towards it."""

    def chains(self, model):
        return True

    def find(self, found, values, user, *, every):
        for group in [[value] for value in values] if every else [values]:
            chosen = Partnership.objects.visible_to(user).filter(slug__in=group)
            found = found.towards_partnerships(chosen, user)
        return found


class UserFilter(ManyFilter):
    """Changes by these people; asked by officials alone."""

    def chains(self, model):
        return False

    def choices_for(self, filterset):
        told = filterset.queryset.order_by().values("revision__user")
        people = User.objects.filter(pk__in=told)
        return sorted(
            ((user.get_username(), user.get_full_name() or str(user)) for user in people),
            key=lambda choice: choice[1].casefold(),
        )

    def find(self, found, values, user, *, every):
        return found.filter(revision__user__username__in=values)


_Declared = filters(
    "ChangeFilters",
    {
        **period(),
        **regions(),
        "kind": KindFilter(label=_("Kind of record")),
        "partnership": TiesFilter(_("Partnership"), Partnership, "partnerships"),
        **words(),
        "user": UserFilter(label=_("Changed by")),
        **match(),
    },
)


class ChangeFilters(_Declared):
    """Visitors are not asked for users, whose names they do not read."""

    def __init__(self, data, queryset, *, request):
        super().__init__(data, queryset, request=request)
        if not request.user.is_authenticated:
            del self.filters["user"]
