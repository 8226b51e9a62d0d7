"""Whether this is a demonstration: a site with accounts whose password many people know."""

from pathlib import Path

from config.environment import SettingError

#: Left beside the database by `manage.py load_demo`.
MARK = "demonstration"


def is_demonstration(name: str, password: str, *, production: bool, var: Path) -> bool:
    """Whether pages have to say so: a password is set, or demo accounts were made here.

    Raises SettingError in production when the password is set, which has no place there.
    """
    if production and password:
        raise SettingError(f"{name} is set; demo accounts do not belong in production.")
    return bool(password) or (not production and (var / MARK).exists())
