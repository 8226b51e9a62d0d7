"""How long names of people are kept."""

from config.environment import SettingError

MOST = 100


def checked_years(name: str, given: str) -> int | None:
    """`given` as whole years, None for an empty one; raises SettingError out of bounds."""
    if not given:
        return None
    years = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    if not 1 <= years <= MOST:
        raise SettingError(f"{name} is {given!r}; write years from 1 to {MOST}, or leave it empty.")
    return years
