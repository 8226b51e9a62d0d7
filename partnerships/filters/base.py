"""The base of all filter sets: reads the query string, says what is wrong, finds the records."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.choices import RegionKind
from partnerships.filters import fields
from partnerships.models import Initiative, Organisation, Partnership, Region, Sector
from partnerships.models.together import read_together
from partnerships.text import fold

ANY, ALL = "any", "all"
PERIOD = ("from", "to", "year")
#: Each value that must match is a condition with queries of its own; databases bear only so many.
MOST_MATCHING_ALL = 20


def among(found, keys, *, every: bool):
    """Records whose key is in one of `keys`, or in every one."""
    if every:
        for one in keys:
            found = found.filter(pk__in=one)
        return found
    rule = Q()
    for one in keys:
        rule |= Q(pk__in=one)
    return found.filter(rule)


class ManyFilter(django_filters.Filter):
    """A filter of several values: any of them, or with `match=all` every one."""

    field_class = fields.ChoicesField
    #: The model whose rows stand to choice, read with those of the other filters of a set.
    model_of_link: Any = None

    def chains(self, model) -> bool:
        """Whether a record of `model` can hold several values, each then a condition of its own."""
        return True

    def find(self, found, values, user, *, every):
        raise NotImplementedError

    def filter(self, qs, value):
        if not value:
            return qs
        every = self.parent.every and self.chains(qs.model)
        return self.find(qs, value, self.parent.request.user, every=every)

    def choices_for(self, filterset):
        """The listed values for the reader of this filter set; None keeps the declared ones."""
        return


class RegionFilter(ManyFilter):
    """Records that count for a region of these kinds."""

    model_of_link = Region

    def __init__(self, label, *kinds):
        super().__init__(label=label)
        self.kinds = kinds

    def choices_for(self, filterset):
        return [
            (region.code, region.name) for region in filterset.regions if region.kind in self.kinds
        ]

    def find(self, found, values, user, *, every):
        return found.touching_regions(values, user, every=every)


class LinkFilter(ManyFilter):
    """Records linked to others, named by slug; a group of sectors finds its children too."""

    def __init__(self, label, model, relation):
        super().__init__(label=label)
        self.model_of_link, self.relation = model, relation

    def chains(self, model):
        return not model._meta.get_field(self.relation).many_to_one

    def choices_for(self, filterset):
        named = [(row.slug, str(row)) for row in filterset.linked[self.model_of_link]]
        return sorted(named, key=lambda choice: choice[1].casefold())

    def find(self, found, values, user, *, every):
        for group in [[value] for value in values] if every else [values]:
            chosen = self.model_of_link.objects.visible_to(user).filter(self._named(group))
            found = found.filter(self._is_linked(found.model, chosen))
        return found

    def _named(self, slugs) -> Q:
        named = Q(slug__in=slugs)
        return named | Q(parent__slug__in=slugs) if self.model_of_link is Sector else named

    def _is_linked(self, model, chosen):
        field = model._meta.get_field(self.relation)
        if field.many_to_one:
            return Q(**{f"{self.relation}__in": chosen.values("pk")})
        links = field.remote_field.through.objects.filter(
            **{
                field.m2m_field_name(): OuterRef("pk"),
                f"{field.m2m_reverse_field_name()}__in": chosen.values("pk"),
            }
        )
        return Exists(links)


class OrganisationFilter(ManyFilter):
    """Records with these organisations among their parties."""

    field_class = fields.OrganisationsField

    def find(self, found, values, user, *, every):
        return found.with_parties(values, user, every=every)


class ValueFilter(ManyFilter):
    """Records with one of these values in a column that holds one."""

    def __init__(self, label, column, choices):
        super().__init__(label=label, choices=choices)
        self.column = column

    def chains(self, model):
        return False

    def find(self, found, values, user, *, every):
        return found.filter(**{f"{self.column}__in": values})


class StateFilter(ValueFilter):
    """Records by status or stage as stored, or those over without a recorded outcome."""

    WITHOUT_OUTCOME = "outcome_not_recorded"

    def __init__(self, label, column, choices):
        told = (self.WITHOUT_OUTCOME, gettext_lazy("Outcome not recorded"))
        super().__init__(label, column, [*choices, told])

    def find(self, found, values, user, *, every):
        rule = Q(**{f"{self.column}__in": values})
        if self.WITHOUT_OUTCOME in values:
            records = found.model.objects.without_outcome(self.parent.request.today)
            rule |= Q(pk__in=records.values("pk"))
        return found.filter(rule)


class YearFilter(ManyFilter):
    """Records that touch these calendar or financial years."""

    field_class = fields.YearsField

    def find(self, found, values, user, *, every):
        # From all records: `found` carries the other filters, and would repeat them for each year.
        records = found.model._default_manager
        touched = [records.overlapping(*bounds).values("pk") for bounds in values]
        return among(found, touched, every=every)


class StartedFilter(YearFilter):
    """Records that certainly begin in one of these years, whatever year they go on into."""

    def find(self, found, values, user, *, every):
        rule = Q()
        for first, last in values:
            rule |= Q(start_earliest__gte=first, start_latest__lte=last)
        return found.filter(rule)

    def chains(self, model):
        return False


class WordsFilter(django_filters.Filter):
    field_class = fields.WordsField

    def filter(self, qs, value):
        return qs.matching(value, self.parent.request.user) if value else qs


class BoundFilter(django_filters.Filter):
    """One end of a period; `first` takes the earliest possible day of what was written."""

    field_class = fields.DateField

    def __init__(self, label, *, first):
        super().__init__(label=label)
        self.first = first

    def day(self, value):
        return value.earliest if self.first else value.latest


class StartFilter(BoundFilter):
    def filter(self, qs, value):
        if not value:
            return qs
        return (
            qs.overlapping(self.day(value), None)
            if self.first
            else qs.overlapping(None, self.day(value))
        )


class ChangeFilter(BoundFilter):
    def filter(self, qs, value):
        if not value:
            return qs
        days = (self.day(value), None) if self.first else (None, self.day(value))
        return qs.changed_between(*days)


class MatchFilter(django_filters.Filter):
    """Whether several values of one filter mean any or all of them; finds nothing by itself."""

    field_class = fields.ChoiceField

    def filter(self, qs, value):
        return qs


class RecordFilters(django_filters.FilterSet):
    """Bound to a request. `found` are the records; `errors` say what the query string got wrong."""

    def __init__(self, data, queryset, *, request):
        super().__init__(data, queryset, request=request)
        for filter_ in self.filters.values():
            if isinstance(filter_, ManyFilter):
                choices = filter_.choices_for(self)
                if choices is not None:
                    filter_.extra["choices"] = choices
            if isinstance(filter_, OrganisationFilter):
                filter_.extra["organisations"] = Organisation.objects.visible_to(request.user)
                filter_.extra["reader"] = request.user

    @cached_property
    def linked(self) -> dict[Any, list]:
        """{model: rows} that its filters let choose, as far as the reader sees them; one query."""
        many = [filter_ for filter_ in self.filters.values() if isinstance(filter_, ManyFilter)]
        models = list(dict.fromkeys(filter(None, (one.model_of_link for one in many))))
        kinds = (model.objects.visible_to(self.request.user) for model in models)
        return dict(zip(models, read_together(*kinds), strict=True))

    @cached_property
    def regions(self) -> list[Region]:
        return sorted(self.linked[Region], key=lambda region: fold(region.name_en))

    @property
    def every(self) -> bool:
        return self.form.cleaned_data.get("match") == ALL

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if valid:
            self._check_period("from", "to")
            self._check_period("changed_from", "changed_to")
            self._check_period("promised_from", "promised_to")
            self._check_period("kept_from", "kept_to")
            self._check_match()
        return self.form.is_valid()

    def _check_period(self, first, last):
        start, end = (self.form.cleaned_data.get(name) for name in (first, last))
        if start and end and start.earliest > end.latest:
            error = ValidationError(_("The period ends before it begins."), code="reversed")
            if last in self.form.cleaned_data:
                self.form.add_error(last, error)

    def _check_match(self):
        number = self._number_of_chained() if self.every else 0
        if number > MOST_MATCHING_ALL:
            sentence = _(
                "All of the values can match for at most %(most)d values of all filters together; "
                "these are %(number)d."
            )
            words = sentence % {"most": MOST_MATCHING_ALL, "number": number}
            self.form.add_error("match", ValidationError(words, code="too_many"))

    def _number_of_chained(self) -> int:
        return sum(
            len(self.form.cleaned_data.get(name) or ())
            for name, filter_ in self.filters.items()
            if isinstance(filter_, ManyFilter) and filter_.chains(self.queryset.model)
        )

    def filter_queryset(self, queryset):
        """The records of `queryset`, which may be of another model, that pass all filters."""
        return self.within_period(self.at_any_time(queryset))

    def at_any_time(self, queryset):
        """The records that pass all filters but those of the period."""
        return self._passing(queryset, [name for name in self.filters if name not in PERIOD])

    def within_period(self, queryset):
        """The records that pass the filters of the period alone."""
        return self._passing(queryset, [name for name in PERIOD if name in self.filters])

    def _passing(self, queryset, names):
        for name in names:
            queryset = self.filters[name].filter(queryset, self.form.cleaned_data.get(name))
        return queryset

    def left_undated(self, queryset):
        """Those of `queryset` that a period leaves out as nobody knows when they were."""
        if not any(self.form.cleaned_data.get(name) for name in PERIOD):
            return queryset.none()
        # By their keys: SQLite would gather all of `queryset` to find these few.
        return queryset.filter(pk__in=queryset.model._default_manager.undated().values("pk"))

    def chosen(self) -> list[tuple[str, str, str, str]]:
        """The values in use: name, value in the query string, label, words. Wrong ones are not."""
        return [
            (name, raw, str(self.filters[name].label), words)
            for name in self.filters
            if name not in self.form.errors and not (name == "match" and not self.every)
            for raw, words in self._words_of(name)
        ]

    def _words_of(self, name) -> list[tuple[str, str]]:
        field = self.form.fields[name]
        value = field.widget.value_from_datadict(self.form.data, {}, self.form.add_prefix(name))
        texts = value if isinstance(value, list) else [value]
        labels = {str(key).casefold(): str(label) for key, label in getattr(field, "choices", ())}
        unique = dict.fromkeys(text.strip() for text in texts if text and text.strip())
        return [(text, labels.get(text.casefold(), text)) for text in unique]


def filters(name: str, declared: dict) -> type[RecordFilters]:
    """A filter set of the `declared` filters; a dict, as `from` cannot name an attribute."""
    return type(RecordFilters)(name, (RecordFilters,), dict(declared))


# The filters that sections share, named alike everywhere.


def words() -> dict:
    return {"q": WordsFilter(label=gettext_lazy("Search words"))}


def regions() -> dict:
    return {
        "state": RegionFilter(gettext_lazy("State"), RegionKind.STATE, RegionKind.UNION_TERRITORY),
        "prefecture": RegionFilter(gettext_lazy("Prefecture"), RegionKind.PREFECTURE),
    }


def period() -> dict:
    return {
        "from": StartFilter(gettext_lazy("From"), first=True),
        "to": StartFilter(gettext_lazy("To"), first=False),
    }


def year() -> dict:
    return {"year": YearFilter(label=gettext_lazy("Year"))}


def started() -> dict:
    return {"started": StartedFilter(label=gettext_lazy("Begun in the year"))}


def sector() -> dict:
    return {"sector": LinkFilter(gettext_lazy("Sector"), Sector, "sectors")}


def initiative(relation="initiatives") -> dict:
    return {"initiative": LinkFilter(gettext_lazy("Initiative"), Initiative, relation)}


def partnership(relation="partnerships") -> dict:
    return {"partnership": LinkFilter(gettext_lazy("Partnership"), Partnership, relation)}


def organisation() -> dict:
    return {"organisation": OrganisationFilter(label=gettext_lazy("Party"))}


def changed() -> dict:
    return {
        "changed_from": ChangeFilter(gettext_lazy("Changed from"), first=True),
        "changed_to": ChangeFilter(gettext_lazy("Changed until"), first=False),
    }


def match() -> dict:
    choices = (
        (ANY, gettext_lazy("any of the values")),
        (ALL, gettext_lazy("all of the values")),
    )
    return {"match": MatchFilter(label=gettext_lazy("Several values mean"), choices=choices)}
