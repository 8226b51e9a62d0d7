#!/usr/bin/env python
"""Setuhashi's command line: `.venv/bin/python manage.py help` lists what it can do."""

import gc
import os
import sys


def main() -> None:
    # Loading and migrating makes millions of objects that stay: looking through them as often as
    # Python does by itself took a migration a third of its time.
    gc.set_threshold(50_000, 20, 50)
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
