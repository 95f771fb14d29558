"""Names in letters are inflected only where the dictionary leaves no doubt."""

import pytest

from kooperacja.foundation.lemmas import dictionary
from kooperacja.papers.naming import DATIVE, GENITIVE, INSTRUMENTAL, in_case

pytestmark = pytest.mark.skipif(not dictionary(), reason="the dictionary is not packaged for this machine")

# Nominative, genitive, dative, instrumental.
CERTAIN = """
Marta Malinowska|Marty Malinowskiej|Marcie Malinowskiej|Martą Malinowską
Adam Malinowski|Adama Malinowskiego|Adamowi Malinowskiemu|Adamem Malinowskim
Jan Kowalski|Jana Kowalskiego|Janowi Kowalskiemu|Janem Kowalskim
Anna Nowak|Anny Nowak|Annie Nowak|Anną Nowak
Piotr Nowak|Piotra Nowaka|Piotrowi Nowakowi|Piotrem Nowakiem
Kuba Malinowski|Kuby Malinowskiego|Kubie Malinowskiemu|Kubą Malinowskim
Ola Malinowska|Oli Malinowskiej|Oli Malinowskiej|Olą Malinowską
Zofia Wiśniewska-Zając|Zofii Wiśniewskiej-Zając|Zofii Wiśniewskiej-Zając|Zofią Wiśniewską-Zając
Jan Zając|Jana Zająca|Janowi Zającowi|Janem Zającem
Katarzyna Dąbrowska-Nowak|Katarzyny Dąbrowskiej-Nowak|Katarzynie Dąbrowskiej-Nowak|Katarzyną Dąbrowską-Nowak
Grzegorz Wróbel|Grzegorza Wróbla|Grzegorzowi Wróblowi|Grzegorzem Wróblem
Maria Wójcik|Marii Wójcik|Marii Wójcik|Marią Wójcik
Andrzej Duda|Andrzeja Dudy|Andrzejowi Dudzie|Andrzejem Dudą
Ewa Lis|Ewy Lis|Ewie Lis|Ewą Lis
Marek Cichy|Marka Cichego|Markowi Cichemu|Markiem Cichym
Barbara Zielińska|Barbary Zielińskiej|Barbarze Zielińskiej|Barbarą Zielińską
Krzysztof Kaczmarek|Krzysztofa Kaczmarka|Krzysztofowi Kaczmarkowi|Krzysztofem Kaczmarkiem
Paweł Mazur|Pawła Mazura|Pawłowi Mazurowi|Pawłem Mazurem
Joanna Król|Joanny Król|Joannie Król|Joanną Król
Filip Sowa|Filipa Sowy|Filipowi Sowie|Filipem Sową
Agnieszka Grabowska|Agnieszki Grabowskiej|Agnieszce Grabowskiej|Agnieszką Grabowską
John Smith|Johna Smitha|Johnowi Smithowi|Johnem Smithem
"""


def test_a_name_that_is_certain_is_inflected() -> None:
    for line in CERTAIN.strip().splitlines():
        name, *forms = line.split("|")
        assert [in_case(name, one) for one in (GENITIVE, DATIVE, INSTRUMENTAL)] == forms


def test_a_name_with_two_forms_or_unknown_to_the_dictionary_is_left_alone() -> None:
    for name in ("Tomasz Gołąb", "Michał Kozioł", "Oksana Shevchenko", "Nguyen Van Thanh", "Marta", ""):
        assert in_case(name, GENITIVE) == ""
