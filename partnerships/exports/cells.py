"""The cells of an export as texts, for comparing them with a file that came back."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import translation

from partnerships.csvtext import join_values
from partnerships.exports.columns import Kind
from partnerships.exports.formats import TRUTH, plain_number
from partnerships.exports.sheets import Sheet, loaded


def cells_of(sheet: Sheet, model, keys: Iterable[int], user) -> dict[int, dict[str, str]]:
    """What a file would hold of the records with these keys that `user` may see.

    `{key: {header: text}}`, without the apostrophes that only files need.
    """
    visible = model.objects.visible_to(user).filter(pk__in=keys)
    texts = [_TEXTS.get(kind, str) for kind in sheet.kinds]
    with translation.override("en"):
        return {
            record.pk: {
                header: text(value)
                for header, text, value in zip(
                    sheet.headers, texts, sheet.lines(record)[0], strict=True
                )
            }
            for record in loaded(visible, sheet, user)
        }


_TEXTS: dict[Kind, Callable[[Any], str]] = {
    Kind.LIST: join_values,
    Kind.NUMBER: plain_number,
    Kind.TRUTH: TRUTH.__getitem__,
}
