"""Django's admin over the same rows, open to each reader: what it asks of rights is not what is measured."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from typing_extensions import override

from bench.peers.views import PAGE, rows_of
from kooperacja.referrals.models import Side

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Side]
else:
    _Admin = admin.ModelAdmin


class OpenSite(admin.AdminSite):
    @override
    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated)


class SideAdmin(_Admin):
    list_display = ("ref", "number", "state", "sender", "due_on", "sent_at", "worker")
    list_per_page = PAGE
    ordering = ("referral__due_on", "pk")
    actions = None

    @admin.display(ordering="referral__ref")
    def ref(self, side: Side) -> str:
        return side.referral.ref

    @admin.display(ordering="referral__number")
    def number(self, side: Side) -> str:
        return side.referral.number

    @admin.display(ordering="referral__state")
    def state(self, side: Side) -> str:
        return side.referral.get_state_display()

    def sender(self, side: Side) -> str:
        return side.referral.sender.short_name

    @admin.display(ordering="referral__due_on")
    def due_on(self, side: Side) -> Any:
        return side.referral.due_on

    @admin.display(ordering="referral__sent_at")
    def sent_at(self, side: Side) -> Any:
        return side.referral.sent_at

    def worker(self, side: Side) -> str:
        return side.referral.assigned_to.full_name if side.referral.assigned_to else ""

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Side]:
        return rows_of(request)

    @override
    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    @override
    def has_view_permission(self, request: HttpRequest, obj: Side | None = None) -> bool:
        return True

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Side | None = None) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Side | None = None) -> bool:
        return False


site = OpenSite(name="admin")
site.register(Side, SideAdmin)
