"""How people sign in: how long they stay so."""

from datetime import timedelta

from config.environment import SettingError


def checked_duration(name: str, given: str, unit: str, least: int, most: int) -> timedelta:
    """`given` as that many of `unit` ("minutes", "hours"); raises SettingError out of bounds."""
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if not least <= number <= most:
        raise SettingError(f"{name} is {given!r}; write {unit} from {least} to {most}.")
    return timedelta(**{unit: number})
