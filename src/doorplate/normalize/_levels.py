"""The levels as names of a module.

A member of an enumeration costs ten times as much to look up, and the rules of a tail ask for
dozens in each text.
"""

from doorplate.address import Level

__all__ = [
    "BUILDING",
    "CITY",
    "COMPOUND",
    "DISTRICT",
    "FLOOR",
    "GROUP",
    "HAMLET",
    "LANDMARK",
    "LANE",
    "NUMBER",
    "PROVINCE",
    "ROAD",
    "ROOM",
    "SUBNUMBER",
    "TOWN",
    "UNIT",
    "VILLAGE",
    "ZONE",
]

PROVINCE = Level.PROVINCE
CITY = Level.CITY
DISTRICT = Level.DISTRICT
ZONE = Level.ZONE
TOWN = Level.TOWN
VILLAGE = Level.VILLAGE
HAMLET = Level.HAMLET
GROUP = Level.GROUP
ROAD = Level.ROAD
LANE = Level.LANE
NUMBER = Level.NUMBER
SUBNUMBER = Level.SUBNUMBER
COMPOUND = Level.COMPOUND
BUILDING = Level.BUILDING
UNIT = Level.UNIT
FLOOR = Level.FLOOR
ROOM = Level.ROOM
LANDMARK = Level.LANDMARK
