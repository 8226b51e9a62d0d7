"""What merges remember of a person who is anonymised: nothing that could bring the name back."""

import re
from collections.abc import Iterable

from partnerships.models import MergedRecord, Person


def records_merged_into(person) -> list[int]:
    """The former numbers of all records of the person, merged into this one or into one of them."""
    merges = MergedRecord.objects.of(Person)
    found: list[int] = []
    level = [person.pk]
    while level:
        level = list(merges.filter(target_id__in=level).values_list("old_id", flat=True))
        level = [key for key in level if key not in found]
        found += level
    return found


def forget(person, names: Iterable[str]) -> None:
    """Forget the addresses and the moved rows that name the person.

    The person's former addresses lead nowhere, as they name the person; a merge of other records
    whose rows print one of the names, or link to the person, cannot be undone any more.
    """
    former = records_merged_into(person)
    MergedRecord.objects.of(Person).filter(old_id__in=former).delete()
    keys = "|".join(str(key) for key in (person.pk, *former))
    named = [re.escape(name) for name in names]
    telling = re.compile("|".join([rf'"person": (?:{keys})\b', *named]), re.IGNORECASE)
    for merge in MergedRecord.objects.iterator(chunk_size=100):
        if any(telling.search(text) for step in merge.done for text in _texts(step)):
            merge.done = []
            merge.save(update_fields=["done"])


def _texts(step) -> Iterable[str]:
    """The words of a step: whole rows, and columns that were changed."""
    for name in ("gone", "row"):
        if name in step:
            yield step[name]
    for name in ("was", "is"):
        values = step.get(name)
        if isinstance(values, dict):
            yield "\n".join(str(value) for value in values.values())
            if "person_id" in values:
                yield f'"person": {values["person_id"]}'
