"""The list as Django REST framework's tutorial writes it; only where that framework is installed."""

from typing import Any

from rest_framework import generics, serializers

from bench.peers.views import rows_of
from kooperacja.accounts.models import User
from kooperacja.directory.models import Institution
from kooperacja.referrals.models import Referral, Side


class InstitutionOut(serializers.ModelSerializer):
    class Meta:
        model = Institution
        fields = ("id", "short_name", "kind")


class UserOut(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("id", "full_name")


class ReferralOut(serializers.ModelSerializer):
    sender = InstitutionOut()
    addressee = InstitutionOut()
    assigned_to = UserOut()

    class Meta:
        model = Referral
        fields = ("ref", "number", "state", "urgency", "due_on", "sent_at", "sender", "addressee", "assigned_to")


class SideOut(serializers.ModelSerializer):
    referral = ReferralOut()

    class Meta:
        model = Side
        fields = ("id", "party", "category", "level", "referral")


class SideList(generics.ListAPIView):
    serializer_class = SideOut

    def get_queryset(self) -> Any:
        return rows_of(self.request)
