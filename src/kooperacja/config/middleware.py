from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


def refusals(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    return get_response
