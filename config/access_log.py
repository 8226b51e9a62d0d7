"""How long the access log is kept."""

from config.environment import SettingError

LEAST_DAYS, MOST_DAYS = 7, 3650


def checked_days(name: str, given: str) -> int:
    """The days; raises SettingError for anything but a number of days within bounds."""
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if not LEAST_DAYS <= number <= MOST_DAYS:
        raise SettingError(f"{name} is {given!r}; write days from {LEAST_DAYS} to {MOST_DAYS}.")
    return number
