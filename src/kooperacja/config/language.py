"""Polish unless the reader has chosen English: the words of the field and of the law are Polish.

The browser's wish is not asked. Many old office computers ask for English, and their readers do not.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

KNOWN = {code for code, _name in settings.LANGUAGES}


def chosen_language(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answers in the language of the reader's cookie, otherwise in Polish."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(wanted if wanted in KNOWN else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response

    return middleware
