"""Which column is which: the names that clerks and data sets give them.

A name is looked up whole, after case, blanks, punctuation and a unit in brackets are taken off;
nothing is guessed from a part of a name.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from doorplate._text import Text
from doorplate.errors import AmbiguousColumn, ColumnNotFound, InputError

__all__ = ["ROLES", "Role", "find_columns"]


class Role(NamedTuple):
    """What a column is for, and the names it goes by."""

    key: str
    text: Text
    names: tuple[str, ...]


_TABLE = """
id          编号      record id
            编号 序号 记录号 记录编号 流水号 no record_no record_id row_id
household   户编号    household id
            户编号 户号 户代码 户主代号 household_id
door        门编号    door id
            门编号 门 门代码 door_id
address     地址      address text
            地址 门牌地址 详细地址 原始地址 地址全称 地址名称 地址文本 门牌地址全称
            住址 家庭住址 标准地址 户籍地址 full_addr full_address addr address_text text
village     村社区    village
            村 村社区 行政村 村名 社区 居村委会 village_name
group       村民小组  villagers' group
            组 村民小组 小组 组别
grid        网格      grid
            网格 网格号 网格编号 所属网格 grid_id
street      街路巷    street
            街路巷 街巷 街路 道路 路名 街 巷 street_name
side        侧        side of the street
            侧 街侧 方位 所在侧 side_of_street
order       顺序      order along the side
            顺序 顺序号 调查顺序 排序 survey_order
chainage    桩号      metres from the street's start
            桩号 里程 距起点 起点距 distance_m chainage_m
lon         经度      longitude in degrees
            经度 中心经度 longitude lng
lat         纬度      latitude in degrees
            纬度 中心纬度 latitude
x           X坐标     x, eastward
            x坐标 横坐标 东坐标 easting
y           Y坐标     y, northward
            y坐标 纵坐标 北坐标 northing
number      现门牌号  number on the wall now
            现门牌号 门牌号 门牌号码 门牌 旧门牌号 现有门牌 现号
            current_number plate_number house_number
plate       牌况      state of the plate
            牌况 门牌状况 状况 门牌状态 挂牌情况 plate_state plate_status condition
evidence    依据      evidence
            依据 来源 证据 数据来源 source basis
note        备注      note
            备注 说明 注 remark remarks comment notes
"""


def _roles(table: str) -> Mapping[str, Role]:
    """Roles from the table: key, Chinese and English word, then names on indented lines."""
    found: dict[str, Role] = {}
    key = ""
    for line in table.strip().splitlines():
        if line.startswith(" "):
            found[key] = found[key]._replace(names=(*found[key].names, *line.split()))
        else:
            key, zh, en = line.split(maxsplit=2)
            found[key] = Role(key, Text(zh, en), (key,))
    return found


ROLES = _roles(_TABLE)
"""Every role by its key; the key itself is one of its names."""

_UNIT = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_SIGNS = re.compile(r"[\W_]+")
_COPY = re.compile(r"#\d+$")


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKC", _COPY.sub("", name)).casefold()
    return _SIGNS.sub("", _UNIT.sub("", plain)) or _SIGNS.sub("", plain)


_ROLE_OF = {_fold(name): role.key for role in ROLES.values() for name in role.names}


def role_of(column: str) -> str | None:
    """The role a column's name stands for, or None."""
    return _ROLE_OF.get(_fold(column))


def find_columns(
    columns: Sequence[str],
    required: Iterable[str] = (),
    *,
    optional: Iterable[str] = (),
    overrides: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The column of each role, by name; absent optional roles are left out.

    Args:
        columns: the names in the file.
        required: keys of `ROLES` that must be found.
        optional: keys that may be absent.
        overrides: column by role, where the user named it; wins over every rule.
        options: how a user names the column of a role, for the remedy in an error; by default
            `--column ROLE=COLUMN`.

    Raises:
        ColumnNotFound: a required column, or one the user named, is not there.
        AmbiguousColumn: several columns carry the names of one role.
        InputError: a key that is no role.

    >>> find_columns(["序号", "门牌地址", "经度（度）"], ["address"], optional=["lon", "lat"])
    {'address': '门牌地址', 'lon': '经度（度）'}
    """
    chosen = dict(overrides or {})
    required = tuple(required)
    wanted = dict.fromkeys((*required, *optional, *chosen))
    _check_roles(wanted)
    remedies = {key: _remedy(key, options or {}) for key in wanted}
    named = {key: _named(key, chosen, columns, remedies[key]) for key in wanted}
    for key in required:
        if not named[key]:
            raise _not_found(ROLES[key], columns, remedies[key])
    return {key: found[0] for key, found in named.items() if found}


def _check_roles(keys: Iterable[str]) -> None:
    for key in keys:
        if key not in ROLES:
            raise InputError(
                Text(f"没有名为 {key!r} 的列角色", f"no column role is called {key!r}"),
                remedy=Text(f"可用：{' '.join(ROLES)}", f"Use one of: {' '.join(ROLES)}"),
            )


def _named(
    key: str, chosen: Mapping[str, str], columns: Sequence[str], remedy: Text
) -> list[str]:
    if key in chosen:
        if chosen[key] not in columns:
            raise _absent(chosen[key], columns)
        return [chosen[key]]
    found = [c for c in columns if role_of(c) == key and c not in chosen.values()]
    if len(found) > 1:
        raise _ambiguous(ROLES[key], found, remedy)
    return found


def listed(columns: Sequence[str], most: int = 30) -> str:
    """Column names for a message."""
    shown = [c if len(c) <= 40 else f"{c[:39]}…" for c in columns[:most]]
    return " · ".join(shown) + (" …" if len(columns) > most else "")


def _remedy(key: str, options: Mapping[str, str]) -> Text:
    option = f"{options[key]} " if key in options else f"--column {key}="
    return Text(f"用 {option}列名 指定", f"Name it with {option}COLUMN")


def _not_found(role: Role, columns: Sequence[str], remedy: Text) -> ColumnNotFound:
    return ColumnNotFound(
        Text(
            f"找不到“{role.text.zh}”列；表中有：{listed(columns)}",
            f"no column for the {role.text.en}; the columns are: {listed(columns)}",
        ),
        remedy=remedy,
    )


def _absent(name: str, columns: Sequence[str]) -> ColumnNotFound:
    return ColumnNotFound(
        Text(
            f"没有“{name}”列；表中有：{listed(columns)}",
            f"there is no column {name!r}; the columns are: {listed(columns)}",
        ),
        remedy=Text("检查列名", "Check the name"),
    )


def _ambiguous(role: Role, found: Sequence[str], remedy: Text) -> AmbiguousColumn:
    return AmbiguousColumn(
        Text(
            f"有几列都可作“{role.text.zh}”：{listed(found)}",
            f"several columns could be the {role.text.en}: {listed(found)}",
        ),
        remedy=remedy,
    )
