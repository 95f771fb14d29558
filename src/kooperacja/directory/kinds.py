"""The kinds of institutions of the field and the roles of their workers (domain.md A.5, D)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """For which area an institution works."""

    COMMUNE = "commune", _("commune (gmina)")
    COUNTY = "county", _("county (powiat)")
    VOIVODESHIP = "voivodeship", _("voivodeship")
    COUNTRY = "country", _("country")


class Sector(models.TextChoices):
    """The public policy that an institution belongs to."""

    WELFARE = "welfare", _("social welfare")
    EDUCATION = "education", _("education")
    HEALTH = "health", _("health")
    POLICE = "police", _("police and safety")
    JUSTICE = "justice", _("justice")
    LABOUR = "labour", _("labour market")
    CULTURE = "culture", _("culture")
    SPORT = "sport", _("sport")
    HOUSING = "housing", _("housing")
    GOVERNMENT = "government", _("local government")
    ADVICE = "advice", _("citizens advice")
    SOCIAL_ECONOMY = "social_economy", _("social economy")
    NGO = "ngo", _("non-governmental organisations")


class InstitutionKind(models.TextChoices):
    """What an institution is by law or by its work."""

    WELFARE_CENTRE = "welfare_centre", _("social welfare centre (OPS)")
    SOCIAL_SERVICES_CENTRE = "social_services_centre", _("social services centre (CUS)")
    COUNTY_FAMILY_CENTRE = "county_family_centre", _("county family support centre (PCPR)")
    REGIONAL_CENTRE = "regional_centre", _("regional centre of social policy (ROPS)")
    CRISIS_CENTRE = "crisis_centre", _("crisis intervention centre (OIK)")
    ALCOHOL_COMMISSION = "alcohol_commission", _("commune alcohol commission (GKRPA)")
    LABOUR_OFFICE = "labour_office", _("county labour office (PUP)")
    SCHOOL = "school", _("school")
    NURSERY = "nursery", _("nursery school")
    PSYCH_PED_CLINIC = "psych_ped_clinic", _("psychological and pedagogical clinic (PPP)")
    HEALTH_CLINIC = "health_clinic", _("health clinic")
    HOSPITAL = "hospital", _("hospital")
    SANITARY_STATION = "sanitary_station", _("sanitary and epidemiological station")
    POLICE = "police", _("police")
    FIRE_BRIGADE = "fire_brigade", _("fire brigade")
    COURT = "court", _("court")
    PROBATION_SERVICE = "probation_service", _("court probation service")
    PRISON = "prison", _("prison")
    DAY_SUPPORT_CENTRE = "day_support_centre", _("day support centre (ŚDS)")
    INTEGRATION_CLUB = "integration_club", _("social integration club (KIS)")
    INTEGRATION_CENTRE = "integration_centre", _("social integration centre (CIS)")
    VOCATIONAL_ACTIVITY_PLANT = "vocational_activity_plant", _("vocational activity plant (ZAZ)")
    THERAPY_WORKSHOP = "occupational_therapy_workshop", _("occupational therapy workshop (WTZ)")
    ADVICE_BUREAU = "advice_bureau", _("citizens advice bureau (BPO)")
    ADVICE_POINT = "advice_point", _("advice point")
    ADVICE_UNION = "advice_union", _("union of advice bureaux")
    NGO = "ngo", _("non-governmental organisation")
    COMMUNE_OFFICE = "commune_office", _("commune office")
    TOWN_OFFICE = "town_office", _("town office")
    COUNTY_OFFICE = "county_office", _("county office (starostwo)")
    MARSHAL_OFFICE = "marshal_office", _("marshal's office")
    VOIVODE_OFFICE = "voivode_office", _("voivode's office")
    ADVISORY_BODY = "advisory_body", _("advisory body")
    CULTURE_CENTRE = "culture_centre", _("culture centre")
    SPORTS_CENTRE = "sports_centre", _("sports centre")
    HOUSING_COOPERATIVE = "housing_cooperative", _("housing cooperative")


class Role(models.TextChoices):
    """The roles of domain.md A.5. A role opens no rows by itself (kernel.md 6.7)."""

    ROPS_COORDINATOR = "rops_coordinator", _("ROPS coordinator")
    ROPS_ANIMATOR = "rops_animator", _("ROPS animator")
    WZK_MEMBER = "wzk_member", _("member of the voivodeship team")
    TEAM_COORDINATOR = "team_coordinator", _("team coordinator")
    TEAM_MEMBER = "team_member", _("team member")
    FAMILY_TEAM_LEAD = "family_team_lead", _("family team lead")
    KEY_WORKER = "key_worker", _("key worker")
    INSTITUTION_MANAGER = "institution_manager", _("institution manager")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("data protection officer")
    FINANCE_OFFICER = "finance_officer", _("finance officer")
    ADVISER = "adviser", _("adviser")
    BUREAU_MANAGER = "bureau_manager", _("bureau manager")
    UNION_EDITOR = "union_editor", _("union editor")
    TRAINER = "trainer", _("trainer")
    AUDITOR = "auditor", _("auditor")
    SYSTEM_ADMIN = "system_admin", _("system administrator")


class Series(models.TextChoices):
    """What an institution numbers; each series has its own pattern and begins anew each year."""

    CASE = "case", _("cases")
    REFERRAL = "referral", _("referrals")

    @property
    def pattern(self) -> str:
        """The column of the institution that holds the pattern."""
        return f"{self.value}_pattern"
