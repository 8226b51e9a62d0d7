"""Cells that a workbook keeps as something else than text."""

import pickle

from partnerships.services.importing.reading import ExcelDay, Formula


def test_a_day_of_a_workbook_is_a_text_that_knows_what_was_shown():
    day = ExcelDay("2024-12-01", "month")

    assert day == "2024-12-01"
    assert (day.unit, ExcelDay("2024-12-01").unit) == ("month", "day")


def test_a_day_survives_being_handed_to_another_process():
    assert pickle.loads(pickle.dumps(ExcelDay("2024-12-01", "month"))).unit == "month"


def test_a_formula_is_told_from_a_text_that_looks_like_one():
    assert isinstance(Formula("=A1"), Formula)
    assert Formula("=A1") == "=A1"
