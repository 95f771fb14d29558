"""The Polish words by which files call kinds, levels and sectors (domain.md D), and what they mean."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django.db.models import TextChoices

from kooperacja.directory.kinds import InstitutionKind as Kind
from kooperacja.directory.kinds import Level, Sector
from kooperacja.foundation.folding import fold

KINDS: Mapping[Kind, str] = {
    Kind.WELFARE_CENTRE: "OPS, GOPS, MGOPS, MOPS, MOPR, ośrodek pomocy społecznej,"
    " gminny ośrodek pomocy społecznej, miejski ośrodek pomocy społecznej, miejsko-gminny ośrodek pomocy społecznej",
    Kind.SOCIAL_SERVICES_CENTRE: "CUS, centrum usług społecznych",
    Kind.COUNTY_FAMILY_CENTRE: "PCPR, powiatowe centrum pomocy rodzinie",
    Kind.REGIONAL_CENTRE: "ROPS, regionalny ośrodek polityki społecznej",
    Kind.CRISIS_CENTRE: "OIK, ośrodek interwencji kryzysowej",
    Kind.ALCOHOL_COMMISSION: "GKRPA, gminna komisja rozwiązywania problemów alkoholowych",
    Kind.LABOUR_OFFICE: "PUP, powiatowy urząd pracy, urząd pracy",
    Kind.SCHOOL: "szkoła, szkoła podstawowa, szkoła ponadpodstawowa, liceum, technikum, zespół szkół",
    Kind.NURSERY: "przedszkole, żłobek",
    Kind.PSYCH_PED_CLINIC: "PPP, poradnia psychologiczno-pedagogiczna",
    Kind.HEALTH_CLINIC: "przychodnia, poradnia, POZ, ośrodek zdrowia",
    Kind.HOSPITAL: "szpital",
    Kind.SANITARY_STATION: "PSSE, sanepid, stacja sanitarno-epidemiologiczna",
    Kind.POLICE: "policja, komisariat policji, komenda policji, posterunek policji, dzielnicowy",
    Kind.FIRE_BRIGADE: "straż pożarna, PSP, OSP",
    Kind.COURT: "sąd, sąd rejonowy, sąd okręgowy",
    Kind.PROBATION_SERVICE: "kurator sądowy, kuratorzy sądowi, zespół kuratorów, kuratorska służba sądowa",
    Kind.PRISON: "zakład karny, areszt śledczy",
    Kind.DAY_SUPPORT_CENTRE: "ŚDS, środowiskowy dom samopomocy",
    Kind.INTEGRATION_CLUB: "KIS, klub integracji społecznej",
    Kind.INTEGRATION_CENTRE: "CIS, centrum integracji społecznej",
    Kind.VOCATIONAL_ACTIVITY_PLANT: "ZAZ, zakład aktywności zawodowej",
    Kind.THERAPY_WORKSHOP: "WTZ, warsztat terapii zajęciowej",
    Kind.ADVICE_BUREAU: "BPO, biuro porad obywatelskich",
    Kind.ADVICE_POINT: "punkt poradnictwa, punkt poradnictwa obywatelskiego, punkt nieodpłatnej pomocy prawnej",
    Kind.ADVICE_UNION: "związek, związek biur porad, związek biur porad obywatelskich",
    Kind.NGO: "organizacja pozarządowa, NGO, stowarzyszenie, fundacja",
    Kind.COMMUNE_OFFICE: "urząd gminy, gmina, urząd miasta i gminy",
    Kind.TOWN_OFFICE: "urząd miasta, urząd miejski, miasto",
    Kind.COUNTY_OFFICE: "starostwo, starostwo powiatowe, powiat",
    Kind.MARSHAL_OFFICE: "urząd marszałkowski",
    Kind.VOIVODE_OFFICE: "urząd wojewódzki",
    Kind.ADVISORY_BODY: "ciało doradcze, rada",
    Kind.CULTURE_CENTRE: "ośrodek kultury, dom kultury, biblioteka",
    Kind.SPORTS_CENTRE: "ośrodek sportowy, ośrodek sportu i rekreacji",
    Kind.HOUSING_COOPERATIVE: "spółdzielnia mieszkaniowa",
}
LEVELS: Mapping[Level, str] = {
    Level.COMMUNE: "gmina, gminny",
    Level.COUNTY: "powiat, powiatowy",
    Level.VOIVODESHIP: "województwo, wojewódzki, region",
    Level.COUNTRY: "kraj, ogólnopolski, Polska",
}
SECTORS: Mapping[Sector, str] = {
    Sector.WELFARE: "pomoc społeczna",
    Sector.EDUCATION: "edukacja, oświata",
    Sector.HEALTH: "zdrowie, ochrona zdrowia",
    Sector.POLICE: "policja, bezpieczeństwo, policja i bezpieczeństwo",
    Sector.JUSTICE: "wymiar sprawiedliwości, sądownictwo",
    Sector.LABOUR: "rynek pracy, zatrudnienie",
    Sector.CULTURE: "kultura",
    Sector.SPORT: "sport, sport i rekreacja",
    Sector.HOUSING: "mieszkalnictwo",
    Sector.GOVERNMENT: "samorząd, administracja",
    Sector.ADVICE: "poradnictwo, poradnictwo obywatelskie",
    Sector.SOCIAL_ECONOMY: "ekonomia społeczna",
    Sector.NGO: "NGO, organizacje pozarządowe",
}


class Words:
    """Finds what a word means, whatever its letters' case and marks; its code means itself."""

    def __init__(self, told: Mapping[Any, str]) -> None:
        self._told = {word: word for words in told.values() for word in words.split(", ")}
        self._meaning = {fold(word): meaning for meaning, words in told.items() for word in words.split(", ")}
        self._meaning |= {fold(meaning.value): meaning for meaning in told}

    def meaning(self, word: str) -> TextChoices | None:
        return self._meaning.get(fold(word))

    def nearest(self, word: str) -> Iterable[str]:
        """Known words that look alike, for a sentence about an unknown one."""
        found = get_close_matches(fold(word), [fold(known) for known in self._told], n=3)
        return [known for known in self._told if fold(known) in found]


KIND_WORDS, LEVEL_WORDS, SECTOR_WORDS = Words(KINDS), Words(LEVELS), Words(SECTORS)
