"""What surrounds every page. Upper packages fill it; `ui` only draws it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable

Theme = Literal["", "light", "dark"]
THEME_COOKIE = "theme"


@dataclass(frozen=True)
class MenuItem:
    """One entry of the main menu; `count` 0 shows no number."""

    label: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Acting:
    """In which role and for which institution the reader acts now."""

    title: str
    institution: str
    change_url: str = ""
    can_change: bool = False


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Shell:
    """`fiction` shows the strip that says that all data are invented. An empty URL leaves its part out."""

    fiction: bool = False
    home_url: str = "/"
    menu: tuple[MenuItem, ...] = ()
    acting: Acting | None = None
    user_name: str = ""
    theme: Theme = ""
    footer: tuple[Link, ...] = ()
    search_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""


def chosen_theme(request: HttpRequest) -> Theme:
    """The reader's own choice; empty means: as the system says."""
    match request.COOKIES.get(THEME_COOKIE):
        case "light":
            return "light"
        case "dark":
            return "dark"
        case _:
            return ""


def plain_shell(request: HttpRequest) -> Shell:
    """The shell of a page that must not read the database: sign-in, faults, gallery."""
    return Shell(theme=chosen_theme(request))


def shell_of(request: HttpRequest) -> Shell:
    path: str = getattr(settings, "KOOPERACJA_SHELL", "") or "kooperacja.ui.shell.plain_shell"
    make: Callable[[HttpRequest], Shell] = import_string(path)
    return make(request)
