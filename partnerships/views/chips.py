"""The filters in use as chips, each with the address of the page without it."""

from django.http import QueryDict

from partnerships.dateforms import quoted

MOST_CHIPS = 40


def chips(filters, query: QueryDict, path: str) -> list[dict]:
    """What components/chips.html draws; `filters` are bound to `query`."""
    return [
        {
            "label": label,
            "value": quoted(words),
            "remove_url": _without(filters, query, path, name, raw),
        }
        for name, raw, label, words in filters.chosen()[:MOST_CHIPS]
    ]


def clear_url(filters, query: QueryDict, path: str) -> str:
    """The address without any of the filters."""
    query = query.copy()
    for name in filters.filters:
        query.pop(name, None)
    return address(query, path)


def address(query: QueryDict, path: str) -> str:
    """The path with what is left of a query string; another selection begins on page 1."""
    query.pop("page", None)
    encoded = query.urlencode()
    return f"{path}?{encoded}" if encoded else path


def _without(filters, query, path, name, value) -> str:
    query = query.copy()
    field = filters.form.fields[name]
    kept = field.widget.value_from_datadict(query, {}, name)
    kept = kept if isinstance(kept, list) else []
    query.setlist(name, [text for text in kept if text.strip() != value])
    return address(query, path)
