"""`docs/map.md` is the house as it stands."""

from tests.house.tree import assert_fresh, packages
from tools import map as house


def test_the_map_is_fresh() -> None:
    assert_fresh(house.MAP, house.text(), "python tools/map.py")


def test_the_map_names_every_package_and_its_rooms() -> None:
    text = house.text()
    assert [package for package in packages() if f"\n## {package}\n" not in text] == []
    assert "Rooms: `models`" in text
