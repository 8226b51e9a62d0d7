import pytest

from config.environment import SettingError
from config.retention import checked_years

NAME = "SETUHASHI_PEOPLE_KEPT_YEARS"


def test_a_period_is_whole_years_or_none():
    assert (checked_years(NAME, ""), checked_years(NAME, "10")) == (None, 10)


@pytest.mark.parametrize("given", ["0", "101", "-5", "5.5", "ten", "٥"])
def test_another_period_stops_the_start(given):
    with pytest.raises(SettingError, match=f"{NAME} is"):
        checked_years(NAME, given)
