"""Names that regions answer to: each shown name and the code count as aliases."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.choices import AliasKind, Language
from partnerships.models import RegionAlias
from partnerships.services.seeding import saving
from partnerships.services.seeding.items import Item
from partnerships.services.seeding.report import Report
from partnerships.text import fold

_NAMES = {
    "name_en": (AliasKind.NAME, Language.ENGLISH),
    "name_ja": (AliasKind.NAME, Language.JAPANESE),
    "name_hi": (AliasKind.NAME, Language.HINDI),
    "code": (AliasKind.CODE, Language.ENGLISH),
}


def ensure_names(regions: list[Item], report: Report) -> None:
    """Make an alias of each name that region_aliases.csv does not have, once.

    A name that an earlier load saw and that is no alias now was removed by a person.
    """
    known = {alias.folded: alias.region_id for alias in RegionAlias.objects.all()}
    for item in regions:
        for column, (kind, language) in _NAMES.items():
            if item.row is not None and item.cells.get(column):
                _ensure(item, column, RegionAlias(kind=kind, language=language), known, report)


def _ensure(item: Item, column: str, alias: RegionAlias, known: dict, report: Report) -> None:
    alias.region, alias.text = item.row, item.cells[column]
    folded = fold(alias.text)
    holder = known.get(folded)
    if holder is None:
        if item.last is None or fold(item.last.get(column, "")) != folded:
            _save(item, alias, report)
        known[folded] = item.row.pk
    elif holder != item.row.pk:
        told = _("“%(name)s” is a name of another region already.")
        item.refuse(report, column, told % {"name": alias.text})


def _save(item: Item, alias: RegionAlias, report: Report) -> None:
    try:
        alias.full_clean()
    except ValidationError as error:
        saving.refuse(item, error, report)
    else:
        alias.save()
