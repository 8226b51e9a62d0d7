"""Where the header stands, and what is said when there is none."""

import pytest

from partnerships.services.importing.reading import FileRefused


def test_headers_are_told_as_written_with_what_they_stand_for(opened):
    table = opened(" ref ,件名,Remarks,\n1,視察団,x,\n")

    assert table.headers == ("ref", "件名", "Remarks", "")
    assert table.columns == ("ref", "title", None, None)


def test_titles_above_the_header_are_skipped(opened):
    table = opened("訪問団一覧,,\n2025年度,,\n\nref,件名,人数\n1,視察団,7\n")

    assert table.header_row == 4
    assert next(table.rows()) == (5, ("1", "視察団", "7"))


def test_a_header_of_two_rows_is_put_together(opened):
    table = opened("件名,日程,,人数\n,開始日,終了日,\n視察団,2025-08-30,,7\n")

    assert table.header_row == 2
    assert table.columns == ("title", "start", "end", "headcount")


def test_a_group_above_the_header_names_no_column(opened):
    table = opened("団体,日程,\n件名,開始日,\n視察団,2025-08-30,x\n")

    assert table.headers == ("件名", "開始日", "")


def test_a_word_of_the_header_further_down_is_a_value(opened):
    table = opened("ref,title\n1,start\ntitle,end\n")

    assert table.header_row == 1
    assert len(list(table.rows())) == 2


def test_two_columns_for_one_are_refused_by_their_names(opened):
    with pytest.raises(FileRefused, match=r"title, 件名 in row 1 both stand for title"):
        opened("ref,title,件名\n1,a,b\n")


def test_without_a_known_header_what_was_found_is_told(opened):
    with pytest.raises(FileRefused, match=r"begins with Naam, Datum.*ref, title or version"):
        opened("Naam;Datum\nBezoek;2025\n")


def test_unknown_columns_of_one_name_do_no_harm(opened):
    assert opened("ref,x,x\n1,2,3\n").columns == ("ref", None, None)


def test_rows_are_read_to_the_end_of_a_table_without_rows(opened):
    assert list(opened("ref,title\n").rows()) == []
