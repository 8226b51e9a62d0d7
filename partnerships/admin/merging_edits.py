"""Two edits of one record: what was saved meanwhile and what was typed, put together box by box.

What only they changed is taken over, what only the writer changed stays, and what both changed is
asked. Nothing is saved before the writer has seen all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.admin.boxes import Values, box_names, differs, in_words, row_words, shown

MINE, THEIRS = "mine", "theirs"
#: Posted with the form: which boxes were asked about, the answers, and the others' values.
ASKED, ANSWER, OFFERED, SINCE = "both_changed", "keep-", "theirs-", "merged_since"


@dataclass(frozen=True)
class Clash:
    """A box that both changed, or a row that one removed and the other changed.

    `name` is the box as posted, `theirs` the values to post for taking theirs.
    """

    name: str
    label: str
    row: str
    before: str
    their_words: str
    my_words: str
    theirs: Values
    kept: str = ""


@dataclass(frozen=True)
class Taken:
    """What they changed and the writer did not: shown, and in the form already."""

    label: str
    row: str
    before: str
    after: str


@dataclass
class Merged:
    """The form as posted with what was saved meanwhile put in; `rows` are sentences' parts."""

    data: QueryDict
    clashes: list[Clash] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    added: list[tuple[str, str]] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Rows:
    """One kind of rows: the formset as it stands now, and a form for each row as it was.

    `before` is {key: form}, None where nobody knows what the writer began with.
    """

    label: str
    formset: object
    before: dict | None


def merge(data: QueryDict, now, before, kinds: Iterable[Rows]) -> Merged:
    """Put what stands now into what was posted.

    `now` is the unbound form of the record as it stands, `before` of what the writer began with;
    None where that is not on record: then every difference is asked about.
    """
    merged = Merged(data)
    _merge_boxes(merged, now, before, prefix="")
    for kind in kinds:
        _merge_rows(merged, kind)
    return merged


def answer(data: QueryDict) -> list[str]:
    """Put the others' values where the writer chose them; the boxes still without an answer."""
    waiting = []
    for name in dict.fromkeys(data.getlist(ASKED)):
        kept = data.get(f"{ANSWER}{name}", "")
        if kept == THEIRS:
            _post(data, name, data.getlist(f"{OFFERED}{name}"))
        elif kept != MINE:
            waiting.append(name)
    return waiting


def _post(data, name, values: Values) -> None:
    if values:
        data.setlist(name, values)
    else:
        data.pop(name, None)


def _merge_boxes(merged: Merged, now, before, *, prefix: str, row: str = "") -> None:
    for name in box_names(now):
        posted = f"{prefix}{name}"
        mine, theirs = merged.data.getlist(posted), shown(now, name)
        changed = before is None or name not in before.fields or differs(before, name, theirs)
        if not changed or not differs(now, name, mine):
            continue
        label = capfirst(str(now[name].label))
        was = in_words(before, name, shown(before, name)) if before else ""
        if before is not None and not differs(before, name, mine):
            _post(merged.data, posted, theirs)
            merged.taken.append(Taken(label, row, was, in_words(now, name, theirs)))
        else:
            words = (was, in_words(now, name, theirs), in_words(now, name, mine))
            kept = merged.data.get(f"{ANSWER}{posted}", "")
            merged.clashes.append(Clash(posted, label, row, *words, theirs, kept))


# Rows


def _merge_rows(merged: Merged, kind: Rows) -> None:
    prefix = kind.formset.prefix
    posted = _posted_rows(merged.data, prefix, kind.formset.absolute_max)
    if posted is None:
        return
    for name in [name for name in merged.data if _is_of_row(name, prefix)]:
        del merged.data[name]
    mine = {row["id"][0]: row for row in posted if row.get("id", [""])[0]}
    standing = kind.formset.initial_forms
    for number, form in enumerate(standing):
        _put_standing(merged, kind, form, f"{prefix}-{number}-", mine)
    there = {str(form.instance.pk) for form in standing}
    number = len(standing)
    for row in posted:
        key = row.get("id", [""])[0]
        if key in there or (key and _let_go(merged, kind, key, row)):
            continue
        _put_own(merged, kind, row, f"{prefix}-{number}-")
        number += 1
    merged.data[f"{prefix}-INITIAL_FORMS"] = str(len(standing))
    merged.data[f"{prefix}-TOTAL_FORMS"] = str(number)


def _posted_rows(data, prefix, most) -> list[dict[str, Values]] | None:
    """What was posted of each row, {box: values}; None where the form does not say how many."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not (total.isascii() and total.isdigit() and len(total) < 6):
        return None
    rows: list[dict[str, Values]] = [{} for _row in range(min(int(total), most))]
    for name in data:
        number, _dash, box = name.removeprefix(f"{prefix}-").partition("-")
        if _is_of_row(name, prefix) and int(number) < len(rows):
            rows[int(number)][box] = data.getlist(name)
    return rows


def _is_of_row(name, prefix) -> bool:
    number, dash, _box = name.removeprefix(f"{prefix}-").partition("-")
    is_number = number.isascii() and number.isdigit() and len(number) < 6
    return name.startswith(f"{prefix}-") and bool(dash) and is_number


def _put_standing(merged: Merged, kind: Rows, form, prefix, mine) -> None:
    """A row that stands: as posted with their changes, or as it is where it was not posted."""
    key = str(form.instance.pk)
    posted, name = mine.get(key), row_words(form.instance)
    for box in form.fields:
        values = posted.get(box, []) if posted is not None else shown(form, box)
        _post(merged.data, f"{prefix}{box}", values)
    before = kind.before.get(form.instance.pk) if kind.before is not None else None
    if posted is None:
        if before is None:
            merged.added.append((kind.label, name))
        return
    row = f"{kind.label}: {name}"
    if posted.get("DELETE"):
        _ask_about_removing(merged, form, before, row, prefix)
    else:
        _merge_boxes(merged, form, before, prefix=prefix, row=row)


def _ask_about_removing(merged: Merged, form, before, row, prefix) -> None:
    """The writer removes a row that they changed: which is meant?"""
    changed = [n for n in box_names(form) if before is None or differs(before, n, shown(form, n))]
    if not changed:
        return
    for name in changed:  # so that the row is theirs, if it is kept
        _post(merged.data, f"{prefix}{name}", shown(form, name))
    label = ", ".join(capfirst(str(form[name].label)) for name in changed)
    was = "; ".join(in_words(before, n, shown(before, n)) for n in changed) if before else ""
    now = "; ".join(in_words(form, name, shown(form, name)) for name in changed)
    name = f"{prefix}DELETE"
    kept = merged.data.get(f"{ANSWER}{name}", "")
    merged.clashes.append(Clash(name, label, row, was, now, _removed(), [], kept))


def _let_go(merged: Merged, kind: Rows, key, row) -> bool:
    """Whether a posted row that they removed may go: the writer removed or left it as it was."""
    before = kind.before.get(int(key)) if kind.before is not None and key.isdigit() else None
    if row.get("DELETE"):
        return True
    is_filled = bool(row.keys() - {"id"})  # a row of another office has no boxes to fill
    if is_filled and _was_changed(before, row):
        return False
    merged.removed.append((kind.label, row_words(before.instance) if before else ""))
    return True


def _was_changed(before, row) -> bool:
    return before is None or any(differs(before, n, row.get(n, [])) for n in box_names(before))


def _put_own(merged: Merged, kind: Rows, row, prefix) -> None:
    """A row of the writer's own; one that they removed becomes a new one, if it is kept."""
    was_theirs = bool(row.get("id", [""])[0])
    for box, values in row.items():
        _post(merged.data, f"{prefix}{box}", [""] if box == "id" else values)
    if not was_theirs:
        return
    form, name = kind.formset.empty_form, f"{prefix}DELETE"
    boxes = [box for box in box_names(form) if box in row and any(row[box])]
    words = "; ".join(filter(None, (in_words(form, box, row[box]) for box in boxes)))
    kept = merged.data.get(f"{ANSWER}{name}", "")
    merged.clashes.append(Clash(name, kind.label, "", "", _removed(), words, ["on"], kept))


def _removed() -> str:
    return _("removed")
