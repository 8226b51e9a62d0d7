"""Through which party, person, place or sector a record was found whose own texts do not say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.choices import OrganisationKind
from partnerships.models.languages import LANGUAGES
from partnerships.models.reach import Sought, Word
from partnerships.models.together import read_columns

#: Of more names than this only the number is told.
MOST_NAMES = 3


@dataclass(frozen=True)
class _Way:
    """Rows (record, name) of one relation, and what they are to the record."""

    label: str
    rows: QuerySet


def found_through(records: Iterable, sought: Sought, user) -> dict[tuple[type, int], str]:
    """{(model, key): "Party: Toyama"} of the records that hold a word in none of their texts.

    One query for all of them; none where the texts hold every word.
    """
    asked: dict[type, dict[int, list[Word]]] = defaultdict(dict)
    for record in records:
        apart = [word for word in sought if word.folded not in record.search_text]
        if apart:
            asked[type(record)][record.pk] = apart
    ways = [(model, way) for model, words in asked.items() for way in _ways(model, words, user)]
    names: dict[tuple[type, int], list[str]] = defaultdict(list)
    read = read_columns(*((way.rows, ("found_record", "found_name")) for _model, way in ways))
    for (model, way), rows in zip(ways, read, strict=True):
        for key, name in sorted(rows):
            told = _("%(what)s: %(name)s") % {"what": capfirst(way.label), "name": name}
            if told not in names[model, key]:
                names[model, key].append(told)
    return {record: _listed(told) for record, told in names.items()}


def _ways(model, words: dict[int, list[Word]], user) -> Iterable[_Way]:
    """Every way on which records of the model, by key, are found by the words they lack."""
    lacking = list({word.folded: word for apart in words.values() for word in apart}.values())
    for way in model.reach:
        rows, owner = way.rows(model, user)
        of_these = rows.order_by().filter(**{f"{owner}__in": list(words)})
        for kind, column in way.columns:
            found = None if column == "pk" else way.found_by(kind, column, of_these, lacking)
            if found is not None:
                named = found.annotate(found_record=F(owner), found_name=_name(kind, column))
                yield _Way(_label(model, way.relation, column), named)


def _label(model, relation: str, column: str) -> str:
    if not relation:
        return str(model._meta.get_field(column).verbose_name)
    return str(model._meta.get_field(relation).related_model._meta.verbose_name)


def _name(kind: str, column: str) -> Cast:
    """What names the row at `column`, in the reader's language where it is given in it."""
    if kind == "texts":
        return Cast(F(column), TextField())
    if kind == "people":
        return Cast(F(f"{column}__name"), TextField())
    if kind == "organisations":
        name = Case(
            When(
                **{f"{column}__kind": OrganisationKind.REGIONAL_GOVERNMENT},
                then=_translated(f"{column}__region__name", "en"),
            ),
            default=_translated(f"{column}__name"),
        )
        return Cast(name, TextField())
    return Cast(_translated(f"{column}__name", "en"), TextField())


def _translated(column: str, original: str = "") -> Coalesce | F:
    """`column_ja` where it is given; the original is `column_en`, or `column` itself."""
    own = f"{column}_{original}" if original else column
    language = (get_language() or "en")[:2]
    if language == "en" or language not in LANGUAGES:
        return F(own)
    return Coalesce(NullIf(F(f"{column}_{language}"), Value("")), F(own))


def _listed(told: list[str]) -> str:
    shown = told[:MOST_NAMES]
    if len(told) > len(shown):
        shown.append(_("and %(number)d more") % {"number": len(told) - len(shown)})
    return " · ".join(shown)
