"""Names of institutions: the short form that people use, and the form that searching compares."""

import re

from kooperacja.foundation.folding import fold

SHORT_LIMIT, FOLDED_LIMIT = 80, 600
QUOTES = re.compile(r"[„”“«»\"']")

# Longest first: "Miejski Ośrodek …" must not be read as "Ośrodek …". The ends of Polish words vary
# with the case, so only what they share is written here (domain.md D).
ABBREVIATIONS = (
    (r"Regionaln\w+ Ośrod\w+ Polityki Społecznej", "ROPS"),
    (r"Miejsko-Gminn\w+ Ośrod\w+ Pomocy Społecznej", "MGOPS"),
    (r"Gminn\w+ Ośrod\w+ Pomocy Społecznej", "GOPS"),
    (r"Miejsk\w+ Ośrod\w+ Pomocy Społecznej", "MOPS"),
    (r"Miejsk\w+ Ośrod\w+ Pomocy Rodzinie", "MOPR"),
    (r"Ośrod\w+ Pomocy Społecznej", "OPS"),
    (r"Centrum Usług Społecznych", "CUS"),
    (r"Powiatow\w+ Centrum Pomocy Rodzinie", "PCPR"),
    (r"Ośrod\w+ Interwencji Kryzysowej", "OIK"),
    (r"Powiatow\w+ Urz\w+ Pracy", "PUP"),
    (r"(?:Powiatow\w+ )?Poradni\w* Psychologiczno-Pedagogiczn\w+", "PPP"),
    (r"Powiatow\w+ Stacj\w+ Sanitarno-Epidemiologiczn\w+", "PSSE"),
    (r"Gminn\w+ Komisj\w+ Rozwiązywania Problemów Alkoholowych", "GKRPA"),
    (r"Środowiskow\w+ Dom\w* Samopomocy", "ŚDS"),
    (r"Klub\w* Integracji Społecznej", "KIS"),
    (r"Centrum Integracji Społecznej", "CIS"),
    (r"Zakład\w* Aktywności Zawodowej", "ZAZ"),
    (r"Warsztat\w* Terapii Zajęciowej", "WTZ"),
    (r"Biur\w+ Porad Obywatelskich", "BPO"),
    (r"Zakład\w* Karn\w+", "ZK"),
    (r"Szkoł\w+ Podstawow\w+", "SP"),
    (r"Zespół Szkół", "ZS"),
    (r"Starostw\w+ Powiatow\w+", "Starostwo"),
)


def shortened(name: str) -> str:
    """'Powiatowe Centrum Pomocy Rodzinie w Piszu' becomes 'PCPR w Piszu'; a name without a known
    abbreviation stays, cut at a word where it is too long.
    """
    for pattern, short in ABBREVIATIONS:
        found, times = re.subn(rf"\b{pattern}\b", short, name, count=1, flags=re.IGNORECASE)
        if times:
            return _fitted(found)
    return _fitted(name)


def _fitted(name: str) -> str:
    if len(name) <= SHORT_LIMIT:
        return name
    whole_words, _gap, _rest = name[: SHORT_LIMIT - 1].rpartition(" ")
    return f"{whole_words or name[: SHORT_LIMIT - 1]}…"


def folded(short_name: str, name: str, place: str) -> str:
    """One column for searching and for the alphabetical order: the short name stands first."""
    return comparable(f"{short_name} {name} {place}")[:FOLDED_LIMIT]


def comparable(text: str) -> str:
    """Folded and without quotation marks, which nobody types into a search and M stands before."""
    return fold(QUOTES.sub(" ", text))
