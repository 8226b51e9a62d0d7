"""The annexure of all pairs as a table."""

from partnerships.exports.columns import Column, Kind, code, key_of, listed, name_of, number, text
from partnerships.exports.sheets import Sheet


def _date(name, of):
    """A partial date of the agreement in the form that files carry; "" without an agreement."""
    return Column(name, lambda row: of(row).file_form() if of(row) else "", Kind.CODE)


ANNEXURE = Sheet(
    columns=(
        number("serial_number", "number"),
        Column("url", lambda row: (row.agreement or row.tie).get_absolute_url(), Kind.ADDRESS),
        code("state_code", "state.code"),
        name_of("state", "state"),
        code("prefecture_code", "prefecture.code"),
        name_of("prefecture", "prefecture"),
        listed("through", lambda row: row.through),
        key_of("agreement_ref", "agreement", "reference"),
        Column("instrument", lambda row: row.agreement.title if row.agreement else ""),
        Column("kind", lambda row: (row.agreement or row.tie).kind, Kind.CODE),
        _date("signed", lambda row: row.agreement and row.agreement.signed),
        _date("ends", lambda row: row.agreement and row.agreement.ends),
        Column(
            "is_open_ended",
            lambda row: row.agreement.is_open_ended if row.agreement else None,
            Kind.TRUTH,
        ),
        code("partnership_slug", "tie.slug"),
        text("partnership", "tie.title"),
        code("standing", "tie.standing"),
        _date("begun", lambda row: row.tie.begun),
    ),
)
