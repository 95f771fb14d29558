"""Jinja2 for every page: a missing name is an error, a component needs no import, static files carry their hash."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input
from django.templatetags.static import static as static_url
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kooperacja.ui import formats, pictures
from kooperacja.ui.controls import control, error_links, once_token
from kooperacja.ui.kept import mark_in
from kooperacja.ui.kit import Kit
from kooperacja.ui.lists import page_url, sort_direction, sort_url

# `tools/messages.py` reads templates with the same extensions.
EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]


class PageTemplates(Jinja2):
    """Jinja2 over the `templates/` rooms of our own packages only.

    Other applications keep Django's language in folders of the same name; they must not be read as Jinja2.
    """

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        options = {
            "environment": "kooperacja.ui.jinja.environment",
            "loader": FileSystemLoader([*params["DIRS"], *_own_folders(self.app_dirname)]),
            "context_processors": ["kooperacja.ui.pages.page_context"],
            **params.get("OPTIONS", {}),
        }
        super().__init__({**params, "OPTIONS": options})


def _own_folders(app_dirname: str) -> list[Path]:
    ours = [Path(app.path) / app_dirname for app in apps.get_app_configs() if app.name.startswith("kooperacja.")]
    return [folder for folder in ours if folder.is_dir()]


def url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def addresses(name: str) -> Callable[[str], str]:
    """`url` for the many lines of a list, which differ in one reference: letters, digits and hyphens."""
    head, _place, tail = reverse(name, args=["*"]).partition("*")
    return lambda ref: f"{head}{ref}{tail}"


def static(path: str) -> str:
    """The address of one of our files, its content in the query, so that a changed file is fetched anew."""
    return _fresh_address(path) if settings.DEBUG else _kept_address(path)


def _fresh_address(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    content = sha256(Path(found).read_bytes()).hexdigest()
    return f"{static_url(path)}?v={content[:12]}"


@lru_cache(maxsize=256)
def _kept_address(path: str) -> str:
    return _fresh_address(path)


def environment(**options: Any) -> Environment:
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env = Environment(extensions=EXTENSIONS, **options)  # noqa: S701 - Django's backend turns autoescape on.
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]  # The extension adds it.
    env.globals.update(_globals())
    env.globals["ui"] = Kit(env)
    env.filters.update(_filters())
    return env


def _globals() -> dict[str, Any]:
    return {
        "url": url,
        "addresses": addresses,
        "static": static,
        "csrf_field": csrf_input,
        "language": get_language,
        "control": control,
        "kept_mark": mark_in,
        "error_links": error_links,
        "once_token": once_token,
        "sort_direction": sort_direction,
        "sort_url": sort_url,
        "page_url": page_url,
        "day_weeks": pictures.day_weeks,
        "interval_picture": pictures.interval_picture,
        "weekday_heads": formats.weekday_initials,
    }


def _filters() -> dict[str, Callable[..., Any]]:
    return {
        "date": formats.date_text,
        "time": formats.time_text,
        "datetime": formats.datetime_text,
        "weekday_date": formats.weekday_date,
        "distance": formats.distance_text,
        "decimal": formats.decimal_text,
        "money": formats.money_text,
    }
