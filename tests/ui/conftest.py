from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _pages_of_the_tests(settings: Any) -> None:
    """Pages see the templates beside the tests and a shell that reads no database."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.KOOPERACJA_SHELL = "tests.ui.shells.town_shell"
    settings.TEMPLATES = [
        {
            "BACKEND": "kooperacja.ui.jinja.PageTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {},
        }
    ]
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
