"""What an add form is opened with; the admin draws it and nothing is written before its save."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Filled:
    """Values for the form of a new record.

    `fields` holds a value for each box by its name: text, a choice, a record, a list of records,
    a `PartialDate` or the text of one. `rows` holds such values for each row, by the name of the
    relation ("parties", "citations"). `note` is a sentence on top of the form that says where the
    values come from. What is not named stays as on an empty form.
    """

    fields: dict[str, object]
    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    note: str = ""
