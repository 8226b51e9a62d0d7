"""How people sign in, and how long they stay so."""

from datetime import timedelta

from config.environment import SettingError


def checked_duration(name: str, given: str, unit: str, least: int, most: int) -> timedelta:
    """`given` as that many of `unit` ("minutes", "hours"); raises SettingError out of bounds."""
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if not least <= number <= most:
        raise SettingError(f"{name} is {given!r}; write {unit} from {least} to {most}.")
    return timedelta(**{unit: number})


def checked_two_factor(name: str, given: str, *, production: bool) -> bool:
    """Whether codes are asked of those who must have them; raises SettingError in production
    for "no", and everywhere for anything but 0 and 1."""
    if given not in ("0", "1"):
        raise SettingError(f"{name} is {given!r}; it must be 1 or 0.")
    if production and given == "0":
        raise SettingError(
            f"{name} is 0; in production administrators and secretariats sign in with a code."
        )
    return given == "1"
