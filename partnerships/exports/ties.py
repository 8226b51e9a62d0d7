"""Partnerships and agreements as tables, with their parties and signatures."""

from partnerships.choices import Country
from partnerships.exports.columns import (
    TAIL,
    Column,
    Columns,
    Kind,
    code,
    codes_of,
    day,
    head,
    in_languages,
    initiatives,
    key_of,
    listed,
    name_of,
    number,
    organisation,
    organisations_of,
    partial_date,
    party,
    references,
    rows_of,
    sectors,
    text,
    truth,
)
from partnerships.exports.sheets import RowSheet, Sheet
from partnerships.metrics.lights import last_contact, light_of_tie


def _on_side(record, country) -> list:
    return [row.organisation for row in rows_of(record, "parties") if row.side == country]


def _side(name, country) -> Columns:
    """The parties of one side: codes, then names."""
    return (
        codes_of(f"{name}_codes", lambda record: _on_side(record, country)),
        listed(f"{name}_parties", lambda record: _on_side(record, country)),
    )


def _light(record) -> str:
    """Empty where it is not in force, and where the tie is not read as of a day."""
    light = hasattr(record, "contact_text") and light_of_tie(record, record.contact_as_of)
    return str(light or "")


def _last_contact(record) -> str:
    last = last_contact(record) if hasattr(record, "contact_text") else None
    return last.stated.file_form() if last else ""


PARTNERSHIPS = Sheet(
    columns=(
        *head("slug"),
        text("title"),
        *in_languages("title"),
        code("kind"),
        text("kind_as_stated"),
        code("standing"),
        *partial_date("standing_from"),
        *partial_date("standing_until"),
        text("standing_remark"),
        *partial_date("begun"),
        *_side("india", Country.INDIA),
        *_side("japan", Country.JAPAN),
        text("origin"),
        text("summary"),
        *in_languages("summary"),
        *sectors(),
        *initiatives(),
        day("checked_on"),
        Column("light", _light, Kind.CODE),
        Column("last_contact", _last_contact, Kind.CODE),
        *TAIL,
    ),
    links=("parties", "sectors", "initiatives"),
    joins=("office",),
    rows={
        "parties": RowSheet(
            "parties",
            (*head("slug"), text("title"), code("kind"), code("standing"), *partial_date("begun")),
            (code("side"), *party("party")),
        ),
    },
)


def _signatories(agreement) -> list:
    return organisations_of(agreement, "signatures")


def _bound(agreement) -> list:
    """Whom the agreement binds: those signed for, else the signatories."""
    return [row.party for row in rows_of(agreement, "signatures")]


AGREEMENTS = Sheet(
    columns=(
        *head("ref"),
        text("title"),
        *in_languages("title"),
        text("title_signed_en"),
        text("title_signed_ja"),
        text("title_signed_hi"),
        code("kind"),
        text("kind_as_stated"),
        code("stage"),
        key_of("partnership_slug", "partnership"),
        name_of("partnership", "partnership"),
        *partial_date("signed"),
        text("place"),
        *partial_date("ends"),
        truth("is_open_ended"),
        key_of("supersedes_ref", "supersedes"),
        codes_of("signatory_codes", _signatories),
        listed("signatories", _signatories),
        codes_of("party_codes", _bound),
        listed("parties", _bound),
        number("declared_parties"),
        text("declared_parties_text"),
        code("signed_by_heads"),
        code("single_topic"),
        code("assembly_approved"),
        text("summary"),
        *in_languages("summary"),
        *sectors(),
        *initiatives(),
        references("delegation_refs", "delegations"),
        references("event_refs", "events"),
        *TAIL,
    ),
    links=(
        "partnership",
        "supersedes",
        "signatures",
        "sectors",
        "initiatives",
        "delegations",
        "events",
    ),
    joins=("office",),
    rows={
        "parties": RowSheet(
            "signatures",
            (
                *head("ref"),
                text("title"),
                code("kind"),
                code("stage"),
                *partial_date("agreement_signed", "signed"),
            ),
            (
                *party("signatory"),
                *organisation("on_behalf_of", "on_behalf_of"),
                key_of("person_slug", "person", "slug"),
                name_of("person", "person"),
                text("name_as_printed", "name"),
                text("person_title", "title"),
                *partial_date("signed"),
            ),
        ),
    },
)
