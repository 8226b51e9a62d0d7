"""Rows that stand as one line until they are opened: what the line tells, which rows are open."""

import re

import pytest

from tests.admin.posting import admin_url, post, queries_of
from tests.factories import (
    AgreementFactory,
    CitationFactory,
    FigureFactory,
    FollowUpFactory,
    NoteFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CITATIONS = "partnerships-citation-content_type-object_id"


def form_of(record) -> str:
    return admin_url(type(record), "change", record.pk)


def lines(response) -> list[tuple[bool, str]]:
    """(whether it is open, what its line tells) of each row that is folded."""
    page = response.content.decode()
    found = re.findall(
        r'<details class="row-fold"( open)?>\s*<summary.*?>(.*?)</summary>', page, re.DOTALL
    )
    return [(bool(is_open), _words(line)) for is_open, line in found]


def _words(html) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_the_line_of_a_citation_tells_what_it_cites(administrator):
    record = AgreementFactory()
    CitationFactory(
        record=record,
        field="title",
        source__title="Made-up release",
        value_as_stated="A made-up <paper>",
        confidence="high",
        accepted=True,
    )

    ((is_open, line),) = lines(administrator.get(form_of(record)))

    assert not is_open
    assert line == (
        "What it says: Title Source: Made-up release Value as stated: A made-up &lt;paper&gt; "
        "Confidence: High The record follows it: Yes"
    )


def test_what_nobody_said_is_left_out_of_the_line(administrator):
    record = AgreementFactory()
    CitationFactory(record=record, source__title="Made-up release")

    (line,) = lines(administrator.get(form_of(record)))

    assert line == (False, "What it says: The record as a whole Source: Made-up release")


def test_figures_follow_ups_and_notes_are_lines_too(administrator):
    record = AgreementFactory()
    FigureFactory(record=record, kind="jobs", what="made-up posts", value=3)
    FollowUpFactory(record=record, what="Made-up call")
    NoteFactory(record=record, text="Made-up words")

    told = " | ".join(line for _open, line in lines(administrator.get(form_of(record))))

    for words in ("made-up posts", "Made-up call", "Made-up words"):
        assert words in told


def test_a_row_that_was_refused_is_open_the_others_stay_folded(administrator):
    record = AgreementFactory()
    CitationFactory.create_batch(2, record=record)

    refused = post(administrator, form_of(record), **{f"{CITATIONS}-1-source": ""})

    assert [is_open for is_open, _line in lines(refused)] == [False, True]


def test_a_row_typed_and_not_saved_tells_what_was_typed(administrator):
    record = AgreementFactory()
    source = CitationFactory(record=record).source
    row = {"TOTAL_FORMS": "2", "1-source": source.pk, "1-value_as_stated": "Typed words"}

    refused = post(
        administrator, form_of(record), title="", **{f"{CITATIONS}-{k}": v for k, v in row.items()}
    )

    assert "Typed words" in lines(refused)[1][1]


def test_an_empty_row_is_not_folded(administrator):
    assert lines(administrator.get(admin_url(AgreementFactory._meta.model, "add"))) == []


def is_section_folded(response) -> bool:
    return '<details class="section-fold"><summary>' in response.content.decode()


def test_boxes_of_other_languages_wait_folded_while_all_are_empty(administrator):
    assert is_section_folded(administrator.get(form_of(AgreementFactory())))
    assert not is_section_folded(administrator.get(form_of(AgreementFactory(title_ja="架空"))))


def test_boxes_of_other_languages_are_open_when_one_was_refused(administrator):
    refused = post(administrator, form_of(AgreementFactory()), title_ja="x" * 1000)

    assert not is_section_folded(refused)


def test_lines_take_a_constant_number_of_queries(administrator):
    record = AgreementFactory()
    CitationFactory(record=record)
    FollowUpFactory(record=record)
    few = queries_of(administrator, form_of(record))
    CitationFactory.create_batch(5, record=record)
    FollowUpFactory.create_batch(5, record=record)

    assert queries_of(administrator, form_of(record)) == few
