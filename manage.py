#!/usr/bin/env python
"""Setuhashi's command line: `.venv/bin/python manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Run `make run` or use .venv/bin/python.")
    from config.environment import SettingError

    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.exit(f"Setuhashi does not start: {error}")


if __name__ == "__main__":
    main()
