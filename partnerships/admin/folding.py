"""Rows that stand as one line each until they are opened: sources, figures, follow-ups, notes."""

from dataclasses import dataclass

from partnerships.admin.boxes import in_words, shown, widget_of
from partnerships.admin.rows import GenericRowsInBlocks

#: What a box holds where nobody chose.
UNCHOSEN = ([""], ["unknown"])


@dataclass(frozen=True)
class Told:
    """What a box holds, in words; `says_label` where the words alone do not tell what they are."""

    name: str
    label: str
    words: str
    says_label: bool


class FoldedForm:
    """The form of a row that tells in a line what it holds.

    `line` names the boxes told, in cells of the line; `labelled` those whose words need a label.
    """

    line: tuple[tuple[str, ...], ...] = ()
    labelled: tuple[str, ...] = ()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._is_given = bool(options.get("initial"))

    @property
    def is_filled(self) -> bool:
        """Whether there is something to tell: a row kept, given by another page, or typed."""
        return bool(self.instance.pk or self._is_given or (self.is_bound and self.has_changed()))

    @property
    def is_open(self) -> bool:
        """Whether a filled row is drawn open: one that was refused."""
        return bool(self.errors)

    @property
    def told(self) -> list[list[Told]]:
        """The cells of the line; an empty one keeps its place."""
        cells = [[self._told(name) for name in names if name in self.fields] for names in self.line]
        return [[told for told in cell if told.words] for cell in cells]

    def _told(self, name) -> Told:
        values = shown(self, name)
        words = self.words_of(name, values)
        return Told(name, self[name].label, words, name in self.labelled)

    def words_of(self, name, values) -> str:
        """What a reader would see in the box; "" where nothing was written or chosen."""
        if values in UNCHOSEN:
            return ""
        names = getattr(widget_of(self, name), "names", None)
        if names is not None:  # read for all rows together
            return ", ".join(names.by_key.get(value, "") for value in values)
        return in_words(self, name, values)


class FoldedRows(GenericRowsInBlocks):
    """Rows in blocks, of which those filled in are folded to their line; those refused are open."""

    template = "admin/partnerships/folded_rows.html"
